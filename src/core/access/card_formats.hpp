#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/access/card_format.hpp"

namespace portero::access {

// What an unlock credential is sent in: always a facility id and a card number in a layout.
using UnlockFormat = CardFormat;

// A reader format for cards that sends the card's own serial number as it is. It has no place for a
// facility id and a card number, so that no credential can be encoded in it.
enum class UidMapped : std::uint8_t { uid_32, uid_56 };

// What a reader may send a card in (UNL-5).
using ReaderFormat = std::variant<CardFormat, UidMapped>;

// The six formats that every station knows, shortest first. Their names are those of the choices of
// the setting card_reader.card_format.
std::span<const CardFormat> known_formats();

struct UnknownFormat {
  std::string name;
  // The name is that of a reader format, which no unlock credential may have.
  bool for_readers_only;
  std::vector<std::string_view> allowed;

  bool operator==(const UnknownFormat&) const = default;
};

// In plain words, with every allowed name.
std::string explanation(const UnknownFormat& error);

std::expected<UnlockFormat, UnknownFormat> unlock_format_by_name(std::string_view name);
std::expected<ReaderFormat, UnknownFormat> reader_format_by_name(std::string_view name);

}  // namespace portero::access
