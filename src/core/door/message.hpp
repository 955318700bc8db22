#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "core/door/pulse.hpp"

// The bytes of a message between the station and portero-relay: fixed sizes, big-endian, the
// version first. Reading and writing them allocates nothing.
namespace portero::door {

inline constexpr std::uint8_t message_version = 1;

// Version, command, hold and not_after in microseconds.
using PulseBytes = std::array<std::uint8_t, 1 + 16 + 8 + 8>;
// Version, kind, a detail of the kind, command (zero where there is none), time in microseconds.
using ReportBytes = std::array<std::uint8_t, 1 + 1 + 1 + 16 + 8>;

[[nodiscard]] PulseBytes to_bytes(const Pulse& pulse);
[[nodiscard]] ReportBytes to_bytes(const Report& report);

// None for any other size, version or kind, and for times beyond the 292,000 years of a TimePoint.
[[nodiscard]] std::optional<Pulse> read_pulse(base::ByteView bytes);
[[nodiscard]] std::optional<Report> read_report(base::ByteView bytes);

}  // namespace portero::door
