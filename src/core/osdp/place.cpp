#include "core/osdp/place.hpp"

#include "base/overloaded.hpp"

namespace portero::osdp {
namespace {

constexpr std::string_view kind = "osdp:";
constexpr std::string_view simulated = "simulated";
constexpr std::string_view devices = "/dev/";

}  // namespace

std::expected<Place, std::string> parse_place(std::string_view text) {
  const std::string_view rest = text.starts_with(kind) ? text.substr(kind.size()) : "";
  if (rest == simulated) return SimulatedPanel{};
  if (rest.starts_with(simulated) && rest.size() > simulated.size() + 1 &&
      rest[simulated.size()] == ':')
    return SimulatedPanel{std::string{rest.substr(simulated.size() + 1)}};
  if (rest.starts_with(devices) && rest.size() > devices.size())
    return SerialPort{std::string{rest}};
  return std::unexpected{"'" + std::string{text} + "' is no OSDP line: give " +
                         std::string{place_forms} + ", like osdp:/dev/ttyS1"};
}

std::string to_text(const Place& place) {
  return std::string{kind} + std::visit(base::overloaded{
                                            [](const SimulatedPanel& none) {
                                              return none.file.empty()
                                                         ? std::string{simulated}
                                                         : std::string{simulated} + ":" + none.file;
                                            },
                                            [](const SerialPort& real) { return real.device; },
                                        },
                                        place);
}

}  // namespace portero::osdp
