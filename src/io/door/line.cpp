#include "io/door/line.hpp"

#include "base/overloaded.hpp"
#include "io/door/gpio_line.hpp"
#include "io/door/simulated_line.hpp"

namespace portero::door {

std::expected<std::unique_ptr<Line>, std::string> open_line(const LinePlace& place,
                                                            ActiveLevel active) {
  return std::visit(
      base::overloaded{
          [&](const Simulated& none) { return SimulatedLine::open(none, active); },
          [&](const Gpio& real) { return GpioLine::open(real, active, "portero-relay"); },
      },
      place);
}

}  // namespace portero::door
