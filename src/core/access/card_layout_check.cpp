// What makes a described card layout sound: CardFormat::make.
#include <initializer_list>
#include <string_view>

#include <fmt/format.h>

#include "core/access/card_format.hpp"

namespace portero::access {
namespace {

std::optional<LayoutError> wrong(LayoutPart part, std::string reason, std::size_t parity = 0) {
  return LayoutError{part, parity, std::move(reason)};
}

Positions positions_of(const Field& field) {
  Positions positions;
  for (std::size_t offset = 0; offset < field.length; ++offset) positions.set(field.start + offset);
  return positions;
}

std::optional<LayoutError> length_objection(const CardLayout& layout) {
  if (layout.length >= 1 && layout.length <= max_bits) return std::nullopt;
  return wrong(LayoutPart::length,
               fmt::format("a card of {} bits: 1 to {} are allowed", layout.length, max_bits));
}

std::optional<LayoutError> field_objection(const CardLayout& layout, const Field& field,
                                           LayoutPart part, std::string_view name) {
  if (field.length < 1 || field.length > max_field_bits)
    return wrong(part, fmt::format("the {} has {} bits: 1 to {} are allowed", name, field.length,
                                   max_field_bits));
  if (field.start >= layout.length || field.length > layout.length - field.start)
    return wrong(part, fmt::format("the {} reaches past the card's last bit, which is {}", name,
                                   layout.length - 1));
  return std::nullopt;
}

std::optional<LayoutError> fields_objection(const CardLayout& layout) {
  if (auto error = field_objection(layout, layout.card, LayoutPart::card, "card number"))
    return error;
  if (!layout.facility) return std::nullopt;
  if (auto error = field_objection(layout, *layout.facility, LayoutPart::facility, "facility id"))
    return error;
  if ((positions_of(*layout.facility) & positions_of(layout.card)).any())
    return wrong(LayoutPart::facility, "the facility id overlaps the card number");
  return std::nullopt;
}

// What has its value before a parity is computed, and what gets its value later.
struct Taken {
  Positions fields;
  Positions earlier;
  Positions later;
};

std::optional<std::string> parity_objection(const CardLayout& layout, const Parity& parity,
                                            const Taken& taken) {
  if (parity.bit >= layout.length)
    return fmt::format("parity bit {} is past the card's last bit, which is {}", parity.bit,
                       layout.length - 1);
  if (taken.fields[parity.bit])
    return fmt::format("parity bit {} is inside the facility id or the card number", parity.bit);
  if (taken.earlier[parity.bit]) return fmt::format("bit {} is a parity bit already", parity.bit);
  if (parity.covered.none()) return fmt::format("parity bit {} covers no bit", parity.bit);
  if ((parity.covered >> layout.length).any())
    return fmt::format("parity bit {} covers bits past the card's last bit, which is {}",
                       parity.bit, layout.length - 1);
  if (parity.covered[parity.bit]) return fmt::format("parity bit {} covers itself", parity.bit);
  if ((parity.covered & taken.later).any())
    return fmt::format(
        "parity bit {} covers a parity bit that comes after it: parities are computed in the "
        "order given, put the covered one first",
        parity.bit);
  return std::nullopt;
}

std::optional<LayoutError> parities_objection(const CardLayout& layout) {
  const std::size_t count = layout.parities.size();
  if (count > max_parities)
    return wrong(LayoutPart::parities,
                 fmt::format("{} parity bits: at most {} are allowed", count, max_parities),
                 max_parities);
  Taken taken;
  taken.fields = positions_of(layout.card);
  if (layout.facility) taken.fields |= positions_of(*layout.facility);
  for (std::size_t index = 0; index < count; ++index) {
    const Parity& parity = layout.parities[index];
    taken.later.reset();
    for (std::size_t after = index + 1; after < count; ++after)
      if (layout.parities[after].bit < max_bits) taken.later.set(layout.parities[after].bit);
    if (auto reason = parity_objection(layout, parity, taken))
      return wrong(LayoutPart::parities, *std::move(reason), index);
    taken.earlier.set(parity.bit);
  }
  return std::nullopt;
}

}  // namespace

std::expected<CardFormat, LayoutError> CardFormat::make(std::string name, CardLayout layout) {
  for (const auto objection : {length_objection, fields_objection, parities_objection})
    if (auto error = objection(layout)) return std::unexpected(*std::move(error));
  return CardFormat(std::move(name), std::move(layout));
}

}  // namespace portero::access
