#include "apps/panel/osdp_service.hpp"

#include <algorithm>
#include <cstdio>
#include <deque>
#include <fcntl.h>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "core/osdp/key_text.hpp"
#include "io/ipc/line_socket.hpp"
#include "io/ipc/panel_json.hpp"
#include "io/osdp/device.hpp"
#include "io/osdp/line.hpp"

namespace portero::wiring {
namespace {

constexpr std::size_t commands_remembered = 64;

// A reader of Portero's. Its maker has no OUI of the IEEE, so that this one is of its own making.
constexpr osdp::Identity identity{.vendor = {0x02, 0x50, 0x4f}, .model = 1, .version = 1};

panel::Objection objection_of(osdp::CardLoss loss) {
  switch (loss) {
    case osdp::CardLoss::not_fetched: return panel::Objection::not_fetched;
    case osdp::CardLoss::not_confirmed: return panel::Objection::not_confirmed;
    case osdp::CardLoss::not_allowed: return panel::Objection::unprotected;
    case osdp::CardLoss::too_many: return panel::Objection::too_many;
  }
  return panel::Objection::malformed;
}

// None where it is no line that can be spoken.
std::optional<osdp::Config> config_of(const panel::UseOsdp& use) {
  osdp::Config config{.secure_channel_required = use.secure_channel_required, .identity = identity};
  if (use.address < 0 || use.address > osdp::max_address || use.baud < 0 ||
      use.baud > std::numeric_limits<std::int32_t>::max())
    return std::nullopt;
  config.address = static_cast<std::uint8_t>(use.address);
  config.baud = static_cast<std::uint32_t>(use.baud);
  if (use.key.empty()) return config;
  config.key = osdp::key_from_text(use.key);
  if (!config.key) return std::nullopt;
  return config;
}

class OsdpService {
 public:
  OsdpService(int socket, const osdp::Place& place)
      : place_(place),
        socket_(loop_, socket, [this](const ipc::LineEvent& event) { came(event); }) {}

  End run() {
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
                   [&](const panel::UseOsdp& use) { begin(use); },
                   [&](const panel::SendCard& asked) { send(asked); },
                   [&](const panel::AskAlive&) { tell(panel::Alive{}); },
               },
               *command);
  }

  void begin(const panel::UseOsdp& use) {
    const auto config = config_of(use);
    if (!config || device_) return fail("the station has asked for a line that cannot be");
    auto line = osdp::open_line(loop_, place_, *config);
    if (!line) return fail(line.error());
    line_ = *std::move(line);
    device_.emplace(
        loop_, line_.fd, *config, [this](const osdp::Event& event) { told(event); },
        [this] { fail("the line of OSDP has ended; is the adapter still there?"); });
    tell(panel::Ready{});
  }

  void send(const panel::SendCard& asked) {
    if (!device_ || asked.bits.size() == 0)
      return tell(panel::CardNotSent{asked.command, panel::Objection::malformed});
    if (std::ranges::find(known_, asked.command) != known_.end())
      return tell(panel::CardNotSent{asked.command, panel::Objection::repeated});
    known_.push_back(asked.command);
    if (known_.size() > commands_remembered) known_.pop_front();
    device_->offer(
        {asked.command, asked.bits, base::TimePoint{base::Duration{asked.not_after_us}}});
  }

  void told(const osdp::Event& event) {
    std::visit(base::overloaded{
                   [&](const osdp::CardFetched& card) {
                     const auto now = loop_.now().time_since_epoch().count();
                     tell(panel::CardSent{card.command, now, now, {}});
                   },
                   [&](const osdp::CardLost& card) {
                     tell(panel::CardNotSent{card.command, objection_of(card.why)});
                   },
                   [&](const osdp::PanelAnswered& answer) {
                     tell(panel::Answered{answer.outcome == access::PanelOutcome::granted});
                   },
                   [&](const osdp::KeySet& set) { tell(panel::KeySet{osdp::to_text(set.key)}); },
                   [&](const base::OneOf<osdp::CameOnline, osdp::WentOffline,
                                         osdp::ProtectionChanged> auto&) {
                     tell(panel::OsdpLine{device_->online(), device_->protection()});
                   },
                   // Nothing here shows or sounds them.
                   [](const base::OneOf<osdp::LedShown, osdp::OutputMoved, osdp::BuzzerSounded,
                                        osdp::TextShown> auto&) {},
               },
               event);
  }

  void fail(const std::string& why) {
    fmt::print(stderr, "portero-panel: {}\n", why);
    end_ = End::line_failed;
    loop_.stop();
  }

  void tell(const panel::Event& event) { socket_.send(ipc::to_json(event)); }

  loop::EventLoop loop_;
  osdp::Place place_;
  End end_ = End::station_gone;
  std::deque<panel::CommandId> known_;
  ipc::LineSocket socket_;
  osdp::Line line_;
  std::optional<osdp::Device> device_;
};

}  // namespace

End serve(int socket, const osdp::Place& place) {
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  return OsdpService{socket, place}.run();
}

}  // namespace portero::wiring
