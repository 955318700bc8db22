// The input is a row of messages as portero-relay gets them, each of the size of a pulse, and what
// remains of it one that is cut off. What is read is written back as it came, and whatever is
// asked, the line is never open for longer than the longest hold after the last command that was
// obeyed, and no command opens or lengthens twice.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/assert.hpp"
#include "core/door/message.hpp"
#include "core/door/pulses.hpp"

using namespace portero;

namespace {

void obey(door::Pulses& pulses, const door::Pulse& pulse, std::vector<door::CommandId>& obeyed,
          base::TimePoint now) {
  const door::Effect effect = pulses.handle(pulse, now);
  if (std::holds_alternative<door::Objection>(effect)) return;
  PORTERO_ASSERT(now <= pulse.not_after, "what is late is not obeyed");
  PORTERO_ASSERT(std::ranges::find(obeyed, pulse.command) == obeyed.end(), "once");
  obeyed.push_back(pulse.command);
  PORTERO_ASSERT(pulses.until() >= now + pulse.hold, "never shorter");
  PORTERO_ASSERT(pulses.until() <= now + door::longest_hold, "never longer");
}

void report(base::ByteView bytes) {
  const auto report = door::read_report(bytes);
  if (!report) return;
  const auto again = door::read_report(to_bytes(*report));
  PORTERO_ASSERT(again == report, "a report is written as it was read");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t pulse_size = door::PulseBytes{}.size();
  base::ByteView rest{data, size};
  report(rest.first(std::min(rest.size(), door::ReportBytes{}.size())));
  door::Pulses pulses;
  std::vector<door::CommandId> obeyed;
  base::TimePoint now{};
  while (!rest.empty()) {
    const base::ByteView bytes = rest.first(std::min(rest.size(), pulse_size));
    rest = rest.subspan(bytes.size());
    now += base::Duration{bytes.back()};
    if (pulses.falls_back(now)) PORTERO_ASSERT(!pulses.until(), "it falls back once");
    const auto pulse = door::read_pulse(bytes);
    if (!pulse) continue;
    PORTERO_ASSERT(std::ranges::equal(to_bytes(*pulse), bytes), "written as it was read");
    obey(pulses, *pulse, obeyed, now);
  }
  return 0;
}
