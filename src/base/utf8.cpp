#include "base/utf8.hpp"

#include <algorithm>
#include <cstdint>

namespace portero::base {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<std::uint8_t>(text[i]);
}

bool continues(std::string_view text, std::size_t i) {
  return i < text.size() && (byte_at(text, i) & 0xc0U) == 0x80U;
}

// How many bytes the character at the front takes; 0 when it is malformed.
std::size_t character_size(std::string_view text) {
  const std::uint8_t first = byte_at(text, 0);
  if (first < 0x80) return 1;
  if (!continues(text, 1)) return 0;
  const std::uint8_t second = byte_at(text, 1);
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (!continues(text, 2)) return 0;
  const bool overlong3 = first == 0xe0 && second < 0xa0;
  const bool surrogate = first == 0xed && second > 0x9f;
  if (first >= 0xe0 && first <= 0xef) return overlong3 || surrogate ? 0 : 3;
  const bool overlong4 = first == 0xf0 && second < 0x90;
  const bool too_large = first == 0xf4 && second > 0x8f;
  if (first < 0xf0 || first > 0xf4 || overlong4 || too_large) return 0;
  return continues(text, 3) ? 4 : 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

// All bytes but those that continue a character.
std::size_t character_count(std::string_view text) {
  const auto starts_one = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::ranges::count_if(text, starts_one));
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    out += size > 0 ? text.substr(0, size) : "\xef\xbf\xbd";
    text.remove_prefix(size > 0 ? size : 1);
  }
  return out;
}

}  // namespace portero::base
