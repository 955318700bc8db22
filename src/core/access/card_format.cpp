#include "core/access/card_format.hpp"

#include <limits>
#include <string_view>
#include <utility>

namespace portero::access {
namespace {

std::uint64_t max_of(const Field& field) {
  return std::numeric_limits<std::uint64_t>::max() >> (max_field_bits - field.length);
}

bool parity_bit(const Parity& parity, const Bits& bits) {
  bool odd_ones = false;
  for (std::size_t position = 0; position < bits.size(); ++position)
    odd_ones ^= parity.covered[position] && bits[position];
  return odd_ones != (parity.kind == ParityKind::odd);
}

std::optional<RangeError> misfit(std::string_view what, std::uint64_t value, std::uint64_t max) {
  if (value <= max) return std::nullopt;
  return RangeError{what, value, 0, max};
}

}  // namespace

Credential CardFormat::max() const {
  return {layout_.facility ? max_of(*layout_.facility) : 0, max_of(layout_.card)};
}

std::expected<Bits, RangeError> encode(const CardFormat& format, const Credential& credential) {
  const Credential max = format.max();
  if (const auto error = misfit("facility id", credential.facility, max.facility))
    return std::unexpected(*error);
  if (const auto error = misfit("card number", credential.card, max.card))
    return std::unexpected(*error);

  const CardLayout& layout = format.layout();
  Bits bits(layout.length);
  if (layout.facility)
    bits.set_number(layout.facility->start, layout.facility->length, credential.facility);
  bits.set_number(layout.card.start, layout.card.length, credential.card);
  for (const Parity& parity : layout.parities) bits.set(parity.bit, parity_bit(parity, bits));
  return bits;
}

std::expected<Credential, DecodeError> decode(const CardFormat& format, const Bits& bits) {
  const CardLayout& layout = format.layout();
  if (bits.size() != layout.length) return std::unexpected(WrongLength{layout.length, bits.size()});
  for (const Parity& parity : layout.parities)
    if (bits[parity.bit] != parity_bit(parity, bits))
      return std::unexpected(WrongParity{parity.bit});

  Credential credential;
  if (layout.facility)
    credential.facility = bits.number(layout.facility->start, layout.facility->length);
  credential.card = bits.number(layout.card.start, layout.card.length);
  return credential;
}

}  // namespace portero::access
