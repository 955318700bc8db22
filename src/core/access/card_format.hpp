#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/access/bits.hpp"
#include "core/access/range_error.hpp"

namespace portero::access {

inline constexpr std::size_t max_parities = 8;

// A run of bits that hold one number, most significant bit first. Positions count from 0, the bit
// that goes over the line first.
struct Field {
  std::size_t start = 0;
  std::size_t length = 0;

  bool operator==(const Field&) const = default;
};

using Positions = std::bitset<max_bits>;

enum class ParityKind : std::uint8_t { even, odd };

// The parity bit makes the number of ones among itself and the covered bits even or odd.
struct Parity {
  std::size_t bit = 0;
  ParityKind kind = ParityKind::even;
  Positions covered;

  bool operator==(const Parity&) const = default;
};

// Where everything stands on a card, as a table or a person describes it; not examined yet.
// Parities are computed in the order given, because one may cover another. Bits of no use are sent
// as 0.
struct CardLayout {
  std::size_t length = 0;
  std::optional<Field> facility;
  Field card;
  std::vector<Parity> parities;

  bool operator==(const CardLayout&) const = default;
};

enum class LayoutPart : std::uint8_t { length, facility, card, parities };

// The part that is wrong (of parities, which one) and why, with what is allowed.
struct LayoutError {
  LayoutPart part;
  std::size_t parity;
  std::string reason;

  bool operator==(const LayoutError&) const = default;
};

// The fixed credential of UNL-3, before it becomes bits.
struct Credential {
  std::uint64_t facility = 0;
  std::uint64_t card = 0;

  bool operator==(const Credential&) const = default;
};

// A layout that was found sound, under the name that people choose it by.
class CardFormat {
 public:
  static std::expected<CardFormat, LayoutError> make(std::string name, CardLayout layout);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const CardLayout& layout() const { return layout_; }
  // The largest numbers that fit: a format without a facility field takes only facility 0.
  [[nodiscard]] Credential max() const;

  bool operator==(const CardFormat&) const = default;

 private:
  CardFormat(std::string name, CardLayout layout)
      : name_(std::move(name)), layout_(std::move(layout)) {}

  std::string name_;
  CardLayout layout_;
};

std::expected<Bits, RangeError> encode(const CardFormat& format, const Credential& credential);

struct WrongLength {
  std::size_t expected;
  std::size_t got;

  bool operator==(const WrongLength&) const = default;
};

// The first parity, in the format's order, that does not hold.
struct WrongParity {
  std::size_t bit;

  bool operator==(const WrongParity&) const = default;
};

using DecodeError = std::variant<WrongLength, WrongParity>;

// Bits of no use in the format may have any value.
std::expected<Credential, DecodeError> decode(const CardFormat& format, const Bits& bits);

}  // namespace portero::access
