#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/door/line_place.hpp"
#include "core/osdp/place.hpp"

namespace portero::panel {

// The two data wires towards the panel and its LED line back. The levels are those at which a data
// wire is pulled and at which the LED is on: a transistor in between turns them round.
struct WiegandPlace {
  door::LinePlace d0 = door::Simulated{};
  door::LinePlace d1 = door::Simulated{};
  door::LinePlace led = door::Simulated{};
  door::ActiveLevel pulled = door::ActiveLevel::low;
  door::ActiveLevel led_active = door::ActiveLevel::low;

  bool operator==(const WiegandPlace&) const = default;
};

// Each kind of output a station can have towards a panel.
using PanelPlace = std::variant<WiegandPlace, osdp::Place>;

[[nodiscard]] bool is_simulated(const PanelPlace& place);
[[nodiscard]] bool is_simulated(const WiegandPlace& place);
// "gpio:gpiochip0:5 and gpio:gpiochip0:6"; where both are simulated, the one that names a file.
[[nodiscard]] std::string to_text(const WiegandPlace& place);
// Of OSDP: "osdp:/dev/ttyS1".
[[nodiscard]] std::string to_text(const PanelPlace& place);

// Why these wires cannot be used together, as a sentence.
[[nodiscard]] std::optional<std::string> objection_to(const WiegandPlace& place);

}  // namespace portero::panel
