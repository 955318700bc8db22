#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace portero::sdp {

// Reading words and numbers out of one line, without copies and without a locale.

// The next word up to a blank, taken off the front of the line; empty at its end.
[[nodiscard]] std::string_view take_word(std::string_view& line);

[[nodiscard]] std::string_view trimmed(std::string_view text);

// What stands before the first separator and what stands after it; all and nothing without one.
[[nodiscard]] std::pair<std::string_view, std::string_view> split_at(std::string_view text,
                                                                     char separator);

// ASCII only: the names of encodings and parameters are compared like this (RFC 4855 section 3).
[[nodiscard]] bool same_name(std::string_view left, std::string_view right);

// Digits and nothing else, within the range of the type.
template <std::unsigned_integral Number>
[[nodiscard]] std::optional<Number> to_number(std::string_view digits) {
  Number number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (digits.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace portero::sdp
