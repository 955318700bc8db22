#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace portero::sip {

// A set of bytes, as RFC 3261 section 25.1 builds its rules from; the locale plays no part.
class CharSet {
 public:
  constexpr explicit CharSet(std::string_view members) {
    for (const char member : members) set_[index(member)] = true;
  }
  [[nodiscard]] constexpr bool contains(char c) const { return set_[index(c)]; }
  [[nodiscard]] constexpr bool contains_all(std::string_view text) const {
    return std::ranges::all_of(text, [this](char c) { return contains(c); });
  }
  friend constexpr CharSet operator|(CharSet left, const CharSet& right) {
    for (std::size_t i = 0; i < left.set_.size(); ++i) left.set_[i] |= right.set_[i];
    return left;
  }

 private:
  static constexpr std::size_t index(char c) { return static_cast<unsigned char>(c); }

  std::array<bool, 256> set_{};
};

inline constexpr CharSet digit_chars{"0123456789"};
inline constexpr CharSet hex_chars = digit_chars | CharSet{"abcdefABCDEF"};
inline constexpr CharSet alpha_chars{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"};
inline constexpr CharSet alphanumeric_chars = alpha_chars | digit_chars;
inline constexpr CharSet token_chars = alphanumeric_chars | CharSet{"-.!%*_+`'~"};
inline constexpr CharSet whitespace_chars{" \t\r\n"};

[[nodiscard]] constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] inline std::string to_lower(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) c = to_lower(c);
  return lower;
}

[[nodiscard]] constexpr bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) { return to_lower(a) == to_lower(b); });
}

[[nodiscard]] constexpr bool is_token(std::string_view text) {
  return !text.empty() && token_chars.contains_all(text);
}

[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && whitespace_chars.contains(text.front())) text.remove_prefix(1);
  while (!text.empty() && whitespace_chars.contains(text.back())) text.remove_suffix(1);
  return text;
}

// Digits only, all of them; nullopt when there is anything else or the number does not fit.
template <std::unsigned_integral Number>
[[nodiscard]] std::optional<Number> parse_decimal(std::string_view text,
                                                  Number max = std::numeric_limits<Number>::max()) {
  if (text.empty() || !digit_chars.contains_all(text)) return std::nullopt;
  Number number = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc{})
    return std::nullopt;
  return number <= max ? std::optional{number} : std::nullopt;
}

}  // namespace portero::sip
