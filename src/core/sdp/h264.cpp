#include "core/sdp/h264.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "core/sdp/rtp_attributes.hpp"
#include "core/sdp/scan.hpp"

namespace portero::sdp {
namespace {

constexpr std::uint8_t baseline = 0x42;
constexpr std::uint8_t main_profile = 0x4D;
constexpr std::uint8_t extended = 0x58;
constexpr std::uint8_t high = 0x64;
constexpr unsigned constraint_set0 = 0x80;
constexpr unsigned constraint_set1 = 0x40;

std::optional<std::uint32_t> read_profile_level_id(std::string_view text) {
  std::uint32_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, 16);
  if (text.size() != 6 || error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

// 0 Constrained Baseline, 1 Baseline, 2 Main, 3 High, 4 Extended.
std::optional<unsigned> profile_rank(const H264& h264) {
  const bool set0 = (h264.profile_iop & constraint_set0) != 0;
  const bool set1 = (h264.profile_iop & constraint_set1) != 0;
  switch (h264.profile_idc) {
    case baseline: return set1 ? 0 : 1;
    case main_profile: return set0 ? 0 : 2;
    case high: return 3;
    case extended: return set0 ? (set1 ? 0 : 1) : 4;
    default: return std::nullopt;
  }
}

std::string text_of(const H264& h264) {
  return fmt::format(
      "profile-level-id={:02x}{:02x}{:02x};packetization-mode={};level-asymmetry-allowed=1",
      h264.profile_idc, h264.profile_iop, h264.level_idc, h264.packetization_mode);
}

}  // namespace

std::optional<H264> h264_of(std::string_view parameters) {
  H264 h264;
  const auto mode =
      to_number<std::uint8_t>(find_parameter(parameters, "packetization-mode").value_or("0"));
  if (!mode || *mode > 1) return std::nullopt;
  h264.packetization_mode = *mode;
  const auto text = find_parameter(parameters, "profile-level-id");
  if (!text) return h264;
  const auto profile_level_id = read_profile_level_id(*text);
  if (!profile_level_id) return std::nullopt;
  h264.profile_idc = static_cast<std::uint8_t>(*profile_level_id >> 16U);
  h264.profile_iop = static_cast<std::uint8_t>(*profile_level_id >> 8U);
  h264.level_idc = static_cast<std::uint8_t>(*profile_level_id);
  return h264;
}

std::optional<unsigned> h264_rank(const H264& h264) {
  const auto profile = profile_rank(h264);
  if (!profile) return std::nullopt;
  constexpr unsigned profiles = 5;
  return h264.packetization_mode == 1 ? *profile : *profile + profiles;
}

std::string h264_answer(const H264& theirs) {
  H264 answer = theirs;
  answer.level_idc = std::min(theirs.level_idc, H264{}.level_idc);
  return text_of(answer);
}

std::string h264_offer(std::uint8_t packetization_mode) {
  return text_of({.packetization_mode = packetization_mode});
}

}  // namespace portero::sdp
