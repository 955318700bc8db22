#include <array>

#include "core/settings/rows.hpp"

namespace portero::settings {
namespace {

constexpr Section card_format{"Card reader", "Card format"};

constexpr std::array formats{
    choice(CardFormat::h10301, "h10301", "26-bit H10301"),
    choice(CardFormat::h10306, "h10306", "34-bit H10306"),
    choice(CardFormat::corporate_1000_35, "corporate_1000_35", "35-bit Corporate 1000"),
    choice(CardFormat::h10302, "h10302", "37-bit H10302"),
    choice(CardFormat::h10304, "h10304", "37-bit H10304"),
    choice(CardFormat::corporate_1000_48, "corporate_1000_48", "48-bit Corporate 1000"),
    choice(CardFormat::uid_32_mapped, "uid_32_mapped", "UID-32-mapped"),
    choice(CardFormat::uid_56_mapped, "uid_56_mapped", "UID-56-mapped"),
    choice(CardFormat::custom, "custom", "Custom"),
};

constexpr std::array rows{
    setting(key::card_reader_card_format,
            {.label = "Card format",
             .help = "The format of the site's cards; the UID formats cannot be sent by an unlock.",
             .product_id = "UNL-5",
             .section = card_format},
            CardFormat::h10301, formats),
    setting(key::card_reader_custom_format,
            {.label = "Custom card format",
             .help = "Length, field positions and parity rules, as in '26: F=1-8 C=9-24 "
                     "P0=even(1-12) P25=odd(13-24)'.",
             .product_id = "UNL-5",
             .section = card_format,
             .required = &condition::custom_card_format},
            {.max_length = 4096, .format = Format::ascii}),
};

}  // namespace

std::span<const Setting> card_reader_rows() { return rows; }

}  // namespace portero::settings
