#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace portero::sdp {

struct GatheredCandidate {
  std::size_t line = 0;  // of the m= lines, from 0
  std::string text;      // "candidate:1 1 udp 2113937151 192.0.2.7 40012 typ host"

  bool operator==(const GatheredCandidate&) const = default;
};

// The description with all candidates in it, for whoever is told no others (RFC 8839 section 5.1,
// RFC 8840 section 8.2). Those of an m= line that is not there are left out.
[[nodiscard]] std::string with_candidates(std::string_view description,
                                          const std::vector<GatheredCandidate>& candidates);

}  // namespace portero::sdp
