#pragma once

#include <expected>
#include <memory>
#include <string>

#include "core/door/line_place.hpp"

struct gpiod_chip;
struct gpiod_line;

namespace portero::door {

struct ChipClosed {
  void operator()(gpiod_chip* chip) const;
};

// A line of a GPIO chip, not yet asked for by anybody; it lives as long as its chip does.
struct GpioPin {
  std::unique_ptr<gpiod_chip, ChipClosed> chip;
  gpiod_line* line;
};

// The error is a sentence.
[[nodiscard]] std::expected<GpioPin, std::string> find_pin(const Gpio& place);

// "line 17 of gpiochip0 ...: Device or resource busy", from errno.
[[nodiscard]] std::string pin_trouble(const Gpio& place, const std::string& what);

}  // namespace portero::door
