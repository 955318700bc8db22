#include "core/access/card_format_text.hpp"

#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace portero::access {
namespace {

constexpr std::size_t max_digits = 3;

struct Range {
  std::size_t first;
  std::size_t last;
};

Field field_of(const Range& range) { return {range.first, range.last - range.first + 1}; }

// Reads from left to right, never back; the first error ends it.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::expected<CardFormat, LayoutTextError> format(std::string name) {
    if (!layout()) return std::unexpected(error_);
    auto made = CardFormat::make(std::move(name), layout_);
    if (!made)
      return std::unexpected(LayoutTextError{column_of(made.error()), made.error().reason});
    return *std::move(made);
  }

 private:
  bool layout() {
    if (text_.size() > max_layout_text)
      return fail(max_layout_text,
                  fmt::format("at most {} characters are allowed", max_layout_text));
    skip_blanks();
    length_at_ = at_;
    if (!number(layout_.length) || !expect(":")) return false;
    for (skip_blanks(); at_ < text_.size(); skip_blanks())
      if (!item()) return false;
    if (!card_at_) return fail(at_, "the card number's bits are missing: C=first-last");
    return true;
  }

  bool item() {
    const std::size_t start = at_;
    if (take("F=")) return field(start, facility_at_, layout_.facility.emplace());
    if (take("C=")) return field(start, card_at_, layout_.card);
    if (take("P")) return parity(start);
    return fail(start, "F=, C= or P is expected");
  }

  bool field(std::size_t start, std::optional<std::size_t>& seen_at, Field& field) {
    if (seen_at) return fail(start, "this field is there already");
    seen_at = start;
    Range bits{};
    if (!range(bits)) return false;
    field = field_of(bits);
    return end_of_item();
  }

  bool parity(std::size_t start) {
    if (layout_.parities.size() == max_parities)
      return fail(start, fmt::format("at most {} parity bits are allowed", max_parities));
    Parity parity;
    if (!number(parity.bit) || !expect("=")) return false;
    if (take("odd"))
      parity.kind = ParityKind::odd;
    else if (!take("even"))
      return fail(at_, "even or odd is expected");
    if (!expect("(")) return false;
    do {
      if (!cover(parity.covered)) return false;
    } while (take(","));
    if (!expect(")")) return false;
    parities_at_[layout_.parities.size()] = start;
    layout_.parities.push_back(parity);
    return end_of_item();
  }

  bool cover(Positions& covered) {
    const std::size_t start = at_;
    Range bits{};
    if (!range(bits)) return false;
    for (std::size_t position = bits.first; position <= bits.last; ++position) {
      if (covered[position]) return fail(start, fmt::format("bit {} is named twice", position));
      covered.set(position);
    }
    return true;
  }

  bool range(Range& range) {
    const std::size_t start = at_;
    if (!number(range.first)) return false;
    range.last = range.first;
    if (take("-") && !number(range.last)) return false;
    if (range.last < range.first) return fail(start, "the last bit comes before the first one");
    if (range.last >= max_bits)
      return fail(start, fmt::format("bits count from 0 to {}", max_bits - 1));
    return true;
  }

  bool number(std::size_t& value) {
    const std::size_t start = at_;
    value = 0;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') {
      if (at_ - start == max_digits)
        return fail(start, fmt::format("a number has at most {} digits", max_digits));
      value = value * 10 + static_cast<std::size_t>(text_[at_++] - '0');
    }
    return at_ > start || fail(start, "a number is expected");
  }

  bool end_of_item() {
    return at_ == text_.size() || text_[at_] == ' ' || fail(at_, "a blank is expected");
  }

  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  bool expect(std::string_view word) {
    return take(word) || fail(at_, fmt::format("'{}' is expected", word));
  }

  bool fail(std::size_t at, std::string reason) {
    error_ = {at + 1, std::move(reason)};
    return false;
  }

  [[nodiscard]] std::size_t column_of(const LayoutError& error) const {
    switch (error.part) {
      case LayoutPart::length: break;
      case LayoutPart::facility: return facility_at_.value_or(length_at_) + 1;
      case LayoutPart::card: return card_at_.value_or(length_at_) + 1;
      case LayoutPart::parities: return parities_at_.at(error.parity) + 1;
    }
    return length_at_ + 1;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  CardLayout layout_;
  std::size_t length_at_ = 0;
  std::optional<std::size_t> facility_at_;
  std::optional<std::size_t> card_at_;
  std::array<std::size_t, max_parities> parities_at_{};
  LayoutTextError error_{};
};

std::string to_text(const Range& range) {
  return range.first == range.last ? fmt::format("{}", range.first)
                                   : fmt::format("{}-{}", range.first, range.last);
}

std::string to_text(const Field& field) {
  return to_text(Range{field.start, field.start + field.length - 1});
}

std::string to_text(const Positions& positions) {
  std::string text;
  for (std::size_t first = 0; first < positions.size(); ++first) {
    if (!positions[first]) continue;
    std::size_t last = first;
    while (last + 1 < positions.size() && positions[last + 1]) ++last;
    text += (text.empty() ? "" : ",") + to_text(Range{first, last});
    first = last;
  }
  return text;
}

}  // namespace

std::expected<CardFormat, LayoutTextError> card_format_from_text(std::string name,
                                                                 std::string_view text) {
  return Reader(text).format(std::move(name));
}

std::string to_text(const CardLayout& layout) {
  std::string text = fmt::format("{}:", layout.length);
  if (layout.facility) text += " F=" + to_text(*layout.facility);
  text += " C=" + to_text(layout.card);
  for (const Parity& parity : layout.parities)
    text += fmt::format(" P{}={}({})", parity.bit, parity.kind == ParityKind::odd ? "odd" : "even",
                        to_text(parity.covered));
  return text;
}

}  // namespace portero::access
