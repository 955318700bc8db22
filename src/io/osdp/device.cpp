#include "io/osdp/device.hpp"

#include <array>
#include <cerrno>
#include <unistd.h>

#include "io/loop/descriptor.hpp"
#include "io/loop/timer.hpp"
#include "io/osdp/chance.hpp"

namespace portero::osdp {

struct Device::State : std::enable_shared_from_this<State> {
  State(loop::EventLoop& of_loop, int fd, const Config& config, Told of_told,
        std::function<void()> of_ended)
      : loop(of_loop),
        line(of_loop, fd),
        due(of_loop),
        peripheral(config),
        told(std::move(of_told)),
        ended(std::move(of_ended)) {}

  void watch() {
    line.when_readable([weak = weak_from_this()] {
      const auto state = weak.lock();
      if (!state) return;
      if (state->read())
        state->watch();
      else
        state->ended();
    });
  }

  bool read() {
    std::array<std::uint8_t, max_frame_bytes> piece;
    const ssize_t size = ::read(line.fd(), piece.data(), piece.size());
    if (size < 0) return errno == EAGAIN || errno == EINTR;
    if (size == 0) return false;
    const auto step = peripheral.receive(
        base::ByteView{piece}.first(static_cast<std::size_t>(size)), loop.now(), random_nonce());
    // A reply that the line does not take at once is too late: the panel asks again.
    if (!step.send.empty() && ::write(line.fd(), step.send.data(), step.send.size()) !=
                                  static_cast<ssize_t>(step.send.size()))
      peripheral.not_said();
    tell(step.events);
    return true;
  }

  void tell(const std::vector<Event>& events) {
    for (const Event& event : events) told(event);
    const auto deadline = peripheral.next_deadline();
    if (!deadline) return due.cancel();
    due.start_at(deadline->at, [weak = weak_from_this()] {
      if (const auto state = weak.lock())
        state->tell(state->peripheral.time_passed(state->loop.now()));
    });
  }

  loop::EventLoop& loop;
  loop::Descriptor line;
  loop::Timer due;
  Peripheral peripheral;
  Told told;
  std::function<void()> ended;
};

Device::Device(loop::EventLoop& loop, int line, const Config& config, Told told,
               std::function<void()> ended)
    : state_(std::make_shared<State>(loop, line, config, std::move(told), std::move(ended))) {
  state_->watch();
}
Device::~Device() = default;

void Device::offer(const Card& card) {
  state_->tell(state_->peripheral.offer(card, state_->loop.now()));
}

void Device::arm_install(base::Duration duration) {
  state_->peripheral.arm_install(state_->loop.now() + duration);
  state_->tell({});
}

bool Device::online() const { return state_->peripheral.online(); }
Protection Device::protection() const { return state_->peripheral.protection(); }
bool Device::install_armed() const { return state_->peripheral.install_armed(); }

}  // namespace portero::osdp
