#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/sip/method.hpp"
#include "core/sip/scanner.hpp"

namespace portero::sip {

// RFC 3261 section 8.1.1.5: below 2^31.
inline constexpr std::uint32_t max_sequence_number = 0x7fff'ffff;

struct CSeq {
  std::uint32_t number = 0;
  Method method = MethodId::invite;

  bool operator==(const CSeq&) const = default;
};

[[nodiscard]] Parsed<CSeq> parse_cseq(std::string_view value);
[[nodiscard]] std::string to_string(const CSeq& cseq);

// Which reliable provisional response a PRACK acknowledges (RFC 3262 section 7.2).
struct RAck {
  std::uint32_t response_number = 0;  // its RSeq
  CSeq cseq;

  bool operator==(const RAck&) const = default;
};

[[nodiscard]] Parsed<RAck> parse_rack(std::string_view value);
[[nodiscard]] std::string to_string(const RAck& rack);
// RSeq (RFC 3262 section 7.1): 1 to 2^32 - 1.
[[nodiscard]] Parsed<std::uint32_t> parse_rseq(std::string_view value);

}  // namespace portero::sip
