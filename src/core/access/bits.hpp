#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace portero::access {

inline constexpr std::size_t max_bits = 128;
inline constexpr std::size_t max_field_bits = 64;

// The bits of one card as they go over the line: bit 0 first, a number's most significant bit
// first. What Wiegand pulses and what OSDP's raw-card reply (osdp_RAW) carry.
class Bits {
 public:
  constexpr Bits() = default;
  // All zero. The length is at most max_bits.
  explicit Bits(std::size_t length);
  // From '0' and '1'; none for any other character and for more than max_bits.
  static std::optional<Bits> from_text(std::string_view text);

  [[nodiscard]] std::size_t size() const { return length_; }
  [[nodiscard]] bool operator[](std::size_t position) const;
  void set(std::size_t position, bool value);

  // The number in `length` bits from `start`, at most max_field_bits of them.
  [[nodiscard]] std::uint64_t number(std::size_t start, std::size_t length) const;
  // The value fits into the length.
  void set_number(std::size_t start, std::size_t length, std::uint64_t value);

  [[nodiscard]] std::string text() const;
  // The bits read as one number, as card tools write them: 26 bits are seven digits.
  [[nodiscard]] std::string hex() const;
  // Bit 0 is the top bit of the first byte; the last byte is filled up with zeros (osdp_RAW).
  [[nodiscard]] base::ByteView bytes() const&;
  base::ByteView bytes() const&& = delete;

  bool operator==(const Bits&) const = default;

 private:
  std::size_t length_ = 0;
  std::array<std::uint8_t, max_bits / 8> bytes_{};
};

}  // namespace portero::access
