#include "apps/relay/service.hpp"

#include <cerrno>
#include <chrono>
#include <optional>
#include <poll.h>

#include <sys/socket.h>

#include "base/overloaded.hpp"
#include "core/door/message.hpp"
#include "core/door/pulses.hpp"

namespace portero::relay {
namespace {

using base::overloaded;

base::TimePoint now() {
  return base::TimePoint{std::chrono::duration_cast<base::Duration>(
      std::chrono::steady_clock::now().time_since_epoch())};
}

class Service {
 public:
  Service(int socket, door::Line& line) : socket_(socket), line_(line) {}

  End run(const door::Ready& ready) {
    tell(ready);
    std::optional<End> end;
    while (!end) {
      if (pulses_.falls_back(now()))
        end = fall_back();
      else if (something_came())
        end = read();
    }
    std::ignore = line_.set(false);
    return *end;
  }

 private:
  // Waits for it no longer than until the line has to fall back.
  bool something_came() {
    pollfd station{.fd = socket_, .events = POLLIN, .revents = 0};
    const auto until = pulses_.until();
    if (!until) return ::poll(&station, 1, -1) > 0;
    const auto left = std::max(*until - now(), base::Duration::zero());
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    const timespec limit{.tv_sec = seconds.count(),
                         .tv_nsec = std::chrono::nanoseconds{left - seconds}.count()};
    return ::ppoll(&station, 1, &limit, nullptr) > 0;
  }

  std::optional<End> read() {
    // One byte more than a message has, to see that none is longer.
    std::array<std::uint8_t, door::PulseBytes{}.size() + 1> bytes;
    const ssize_t size = ::recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
    if (size <= 0) return End::station_gone;
    const auto pulse =
        door::read_pulse(base::ByteView{bytes}.first(static_cast<std::size_t>(size)));
    if (!pulse) return End::not_understood;
    return obey(*pulse);
  }

  std::optional<End> obey(const door::Pulse& pulse) {
    return std::visit(overloaded{
                          [&](const door::Open&) { return open(pulse); },
                          [&](const door::Lengthen&) -> std::optional<End> {
                            tell(door::HoldLengthened{pulse.command});
                            return std::nullopt;
                          },
                          [&](door::Objection why) -> std::optional<End> {
                            tell(door::PulseRefused{pulse.command, why});
                            return std::nullopt;
                          },
                      },
                      pulses_.handle(pulse, now()));
  }

  std::optional<End> open(const door::Pulse& pulse) {
    if (!line_.set(true)) {
      tell(door::PulseRefused{pulse.command, door::Objection::line_failed});
      return End::line_failed;
    }
    tell(door::LineOpened{pulse.command});
    return std::nullopt;
  }

  std::optional<End> fall_back() {
    if (!line_.set(false)) return End::line_failed;
    tell(door::LineClosed{});
    return std::nullopt;
  }

  // A station that does not read, because it was stopped, is not waited for.
  void tell(const decltype(door::Report::what)& what) {
    const door::ReportBytes bytes = to_bytes(door::Report{what, now()});
    std::ignore = ::send(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  }

  int socket_;
  door::Line& line_;
  door::Pulses pulses_;
};

}  // namespace

End serve(int socket, door::Line& line, const door::Ready& ready) {
  return Service{socket, line}.run(ready);
}

}  // namespace portero::relay
