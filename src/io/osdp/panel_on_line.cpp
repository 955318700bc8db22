#include "io/osdp/panel_on_line.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <unistd.h>

#include "io/loop/descriptor.hpp"
#include "io/loop/timer.hpp"
#include "io/osdp/chance.hpp"

namespace portero::osdp {

struct PanelOnLine::State : std::enable_shared_from_this<State> {
  State(loop::EventLoop& of_loop, int fd, const ControlPanel::Config& config, Told of_told)
      : loop(of_loop),
        line(of_loop, fd),
        due(of_loop),
        control_panel(config),
        told(std::move(of_told)) {}

  void watch() {
    line.when_readable([weak = weak_from_this()] {
      const auto state = weak.lock();
      if (state && state->read()) state->watch();
    });
  }

  bool read() {
    std::array<std::uint8_t, max_frame_bytes> piece;
    const ssize_t size = ::read(line.fd(), piece.data(), piece.size());
    if (size < 0) return errno == EAGAIN || errno == EINTR;
    if (size == 0) return false;
    longest_wait = std::max(longest_wait, loop.now() - asked_at);
    tell(control_panel.receive(base::ByteView{piece}.first(static_cast<std::size_t>(size)),
                               loop.now()));
    go_on();
    return true;
  }

  void go_on() {
    const auto step = control_panel.time_passed(loop.now(), random_nonce());
    if (!step.send.empty()) {
      asked_at = loop.now();
      std::ignore = ::write(line.fd(), step.send.data(), step.send.size());
    }
    tell(step);
    due.start_at(control_panel.next_deadline(), [this] { go_on(); });
  }

  void tell(const ControlPanel::Step& step) {
    for (const panel::Event& event : step.events) told(event, loop.now());
  }

  loop::EventLoop& loop;
  loop::Descriptor line;
  loop::Timer due;
  ControlPanel control_panel;
  Told told;
  base::TimePoint asked_at;
  base::Duration longest_wait{0};
};

PanelOnLine::PanelOnLine(loop::EventLoop& loop, int line, const ControlPanel::Config& config,
                         Told told)
    : state_(std::make_shared<State>(loop, line, config, std::move(told))) {
  state_->watch();
  state_->go_on();
}
PanelOnLine::~PanelOnLine() = default;

base::Duration PanelOnLine::longest_wait() const { return state_->longest_wait; }

}  // namespace portero::osdp
