#include "apps/panel/service.hpp"

#include <cstdio>
#include <fcntl.h>
#include <optional>

#include <fmt/format.h>

#include "apps/panel/realtime.hpp"
#include "base/overloaded.hpp"
#include "core/panel/led.hpp"
#include "core/panel/queue.hpp"
#include "io/door/contact.hpp"
#include "io/ipc/line_socket.hpp"
#include "io/ipc/panel_json.hpp"
#include "io/loop/timer.hpp"
#include "io/panel/sending_thread.hpp"

namespace portero::wiring {
namespace {

// The longest card takes 2.6 s; a thread that has not ended it by then hangs.
constexpr base::Duration longest_card = access::WiegandTiming::max_interval * access::max_bits;
constexpr base::Duration stuck_after = longest_card + std::chrono::seconds{2};

std::int64_t us_of(base::TimePoint at) { return at.time_since_epoch().count(); }

bool is_nowhere(const door::LinePlace& place) {
  return place == door::LinePlace{door::Simulated{}};
}

class Service {
 public:
  Service(int socket, panel::Wires& wires)
      : next_(loop_),
        led_lasts_(loop_),
        socket_(loop_, socket, [this](const ipc::LineEvent& event) { came(event); }),
        thread_(
            loop_, wires, [this] { become_realtime(ready_); },
            [this](const panel::SendingThread::Over& over) { card_over(over); }) {}

  // The error is a sentence.
  std::expected<void, std::string> watch_led(const panel::WiegandPlace& place) {
    if (is_nowhere(place.led)) return {};
    auto contact =
        door::Contact::open(loop_, place.led, place.led_active, "portero-panel",
                            [this](bool active, base::TimePoint at) { led_moved(active, at); });
    if (!contact) return std::unexpected{"The panel's LED: " + contact.error()};
    ready_.led_active = contact->closed();
    led_ = panel::Led{ready_.led_active};
    contact_ = *std::move(contact);
    return {};
  }

  End run() {
    tell(ready_);
    loop_.run();
    return end_;
  }

 private:
  void came(const ipc::LineEvent& event) {
    const auto* const line = std::get_if<ipc::LineArrived>(&event);
    if (line == nullptr) return loop_.stop();
    const auto command = ipc::panel_command(line->line);
    if (!command) return fmt::print(stderr, "portero-panel: not understood: {}\n", command.error());
    std::visit(base::overloaded{
                   [&](const panel::SendCard& asked) { send(asked); },
                   [&](const panel::AskAlive&) {
                     const auto since = queue_.sending_since();
                     if (!since || loop_.now() < *since + stuck_after) tell(panel::Alive{});
                   },
                   [](const panel::UseOsdp&) {},  // of another kind of line
               },
               *command);
  }

  void send(const panel::SendCard& asked) {
    const auto card = panel::card_of(asked);
    const auto objection =
        card ? queue_.add(*card, loop_.now()) : std::optional{panel::Objection::malformed};
    if (objection) return tell(panel::CardNotSent{asked.command, *objection});
    go_on();
  }

  void go_on() {
    for (const panel::CommandId& command : queue_.late(loop_.now()))
      tell(panel::CardNotSent{command, panel::Objection::late});
    if (const auto card = queue_.next(loop_.now())) {
      sent_ = card->command;
      thread_.send(access::wiegand_pulses(card->bits, card->timing), card->not_after);
    }
    if (const auto next = queue_.next_deadline()) next_.start_at(*next, [this] { go_on(); });
  }

  void card_over(const panel::SendingThread::Over& over) {
    queue_.over(loop_.now());
    if (!sent_) return;
    if (over.how == panel::Sending::late) {
      tell(panel::CardNotSent{*sent_, panel::Objection::late});
      return go_on();
    }
    const auto reading = panel::reading_of(over.made.all());
    if (over.how != panel::Sending::whole || !reading) {
      tell(panel::CardNotSent{*sent_, panel::Objection::line_failed});
      end_ = End::line_failed;
      return loop_.stop();
    }
    const auto edges = over.made.all();
    tell(panel::CardSent{*sent_, edges.front().at_ns / 1000, edges.back().at_ns / 1000,
                         reading->times});
    go_on();
  }

  void led_moved(bool active, base::TimePoint at) {
    led_.moved(active, at);
    const auto lasts = led_.next_deadline();
    if (!lasts) return led_lasts_.cancel();
    led_lasts_.start_at(*lasts, [this] {
      if (const auto change = led_.lasted(loop_.now()))
        tell(panel::LedMoved{change->active, us_of(change->at)});
    });
  }

  void tell(const panel::Event& event) { socket_.send(ipc::to_json(event)); }

  loop::EventLoop loop_;
  panel::Ready ready_;
  panel::Queue queue_;
  std::optional<panel::CommandId> sent_;
  panel::Led led_;
  End end_ = End::station_gone;
  loop::Timer next_;
  loop::Timer led_lasts_;
  std::optional<door::Contact> contact_;
  ipc::LineSocket socket_;
  panel::SendingThread thread_;
};

}  // namespace

End serve(int socket, panel::Wires& wires, const panel::WiegandPlace& place) {
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  Service service{socket, wires};
  if (const auto watched = service.watch_led(place); !watched) {
    fmt::print(stderr, "portero-panel: {}\n", watched.error());
    return End::led_failed;
  }
  return service.run();
}

}  // namespace portero::wiring
