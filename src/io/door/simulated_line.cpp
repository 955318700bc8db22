#include "io/door/simulated_line.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/time.hpp"

namespace portero::door {

std::expected<std::unique_ptr<Line>, std::string> SimulatedLine::open(const Simulated& place,
                                                                      ActiveLevel active) {
  int fd = -1;
  if (!place.file.empty()) {
    fd = ::open(place.file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0640);
    if (fd < 0)
      return std::unexpected{place.file + " cannot record the simulated line: " +
                             std::strerror(errno) + ". Give a file that can be written."};
  }
  std::unique_ptr<Line> line{new SimulatedLine{fd, active}};
  std::ignore = line->set(false);
  return line;
}

SimulatedLine::~SimulatedLine() {
  if (fd_ >= 0) ::close(fd_);
}

bool SimulatedLine::set(bool open) {
  if (fd_ < 0) return true;
  const auto now = std::chrono::duration_cast<base::Duration>(
      std::chrono::steady_clock::now().time_since_epoch());
  const bool high = open == (active_ == ActiveLevel::high);
  std::array<char, 96> text;
  const auto end = fmt::format_to_n(text.data(), text.size(),
                                    R"({{"at_us":{},"open":{},"level":"{}"}})"
                                    "\n",
                                    now.count(), open, high ? "high" : "low");
  std::ignore = ::write(fd_, text.data(), end.size);
  return true;
}

}  // namespace portero::door
