#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace portero::sip {

// Random bits, drawn by the shell: nobody may guess the tags and call ids that are made of them.
struct Entropy {
  std::array<std::uint64_t, 6> words{};
};

// What a session needs of chance.
struct SessionIds {
  std::string call_id;         // of a call that we place
  std::string tag;             // ours
  std::string sdp_session_id;  // RFC 8866 section 5.2
  std::string cnonce;          // RFC 7616
  std::uint32_t first_rseq = 1;
  std::uint32_t dice = 0;  // how long to wait after a glare

  bool operator==(const SessionIds&) const = default;
};

[[nodiscard]] SessionIds session_ids(const Entropy& entropy);

}  // namespace portero::sip
