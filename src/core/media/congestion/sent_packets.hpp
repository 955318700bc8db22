#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "core/media/congestion/packet_result.hpp"
#include "core/media/congestion/transport_feedback.hpp"

namespace portero::congestion {

// IPv4 and UDP headers and the authentication tag of SRTP: what the wire carries beside an RTP
// packet.
constexpr std::size_t datagram_overhead_bytes = 20 + 8 + 10;

// Remembers the packets of one transport until feedback tells what became of them.
class SentPackets {
 public:
  // Some 10 s of sound and picture. A packet this many numbers older is forgotten.
  static constexpr std::size_t max_packets = 2048;
  // Feedback about a packet sent longer ago than this is about another one.
  static constexpr base::Duration memory = std::chrono::seconds(10);

  void sent(std::uint16_t sequence_number, std::size_t wire_bytes, base::TimePoint now);

  // Of every packet known, once as lost and once as arrived at most, in the order of the feedback.
  [[nodiscard]] std::vector<PacketResult> acknowledge(const TransportFeedback& feedback,
                                                      base::TimePoint now);

 private:
  enum class Fate : std::uint8_t { forgotten, unknown, lost, arrived };
  struct Packet {
    std::uint16_t sequence_number = 0;
    Fate fate = Fate::forgotten;
    std::size_t bytes = 0;
    base::TimePoint sent;
  };

  Packet& place_of(std::uint16_t sequence_number);
  // Of the receiver's clock: the number of periods that passed since the first arrival.
  base::Duration unwrap(base::Duration arrived);

  std::array<Packet, max_packets> packets_{};
  std::optional<base::Duration> last_arrival_;
};

}  // namespace portero::congestion
