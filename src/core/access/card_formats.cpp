#include "core/access/card_formats.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/assert.hpp"
#include "core/access/card_format_text.hpp"

namespace portero::access {
namespace {

struct Row {
  std::string_view name;
  std::string_view layout;
};

// Of a Corporate 1000 card the first parity covers two bits of each three, the second another two
// (in the 35-bit format the first parity bit too), and the third everything else on the card: hence
// their order.
constexpr std::array format_rows{
    Row{"h10301", "26: F=1-8 C=9-24 P0=even(1-12) P25=odd(13-24)"},
    Row{"h10306", "34: F=1-16 C=17-32 P0=even(1-16) P33=odd(17-32)"},
    Row{"corporate_1000_35",
        "35: F=2-13 C=14-33 "
        "P1=even(2-3,5-6,8-9,11-12,14-15,17-18,20-21,23-24,26-27,29-30,32-33) "
        "P34=odd(1-2,4-5,7-8,10-11,13-14,16-17,19-20,22-23,25-26,28-29,31-32) "
        "P0=odd(1-34)"},
    Row{"h10302", "37: C=1-35 P0=even(1-18) P36=odd(18-35)"},
    Row{"h10304", "37: F=1-16 C=17-35 P0=even(1-18) P36=odd(18-35)"},
    Row{"corporate_1000_48",
        "48: F=2-23 C=24-46 "
        "P1=even(3-4,6-7,9-10,12-13,15-16,18-19,21-22,24-25,27-28,30-31,33-34,36-37,39-40,42-43,"
        "45-46) "
        "P47=odd(2-3,5-6,8-9,11-12,14-15,17-18,20-21,23-24,26-27,29-30,32-33,35-36,38-39,41-42,"
        "44-45) "
        "P0=odd(1-47)"},
};

constexpr std::array uid_mapped_formats{
    std::pair{std::string_view("uid_32_mapped"), UidMapped::uid_32},
    std::pair{std::string_view("uid_56_mapped"), UidMapped::uid_56},
};

std::vector<CardFormat> parsed(std::span<const Row> rows) {
  std::vector<CardFormat> formats;
  for (const Row& row : rows) {
    auto format = card_format_from_text(std::string(row.name), row.layout);
    PORTERO_ASSERT(format.has_value(), "a known card format is not sound");
    formats.push_back(*std::move(format));
  }
  return formats;
}

const CardFormat* known(std::string_view name) {
  const auto formats = known_formats();
  const auto found = std::ranges::find(formats, name, &CardFormat::name);
  return found == formats.end() ? nullptr : &*found;
}

const UidMapped* uid_mapped(std::string_view name) {
  const auto* found =
      std::ranges::find(uid_mapped_formats, name, [](const auto& row) { return row.first; });
  return found == uid_mapped_formats.end() ? nullptr : &found->second;
}

std::vector<std::string_view> unlock_names() {
  std::vector<std::string_view> names;
  for (const Row& row : format_rows) names.push_back(row.name);
  return names;
}

}  // namespace

std::span<const CardFormat> known_formats() {
  static const std::vector<CardFormat> formats = parsed(format_rows);
  return formats;
}

std::string explanation(const UnknownFormat& error) {
  return fmt::format("'{}' {}; allowed: {}", error.name,
                     error.for_readers_only
                         ? "is a format for cards and cannot be chosen for an unlock credential"
                         : "is not a known card format",
                     fmt::join(error.allowed, ", "));
}

std::expected<UnlockFormat, UnknownFormat> unlock_format_by_name(std::string_view name) {
  if (const CardFormat* format = known(name)) return *format;
  return std::unexpected(
      UnknownFormat{std::string(name), uid_mapped(name) != nullptr, unlock_names()});
}

std::expected<ReaderFormat, UnknownFormat> reader_format_by_name(std::string_view name) {
  if (const CardFormat* format = known(name)) return *format;
  if (const UidMapped* format = uid_mapped(name)) return *format;
  auto names = unlock_names();
  for (const auto& row : uid_mapped_formats) names.push_back(row.first);
  return std::unexpected(UnknownFormat{std::string(name), false, std::move(names)});
}

}  // namespace portero::access
