#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace portero::base {

// Whether every byte is part of a well-formed character (RFC 3629).
[[nodiscard]] bool is_utf8(std::string_view text);

// Of a text that is well-formed.
[[nodiscard]] std::size_t character_count(std::string_view text);

// The text with every byte that is not part of well-formed UTF-8 as U+FFFD: names that
// old phones send in Latin-1 still ring, and what we pass on as JSON stays valid.
[[nodiscard]] std::string valid_utf8(std::string_view text);

// The characters of a text that is well-formed, and back.
[[nodiscard]] std::u32string characters(std::string_view text);
[[nodiscard]] std::string to_utf8(std::u32string_view characters);

}  // namespace portero::base
