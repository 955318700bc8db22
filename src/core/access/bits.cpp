#include "core/access/bits.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace portero::access {
namespace {

constexpr std::uint8_t mask_of(std::size_t position) {
  return static_cast<std::uint8_t>(0x80U >> position % 8);
}

}  // namespace

Bits::Bits(std::size_t length) : length_(length) {
  PORTERO_ASSERT(length <= max_bits, "more bits than any card has");
}

std::optional<Bits> Bits::from_text(std::string_view text) {
  if (text.size() > max_bits) return std::nullopt;
  Bits bits(text.size());
  for (std::size_t position = 0; position < text.size(); ++position) {
    if (text[position] != '0' && text[position] != '1') return std::nullopt;
    bits.set(position, text[position] == '1');
  }
  return bits;
}

bool Bits::operator[](std::size_t position) const {
  PORTERO_ASSERT(position < length_, "a bit past the end");
  return (bytes_[position / 8] & mask_of(position)) != 0;
}

void Bits::set(std::size_t position, bool value) {
  PORTERO_ASSERT(position < length_, "a bit past the end");
  std::uint8_t& byte = bytes_[position / 8];
  byte = static_cast<std::uint8_t>(value ? byte | mask_of(position) : byte & ~mask_of(position));
}

std::uint64_t Bits::number(std::size_t start, std::size_t length) const {
  PORTERO_ASSERT(length <= max_field_bits, "a number wider than a field");
  std::uint64_t value = 0;
  for (std::size_t position = start; position < start + length; ++position)
    value = value << 1U | static_cast<std::uint64_t>((*this)[position]);
  return value;
}

void Bits::set_number(std::size_t start, std::size_t length, std::uint64_t value) {
  PORTERO_ASSERT(length <= max_field_bits, "a number wider than a field");
  for (std::size_t position = start + length; position > start; --position) {
    set(position - 1, (value & 1U) != 0);
    value >>= 1U;
  }
  PORTERO_ASSERT(value == 0, "a number that does not fit its field");
}

std::string Bits::text() const {
  std::string text;
  for (std::size_t position = 0; position < length_; ++position)
    text += (*this)[position] ? '1' : '0';
  return text;
}

std::string Bits::hex() const {
  std::string digits;
  for (std::size_t end = length_; end > 0; end -= std::min<std::size_t>(end, 4)) {
    const std::size_t width = std::min<std::size_t>(end, 4);
    digits += "0123456789abcdef"[number(end - width, width)];
  }
  std::ranges::reverse(digits);
  return digits;
}

base::ByteView Bits::bytes() const& { return base::ByteView(bytes_).first((length_ + 7) / 8); }

}  // namespace portero::access
