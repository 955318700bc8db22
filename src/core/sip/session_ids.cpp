#include "core/sip/session_ids.hpp"

#include <string_view>

namespace portero::sip {
namespace {

// RFC 3262 section 3: the first number leaves room to count on.
constexpr std::uint64_t rseq_mask = 0x7fff'ffff;

std::string hex(std::uint64_t word) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += digits[(word >> shift) & 15];
  return text;
}

}  // namespace

SessionIds session_ids(const Entropy& entropy) {
  const auto& words = entropy.words;
  return {.call_id = hex(words[0]) + hex(words[1]),
          .tag = hex(words[2]),
          .sdp_session_id = std::to_string(words[3] >> 1),
          .cnonce = hex(words[4]),
          .first_rseq = static_cast<std::uint32_t>(words[5] & rseq_mask) | 1U,
          .dice = static_cast<std::uint32_t>(words[5] >> 32)};
}

}  // namespace portero::sip
