#include "base/utf8.hpp"

#include <algorithm>
#include <array>
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

std::u32string characters(std::string_view text) {
  constexpr std::array<unsigned, 5> bits_of_first{0, 0x7f, 0x1f, 0x0f, 0x07};
  std::u32string out;
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    if (size == 0) return out;
    char32_t character = byte_at(text, 0) & bits_of_first.at(size);
    for (std::size_t i = 1; i < size; ++i) character = character << 6U | (byte_at(text, i) & 0x3fU);
    out += character;
    text.remove_prefix(size);
  }
  return out;
}

std::string to_utf8(std::u32string_view characters) {
  std::string out;
  for (const char32_t character : characters) {
    const auto add = [&](unsigned first, unsigned shift) {
      out += static_cast<char>(first | character >> shift);
      while (shift > 0) {
        shift -= 6;
        out += static_cast<char>(0x80U | (character >> shift & 0x3fU));
      }
    };
    if (character < 0x80)
      add(0, 0);
    else if (character < 0x800)
      add(0xc0, 6);
    else if (character < 0x10000)
      add(0xe0, 12);
    else
      add(0xf0, 18);
  }
  return out;
}

}  // namespace portero::base
