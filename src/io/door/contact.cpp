#include "io/door/contact.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <gpiod.h>
#include <unistd.h>

#include <sys/stat.h>

#include "io/door/gpio.hpp"
#include "io/loop/descriptor.hpp"

namespace portero::door {
namespace {

base::TimePoint time_of(const gpiod_line_event& event) {
  return base::TimePoint{std::chrono::duration_cast<base::Duration>(
      std::chrono::seconds{event.ts.tv_sec} + std::chrono::nanoseconds{event.ts.tv_nsec})};
}

}  // namespace

struct Contact::State : std::enable_shared_from_this<State> {
  State(loop::EventLoop& of_loop, int fd, Moved told)
      : loop(of_loop), input(of_loop, fd), moved(std::move(told)) {}
  virtual ~State() = default;

  void watch() {
    input.when_readable([weak = weak_from_this()] {
      const auto state = weak.lock();
      if (state && state->read()) state->watch();
    });
  }

  // Some of what there is; false where nothing will come any more.
  virtual bool read() = 0;
  [[nodiscard]] virtual bool closed() const = 0;

  loop::EventLoop& loop;
  loop::Descriptor input;
  Moved moved;
};

struct Contact::OfFifo final : State {
  using State::State;

  static std::expected<std::shared_ptr<State>, std::string> open(loop::EventLoop& loop,
                                                                 const Simulated& place,
                                                                 Moved told) {
    const char* const file = place.file.c_str();
    if (::mkfifo(file, 0620) != 0 && errno != EEXIST) return failed(place, std::strerror(errno));
    // Whoever writes may go and come back: opened for both, it has no end.
    const int fd = ::open(file, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return failed(place, std::strerror(errno));
    struct stat found{};
    if (::fstat(fd, &found) == 0 && S_ISFIFO(found.st_mode))
      return std::make_shared<OfFifo>(loop, fd, std::move(told));
    ::close(fd);
    return failed(place, "it is something else");
  }

  static std::unexpected<std::string> failed(const Simulated& place, const std::string& why) {
    return std::unexpected{"The simulated contact '" + place.file + "' cannot be a FIFO: " + why +
                           ". Give the name of a file that is not there yet."};
  }

  bool read() override {
    std::array<char, 64> piece;
    const ssize_t size = ::read(input.fd(), piece.data(), piece.size());
    if (size < 0) return errno == EAGAIN || errno == EINTR;
    for (const char character : std::string_view{piece.data(), static_cast<std::size_t>(size)})
      if (character == '0' || character == '1') moved(is_closed = character == '1', loop.now());
    return size > 0;
  }
  [[nodiscard]] bool closed() const override { return is_closed; }

  bool is_closed = false;
};

struct Contact::OfPin final : State {
  OfPin(loop::EventLoop& of_loop, int fd, GpioPin of_pin, Moved told)
      : State(of_loop, fd, std::move(told)), pin(std::move(of_pin)) {}

  static std::expected<std::shared_ptr<State>, std::string> open(loop::EventLoop& loop,
                                                                 const Gpio& place,
                                                                 ActiveLevel active,
                                                                 const char* user, Moved told) {
    auto pin = find_pin(place);
    if (!pin) return std::unexpected{std::move(pin.error())};
    const int flags = active == ActiveLevel::low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW |
                                                       GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP
                                                 : GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN;
    if (gpiod_line_request_both_edges_events_flags(pin->line, user, flags) != 0)
      return std::unexpected{pin_trouble(place, "cannot be an input")};
    // The chip closes its own descriptor, the loop this one.
    const int fd = ::fcntl(gpiod_line_event_get_fd(pin->line), F_DUPFD_CLOEXEC, 0);
    if (fd < 0) return std::unexpected{pin_trouble(place, "cannot be an input")};
    ::fcntl(fd, F_SETFL, O_NONBLOCK);
    return std::make_shared<OfPin>(loop, fd, *std::move(pin), std::move(told));
  }

  bool read() override {
    gpiod_line_event event{};
    if (gpiod_line_event_read_fd(input.fd(), &event) != 0) return errno == EAGAIN || errno == EINTR;
    moved(event.event_type == GPIOD_LINE_EVENT_RISING_EDGE, time_of(event));
    return true;
  }
  [[nodiscard]] bool closed() const override { return gpiod_line_get_value(pin.line) == 1; }

  GpioPin pin;
};

std::expected<Contact, std::string> Contact::open(loop::EventLoop& loop, const LinePlace& place,
                                                  ActiveLevel active, const char* user,
                                                  Moved moved) {
  const auto* const simulated = std::get_if<Simulated>(&place);
  auto state = simulated != nullptr
                   ? OfFifo::open(loop, *simulated, std::move(moved))
                   : OfPin::open(loop, std::get<Gpio>(place), active, user, std::move(moved));
  if (!state) return std::unexpected{std::move(state.error())};
  (*state)->watch();
  return Contact{*std::move(state)};
}

bool Contact::closed() const { return state_->closed(); }

Contact::Contact(std::shared_ptr<State> state) : state_(std::move(state)) {}
Contact::~Contact() = default;
Contact::Contact(Contact&&) noexcept = default;
Contact& Contact::operator=(Contact&&) noexcept = default;

}  // namespace portero::door
