#pragma once

#include <cstdint>
#include <optional>

namespace portero::dtmf {

// A key of a telephone: 0 to 9, *, #, A to D. Nothing else can be one.
class Key {
 public:
  static constexpr std::optional<Key> from_character(char character) {
    if (character >= '0' && character <= '9')
      return Key{static_cast<std::uint8_t>(character - '0')};
    if (character == '*') return Key{10};
    if (character == '#') return Key{11};
    if (character >= 'A' && character <= 'D')
      return Key{static_cast<std::uint8_t>(character - 'A' + 12)};
    if (character >= 'a' && character <= 'd')
      return Key{static_cast<std::uint8_t>(character - 'a' + 12)};
    return std::nullopt;
  }

  // RFC 4733 table 3: events 0 to 15. Higher ones (flash, tones) are no keys.
  static constexpr std::optional<Key> from_event(std::uint8_t event) {
    if (event > 15) return std::nullopt;
    return Key{event};
  }

  [[nodiscard]] constexpr char character() const { return "0123456789*#ABCD"[event_]; }
  [[nodiscard]] constexpr std::uint8_t event() const { return event_; }

  constexpr bool operator==(const Key&) const = default;

 private:
  explicit constexpr Key(std::uint8_t event) : event_(event) {}

  std::uint8_t event_;
};

inline constexpr Key key_zero = *Key::from_character('0');

}  // namespace portero::dtmf
