// The input is a described card format. One that is sound reads back equal from its own text, gives
// every credential back that it takes, and notices any single wrong bit that a parity is about.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "core/access/card_format_text.hpp"

namespace {

using namespace portero::access;

void check_text(const CardFormat& format) {
  const std::string text = to_text(format.layout());
  PORTERO_ASSERT(card_format_from_text(format.name(), text) == format,
                 "a format reads back equal from its text");
}

void check_single_bits(const CardFormat& format, const Bits& right) {
  Positions watched;
  for (const Parity& parity : format.layout().parities)
    watched |= Positions(parity.covered).set(parity.bit);
  for (std::size_t position = 0; position < right.size(); ++position) {
    if (!watched[position]) continue;
    Bits wrong = right;
    wrong.set(position, !wrong[position]);
    PORTERO_ASSERT(!decode(format, wrong), "a parity notices a single wrong bit");
  }
}

void check_cards(const CardFormat& format) {
  const Credential max = format.max();
  for (const Credential& credential :
       {Credential{}, max, Credential{max.facility / 3, max.card / 3}}) {
    const auto bits = encode(format, credential);
    PORTERO_ASSERT(bits && decode(format, *bits) == credential,
                   "a format gives back the credential that it took");
    check_single_bits(format, *bits);
  }
  constexpr std::uint64_t largest = 0xFFFFFFFFFFFFFFFF;
  PORTERO_ASSERT(max.card == largest || !encode(format, {0, max.card + 1}),
                 "a card number out of range is refused");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto format = card_format_from_text("fuzzed", text);
  if (!format) {
    PORTERO_ASSERT(format.error().column <= size + 1, "an error is in the text or at its end");
    return 0;
  }
  check_text(*format);
  check_cards(*format);
  return 0;
}
