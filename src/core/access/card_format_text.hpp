#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "core/access/card_format.hpp"

namespace portero::access {

inline constexpr std::size_t max_layout_text = 4096;

// A card format as one line that a person types into a settings field:
//
//   26: F=1-8 C=9-24 P0=even(1-12) P25=odd(13-24)
//
//   26:             the number of bits, 1 to 128
//   F=1-8           the facility id's bits; leave it out where the format has none
//   C=9-24          the card number's bits; required
//   P0=even(1-12)   bit 0 is a parity bit, even or odd, over the bits in parentheses; several
//                   ranges are separated by commas: P1=even(2-3,5-6,8)
//
// Bits count from 0, first on the line first; a range names its first and its last bit, a single
// number is one bit. Items stand in any order, separated by blanks, but parities are computed from
// left to right: one that covers another parity bit stands after it.
struct LayoutTextError {
  std::size_t column;  // from 1
  std::string reason;

  bool operator==(const LayoutTextError&) const = default;
};

std::expected<CardFormat, LayoutTextError> card_format_from_text(std::string name,
                                                                 std::string_view text);

// The same form with the fields first; what it gives reads back as an equal layout.
std::string to_text(const CardLayout& layout);

}  // namespace portero::access
