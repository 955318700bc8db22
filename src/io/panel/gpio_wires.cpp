#include "io/panel/gpio_wires.hpp"

#include "io/door/gpio_line.hpp"

namespace portero::panel {

std::expected<std::unique_ptr<Wires>, std::string> GpioWires::open(const WiegandPlace& place) {
  constexpr const char* user = "portero-panel";
  auto d0 = door::GpioLine::open(std::get<door::Gpio>(place.d0), place.pulled, user);
  if (!d0) return std::unexpected{"Wiegand D0: " + d0.error()};
  auto d1 = door::GpioLine::open(std::get<door::Gpio>(place.d1), place.pulled, user);
  if (!d1) return std::unexpected{"Wiegand D1: " + d1.error()};
  return std::unique_ptr<Wires>{new GpioWires{*std::move(d0), *std::move(d1)}};
}

bool GpioWires::set(access::WiegandLine wire, bool pulled) {
  return (wire == access::WiegandLine::d0 ? *d0_ : *d1_).set(pulled);
}

}  // namespace portero::panel
