#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <variant>

namespace portero::door {

// The level of a line at which it lets people in, or at which its button is pressed.
enum class ActiveLevel : std::uint8_t { low, high };

// No hardware (UNL-8). A relay appends each of its movements to the file, where one is named; a
// button is pressed by writing into the file.
struct Simulated {
  std::string file;

  bool operator==(const Simulated&) const = default;
};

// As `gpioinfo` shows them: "gpiochip0" and the number or the name of a line.
struct Gpio {
  std::string chip;
  std::string line;

  bool operator==(const Gpio&) const = default;
};

using LinePlace = std::variant<Simulated, Gpio>;

inline constexpr std::string_view line_place_forms = "simulated[:FILE] or gpio:CHIP:LINE";

// The error is a sentence.
[[nodiscard]] std::expected<LinePlace, std::string> parse_line_place(std::string_view text);
[[nodiscard]] std::string to_text(const LinePlace& place);

}  // namespace portero::door
