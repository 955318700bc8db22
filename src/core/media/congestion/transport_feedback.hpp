#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"

namespace portero::congestion {

// What a receiver tells of one packet that carried this transport-wide sequence number.
struct PacketStatus {
  std::uint16_t sequence_number;
  // On the receiver's clock, nullopt where the packet has not come. Counted from an epoch of the
  // receiver's own, anew every reference_time_period.
  std::optional<base::Duration> arrived;

  bool operator==(const PacketStatus&) const = default;
};

// One RTCP packet of draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1.
struct TransportFeedback {
  std::uint8_t feedback_count;
  std::vector<PacketStatus> packets;

  bool operator==(const TransportFeedback&) const = default;
};

// The reference time counts 64 ms in 24 bits.
constexpr base::Duration reference_time_unit = std::chrono::milliseconds(64);
constexpr base::Duration reference_time_period = reference_time_unit * (1 << 24);
constexpr base::Duration delta_unit = std::chrono::microseconds(250);

// Of one datagram: a run-length chunk tells of 8191 packets in two bytes.
constexpr std::size_t max_packet_statuses = 8192;

enum class FeedbackError : std::uint8_t {
  not_rtcp,
  cut_short,
  reserved_symbol,
  too_many_packets,
};

// The transport-wide feedback in one RTCP datagram (compound, RFC 3550 section 6.1), in its order;
// empty where there is none.
[[nodiscard]] std::expected<std::vector<TransportFeedback>, FeedbackError> parse_transport_feedback(
    base::ByteView datagram);

}  // namespace portero::congestion
