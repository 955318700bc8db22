#include "io/door/gpio.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <gpiod.h>
#include <optional>

namespace portero::door {
namespace {

std::optional<unsigned> number(const std::string& text) {
  unsigned value = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  return result.ec == std::errc{} && result.ptr == end ? std::optional{value} : std::nullopt;
}

}  // namespace

void ChipClosed::operator()(gpiod_chip* chip) const { gpiod_chip_close(chip); }

std::expected<GpioPin, std::string> find_pin(const Gpio& place) {
  std::unique_ptr<gpiod_chip, ChipClosed> chip{gpiod_chip_open_lookup(place.chip.c_str())};
  if (!chip)
    return std::unexpected{"GPIO chip " + place.chip + " cannot be opened: " +
                           std::strerror(errno) + ". gpiodetect lists the chips there are."};
  const auto offset = number(place.line);
  gpiod_line* const line = offset ? gpiod_chip_get_line(chip.get(), *offset)
                                  : gpiod_chip_find_line(chip.get(), place.line.c_str());
  if (line == nullptr)
    return std::unexpected{"GPIO chip " + place.chip + " has no line " + place.line +
                           ". gpioinfo lists the lines there are."};
  return GpioPin{std::move(chip), line};
}

std::string pin_trouble(const Gpio& place, const std::string& what) {
  return "line " + place.line + " of " + place.chip + " " + what + ": " + std::strerror(errno) +
         ". gpioinfo shows who has it.";
}

}  // namespace portero::door
