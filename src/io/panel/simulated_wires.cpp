#include "io/panel/simulated_wires.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "io/panel/pulse_sender.hpp"

namespace portero::panel {
namespace {

std::string in_words(std::span<const Edge> edges) {
  const std::int64_t at_us = edges.front().at_ns / 1000;
  const auto reading = reading_of(edges);
  if (!reading)
    return fmt::format("{{\"at_us\":{},\"edges\":{},\"broken\":\"{}\"}}\n", at_us, edges.size(),
                       reading.error());
  const auto us = [](std::int64_t ns) { return static_cast<double>(ns) / 1000; };
  const PulseTimes& times = reading->times;
  return fmt::format(
      "{{\"at_us\":{},\"bits\":\"{}\",\"length\":{},\"hex\":\"{}\",\"width_us\":[{:.1f},{:.1f}],"
      "\"interval_us\":[{:.1f},{:.1f}]}}\n",
      at_us, reading->bits.text(), reading->bits.size(), reading->bits.hex(),
      us(times.narrowest_ns), us(times.widest_ns), us(times.shortest_interval_ns),
      us(times.longest_interval_ns));
}

}  // namespace

std::expected<std::unique_ptr<Wires>, std::string> SimulatedWires::open(const WiegandPlace& place) {
  const std::string& named = std::get<door::Simulated>(place.d0).file;
  const std::string& file = named.empty() ? std::get<door::Simulated>(place.d1).file : named;
  int fd = -1;
  if (!file.empty()) {
    fd = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0640);
    if (fd < 0)
      return std::unexpected{file + " cannot record the simulated wires: " + std::strerror(errno) +
                             ". Give a file that can be written."};
  }
  return std::unique_ptr<Wires>{new SimulatedWires{fd}};
}

SimulatedWires::~SimulatedWires() {
  if (fd_ >= 0) ::close(fd_);
}

bool SimulatedWires::set(access::WiegandLine wire, bool pulled) {
  return seen_.add({wire, pulled, monotonic_ns()});
}

void SimulatedWires::card_over() {
  if (seen_.all().empty()) return;
  if (fd_ >= 0) {
    const std::string line = in_words(seen_.all());
    std::ignore = ::write(fd_, line.data(), line.size());
  }
  seen_.clear();
}

}  // namespace portero::panel
