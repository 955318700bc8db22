#include "core/rtp/packet_index.hpp"

#include <algorithm>

namespace portero::rtp {
namespace {

constexpr std::uint64_t turn = 1U << 16U;
constexpr std::uint64_t half = turn / 2;
constexpr std::uint64_t quarter = turn / 4;

}  // namespace

std::uint64_t index_of(std::uint16_t sequence_number, std::uint64_t highest) {
  const std::uint64_t index = highest - highest % turn + sequence_number;
  if (index + half < highest) return index + turn;
  if (index > highest + half && index >= turn) return index - turn;
  return index;
}

std::optional<PacketIndex> IndexWatch::take(std::uint32_t ssrc, std::uint16_t sequence_number) {
  if (highest_ && highest_->ssrc == ssrc)
    highest_->index = std::max(highest_->index, index_of(sequence_number, highest_->index));
  else
    highest_ = PacketIndex{ssrc, sequence_number};
  const bool is_known =
      told_ && told_->ssrc == ssrc && told_->index / quarter == highest_->index / quarter;
  if (is_known) return std::nullopt;
  told_ = highest_;
  return told_;
}

std::uint32_t IndexWatch::turns_of(std::uint32_t ssrc, std::uint16_t sequence_number) const {
  if (!highest_ || highest_->ssrc != ssrc) return 0;
  return PacketIndex{ssrc, index_of(sequence_number, highest_->index)}.turns();
}

}  // namespace portero::rtp
