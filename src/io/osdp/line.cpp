#include "io/osdp/line.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <sys/socket.h>

#include "base/overloaded.hpp"
#include "io/osdp/chance.hpp"
#include "io/osdp/panel_on_line.hpp"
#include "io/osdp/panel_record.hpp"
#include "io/osdp/serial_port.hpp"

namespace portero::osdp {
namespace {

// At the end of a file, or nowhere. A file that cannot be written to, because the disk is full,
// keeps no door shut or open.
class Record {
 public:
  explicit Record(int fd) : fd_(fd) {}
  ~Record() {
    if (fd_ >= 0) ::close(fd_);
  }
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;

  void append(const std::string& line) const {
    if (fd_ >= 0) std::ignore = ::write(fd_, line.data(), line.size());
  }

 private:
  int fd_;
};

std::expected<std::shared_ptr<Record>, std::string> open_record(const std::string& file) {
  if (file.empty()) return std::make_shared<Record>(-1);
  const int fd = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0640);
  if (fd < 0)
    return std::unexpected{file + " cannot record the simulated panel: " + std::strerror(errno) +
                           ". Give a file that can be written."};
  return std::make_shared<Record>(fd);
}

std::expected<Line, std::string> simulated(loop::EventLoop& loop, const SimulatedPanel& place,
                                           const Config& config) {
  auto record = open_record(place.file);
  if (!record) return std::unexpected{std::move(record.error())};
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return std::unexpected{std::string{"There is no line to a simulated panel: "} +
                           std::strerror(errno)};
  ControlPanel::Config of_panel{.address = config.address, .key = config.key};
  if (!config.key && config.secure_channel_required) {
    of_panel.key = random_key();
    of_panel.installs = true;
  }
  return Line{.fd = ends[0],
              .simulated = std::make_shared<PanelOnLine>(
                  loop, ends[1], of_panel,
                  [record = *std::move(record)](const panel::Event& event, base::TimePoint at) {
                    record->append(to_json(event, at) + "\n");
                  })};
}

}  // namespace

std::expected<Line, std::string> open_line(loop::EventLoop& loop, const Place& place,
                                           const Config& config) {
  return std::visit(base::overloaded{
                        [&](const SimulatedPanel& none) { return simulated(loop, none, config); },
                        [&](const SerialPort& real) -> std::expected<Line, std::string> {
                          const auto port = open_serial_port(real.device, config.baud);
                          if (!port) return std::unexpected{port.error()};
                          return Line{.fd = port->fd, .kernel_switches = port->kernel_switches};
                        },
                    },
                    place);
}

}  // namespace portero::osdp
