#include "io/door/gpio_line.hpp"

#include <gpiod.h>

namespace portero::door {

std::expected<std::unique_ptr<Line>, std::string> GpioLine::open(const Gpio& place,
                                                                 ActiveLevel active,
                                                                 const char* user) {
  auto pin = find_pin(place);
  if (!pin) return std::unexpected{std::move(pin.error())};
  const int flags = active == ActiveLevel::low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0;
  // The kernel makes it an output that has this value at once: no moment at another level.
  constexpr int inactive = 0;
  if (gpiod_line_request_output_flags(pin->line, user, flags, inactive) != 0)
    return std::unexpected{pin_trouble(place, "cannot be an output")};
  return std::unique_ptr<Line>{new GpioLine{*std::move(pin)}};
}

bool GpioLine::set(bool active) { return gpiod_line_set_value(pin_.line, active ? 1 : 0) == 0; }

}  // namespace portero::door
