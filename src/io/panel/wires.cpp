#include "io/panel/wires.hpp"

#include "io/panel/gpio_wires.hpp"
#include "io/panel/simulated_wires.hpp"

namespace portero::panel {

std::expected<std::unique_ptr<Wires>, std::string> open_wires(const WiegandPlace& place) {
  if (const auto objection = objection_to(place)) return std::unexpected{*objection};
  if (is_simulated(place)) return SimulatedWires::open(place);
  return GpioWires::open(place);
}

}  // namespace portero::panel
