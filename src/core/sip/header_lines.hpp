#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string_view>

#include "core/sip/headers.hpp"
#include "core/sip/start_line.hpp"

namespace portero::sip {

// What follows the start line, or makes up a body part.
struct HeaderLines {
  Headers headers;  // without Content-Length; of a broken message, those that could be read
  std::string_view body;
  std::optional<Failure> failure;  // the first thing that is wrong
  // nullopt when the header does not say.
  std::expected<std::optional<std::size_t>, Failure> content_length;
};

// Takes a line with its CRLF or LF off the front; gives it without.
std::string_view take_line(std::string_view& text);

// Header fields with their folding up to the empty line, then the body that Content-Length
// measures, or all that is left.
[[nodiscard]] HeaderLines parse_header_lines(std::string_view text);

}  // namespace portero::sip
