#include "core/sip/session_ids.hpp"

#include "core/sip/random_hex.hpp"

namespace portero::sip {
namespace {

// RFC 3262 section 3: the first number leaves room to count on.
constexpr std::uint64_t rseq_mask = 0x7fff'ffff;

}  // namespace

SessionIds session_ids(const Entropy& entropy) {
  const auto& words = entropy.words;
  return {.call_id = random_hex(words[0]) + random_hex(words[1]),
          .tag = random_hex(words[2]),
          .sdp_session_id = std::to_string(words[3] >> 1),
          .cnonce = random_hex(words[4]),
          .first_rseq = static_cast<std::uint32_t>(words[5] & rseq_mask) | 1U,
          .dice = static_cast<std::uint32_t>(words[5] >> 32)};
}

}  // namespace portero::sip
