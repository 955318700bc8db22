#include "core/door/line_place.hpp"

#include "base/overloaded.hpp"

namespace portero::door {
namespace {

constexpr std::string_view simulated = "simulated";
constexpr std::string_view gpio = "gpio:";

}  // namespace

std::expected<LinePlace, std::string> parse_line_place(std::string_view text) {
  const auto wrong = [&] {
    return std::unexpected{"'" + std::string{text} + "' is no line: give " +
                           std::string{line_place_forms} + ", like gpio:gpiochip0:17"};
  };
  if (text == simulated) return Simulated{};
  if (text.starts_with(simulated)) {
    const std::string_view rest = text.substr(simulated.size());
    if (rest.size() < 2 || rest.front() != ':') return wrong();
    return Simulated{std::string{rest.substr(1)}};
  }
  if (!text.starts_with(gpio)) return wrong();
  const std::string_view rest = text.substr(gpio.size());
  const std::size_t colon = rest.find(':');
  if (colon == rest.npos || colon == 0 || colon + 1 == rest.size()) return wrong();
  return Gpio{std::string{rest.substr(0, colon)}, std::string{rest.substr(colon + 1)}};
}

std::string to_text(const LinePlace& place) {
  return std::visit(
      base::overloaded{
          [](const Simulated& none) {
            return none.file.empty() ? std::string{simulated}
                                     : std::string{simulated} + ":" + none.file;
          },
          [](const Gpio& real) { return std::string{gpio} + real.chip + ":" + real.line; },
      },
      place);
}

}  // namespace portero::door
