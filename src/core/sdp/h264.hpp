#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portero::sdp {

// What one side says of H.264 (RFC 6184 section 8.1).
struct H264 {
  // Profile and its constraints as profile-level-id writes them. Constrained Baseline, level 3.1
  // (720p at 30 pictures a second), which is what our encoders make and every receiver reads.
  std::uint8_t profile_idc = 0x42;
  std::uint8_t profile_iop = 0xE0;
  std::uint8_t level_idc = 0x1F;
  std::uint8_t packetization_mode = 0;  // 0: single NAL units, 1: also aggregates and fragments

  bool operator==(const H264&) const = default;
};

// Reads an fmtp. Without a profile-level-id, level 3.1 of Constrained Baseline is assumed, not the
// level 1 of the RFC: phones that say nothing show what they get. Nullopt for interleaved mode and
// for a profile-level-id that cannot be read.
[[nodiscard]] std::optional<H264> h264_of(std::string_view parameters);

// Of the profiles that can decode Constrained Baseline, which suits us best: 0 is the best (RFC
// 6184 table 5), nullopt for a profile that cannot. Within a profile, packetization mode 1 is
// better.
[[nodiscard]] std::optional<unsigned> h264_rank(const H264& h264);

// The fmtp that answers theirs: their profile and mode, and no level above ours.
[[nodiscard]] std::string h264_answer(const H264& theirs);

// The fmtp that offers ours with a packetization mode.
[[nodiscard]] std::string h264_offer(std::uint8_t packetization_mode);

}  // namespace portero::sdp
