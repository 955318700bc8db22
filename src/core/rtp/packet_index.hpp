#pragma once

#include <cstdint>
#include <optional>

namespace portero::rtp {

// How far a sender has come: what SRTP enciphers a packet by (RFC 3711 section 3.3.1), and no
// packet says whole. 65,536 for each turn of the sequence numbers, its rollover counter (ROC).
struct PacketIndex {
  std::uint32_t ssrc = 0;
  std::uint64_t index = 0;

  [[nodiscard]] std::uint32_t turns() const { return static_cast<std::uint32_t>(index >> 16U); }

  bool operator==(const PacketIndex&) const = default;
};

// Of a packet that is less than half a turn from the highest one (RFC 3711 appendix A).
[[nodiscard]] std::uint64_t index_of(std::uint16_t sequence_number, std::uint64_t highest);

// Follows one sender's index: the first one's whose packet comes, then whoever comes instead. Only
// packets that were authenticated may be shown to it: anybody can forge a number.
class IndexWatch {
 public:
  // From the life of another process.
  void begin(const PacketIndex& reached) { highest_ = told_ = reached; }

  // Told with a sender's first packet, and then at each quarter of a turn, 5 minutes of sound:
  // whoever knows only this is never so far behind that index_of() were wrong.
  [[nodiscard]] std::optional<PacketIndex> take(std::uint32_t ssrc, std::uint16_t sequence_number);

  // Of a packet of this sender that has just come, forged or not.
  [[nodiscard]] std::uint32_t turns_of(std::uint32_t ssrc, std::uint16_t sequence_number) const;

 private:
  std::optional<PacketIndex> highest_;
  std::optional<PacketIndex> told_;
};

}  // namespace portero::rtp
