#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.hpp"
#include "core/rtp/header.hpp"

namespace portero::rtp {

// RFC 3550 section 6.4.1: which time of the media is now, and what was sent so far.
struct SenderReport {
  std::uint32_t ssrc = 0;
  base::TimePoint now{};
  std::uint32_t timestamp = 0;
  std::uint32_t packets = 0;
  std::uint32_t payload_bytes = 0;

  bool operator==(const SenderReport&) const = default;
};

// RFC 3550 section 6.4.1: how a source of theirs arrives.
struct ReceptionReport {
  std::uint32_t ssrc = 0;
  std::uint8_t fraction_lost = 0;     // of 256, since the last report
  std::uint32_t cumulative_lost = 0;  // at most 0x7FFFFF
  std::uint32_t highest_sequence_number = 0;
  std::uint32_t jitter = 0;             // in units of its timestamps
  std::uint32_t last_report = 0;        // of theirs, as compact_ntp(); 0: none came
  std::uint32_t since_last_report = 0;  // 1/65536 s

  bool operator==(const ReceptionReport&) const = default;
};

// With the name that all sources of one sender share (CNAME, section 6.5.1), by which a browser
// knows that sound and picture belong together; at most 255 bytes.
[[nodiscard]] Bytes compound_of(const SenderReport& report, std::string_view name);
// `reporter` is a source of ours.
[[nodiscard]] Bytes compound_of(const ReceptionReport& report, std::uint32_t reporter,
                                std::string_view name);

// The middle 32 bits of the NTP time in a report. Ours counts from the epoch of TimePoint: the time
// of day, which may be set back, is nobody's business (section 4).
[[nodiscard]] std::uint32_t compact_ntp(base::TimePoint time);

// How long a report of ours and the answer to it were on the way; nullopt where it says nothing
// that makes sense: no connection stands for longest_round_trip. On one machine, a far side judges
// its part longer than the whole.
inline constexpr base::Duration longest_round_trip = std::chrono::seconds{60};
[[nodiscard]] std::optional<base::Duration> round_trip(std::uint32_t last_report,
                                                       std::uint32_t since_last_report,
                                                       base::TimePoint now);

}  // namespace portero::rtp
