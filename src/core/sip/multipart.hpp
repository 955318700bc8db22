#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/sip/headers.hpp"
#include "core/sip/scanner.hpp"

namespace portero::sip {

// One part of a multipart/mixed or multipart/alternative body (RFC 2046 section 5.1, RFC 5621). A
// part that is multipart itself is parsed by another call.
struct BodyPart {
  Headers headers;
  std::string body;

  bool operator==(const BodyPart&) const = default;
};

// At least one part, at most max_body_parts. What stands before the first boundary line and behind
// the closing one is not for us.
[[nodiscard]] Parsed<std::vector<BodyPart>> parse_multipart(std::string_view body,
                                                            std::string_view boundary);

// The boundary must not begin a line of any part; the caller makes it from something random.
[[nodiscard]] std::string write_multipart(const std::vector<BodyPart>& parts,
                                          std::string_view boundary);

}  // namespace portero::sip
