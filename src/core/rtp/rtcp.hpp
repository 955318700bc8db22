#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"

namespace portero::rtp {

// What a receiver says of a source of ours (RFC 3550 section 6.4.1).
struct ReportBlock {
  std::uint32_t ssrc = 0;
  std::uint8_t fraction_lost = 0;       // of 256, since the last report
  std::int32_t cumulative_lost = 0;     // 24 bits, with a sign
  std::uint32_t last_report = 0;        // the middle of the NTP time in our last one; 0: none came
  std::uint32_t since_last_report = 0;  // 1/65536 s

  bool operator==(const ReportBlock&) const = default;
};

// Of one compound packet: a browser that was away for a second and a half misses fewer, and what it
// asks for besides is not read.
inline constexpr std::size_t max_missing_told = 512;

// Packets that it misses (generic NACK, RFC 4585 section 6.2.1).
struct Missing {
  std::uint32_t ssrc = 0;
  std::vector<std::uint16_t> sequence_numbers;

  bool operator==(const Missing&) const = default;
};

// When a source of theirs says that it is (RFC 3550 section 6.4.1).
struct TheirReport {
  std::uint32_t ssrc = 0;
  std::uint32_t compact_ntp = 0;

  bool operator==(const TheirReport&) const = default;
};

// What of a compound packet (RFC 3550 section 6.1) we act on.
struct Told {
  std::vector<ReportBlock> reports;
  std::vector<Missing> missing;
  std::vector<std::uint32_t> key_frame_wanted;  // of which ssrc: PLI (RFC 4585) or FIR (RFC 5104)
  std::vector<TheirReport> their_reports;
  bool transport_wide = false;  // there is a report of transport-wide numbers

  bool operator==(const Told&) const = default;
};

// Nullopt for what is none, and where one of its packets is cut short.
[[nodiscard]] std::optional<Told> parse_rtcp(base::ByteView compound);

}  // namespace portero::rtp
