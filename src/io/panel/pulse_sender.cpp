#include "io/panel/pulse_sender.hpp"

#include <cerrno>
#include <ctime>

namespace portero::panel {
namespace {

constexpr std::int64_t ns_of_second = 1'000'000'000;
constexpr std::int64_t ns_of_us = 1'000;

void sleep_until(std::int64_t at_ns) {
  const timespec until{.tv_sec = at_ns / ns_of_second, .tv_nsec = at_ns % ns_of_second};
  while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) == EINTR) continue;
}

bool is_past(base::TimePoint at) {
  return monotonic_ns() / ns_of_us > at.time_since_epoch().count();
}

// No sleep is as exact as a pulse is short.
void wait_busily_until(std::int64_t at_ns) {
  while (monotonic_ns() < at_ns) continue;
}

bool pulse(const access::WiegandPulse& pulse, Wires& wires, Edges& made) {
  if (!wires.set(pulse.line, true)) {
    std::ignore = wires.set(pulse.line, false);
    return false;
  }
  const std::int64_t pulled = monotonic_ns();
  wait_busily_until(pulled + pulse.width.count() * ns_of_us);
  const bool let_go = wires.set(pulse.line, false);
  const std::int64_t at = monotonic_ns();
  return made.add({pulse.line, true, pulled}) && made.add({pulse.line, false, at}) && let_go;
}

}  // namespace

std::int64_t monotonic_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * ns_of_second + now.tv_nsec;
}

Sending send(std::span<const access::WiegandPulse> pulses, Wires& wires, Edges& made,
             const std::atomic<bool>& stop, base::TimePoint not_after) {
  made.clear();
  std::int64_t start = monotonic_ns();
  base::Duration planned{0};
  for (const access::WiegandPulse& next : pulses) {
    if (stop) return Sending::stopped;
    start += (next.start - planned).count() * ns_of_us;
    planned = next.start;
    sleep_until(start);
    // The process may have been stopped since the card was taken.
    if (made.all().empty() && is_past(not_after)) return Sending::late;
    if (!pulse(next, wires, made)) return Sending::line_failed;
    start = made.all()[made.all().size() - 2].at_ns;
  }
  return Sending::whole;
}

}  // namespace portero::panel
