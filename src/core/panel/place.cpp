#include "core/panel/place.hpp"

namespace portero::panel {
namespace {

const door::Simulated* simulated(const door::LinePlace& line) {
  return std::get_if<door::Simulated>(&line);
}

}  // namespace

bool is_simulated(const PanelPlace& place) {
  if (const auto* const osdp = std::get_if<osdp::Place>(&place))
    return std::holds_alternative<osdp::SimulatedPanel>(*osdp);
  return is_simulated(std::get<WiegandPlace>(place));
}

std::string to_text(const PanelPlace& place) {
  if (const auto* const osdp = std::get_if<osdp::Place>(&place)) return osdp::to_text(*osdp);
  return to_text(std::get<WiegandPlace>(place));
}

bool is_simulated(const WiegandPlace& place) {
  return simulated(place.d0) != nullptr && simulated(place.d1) != nullptr;
}

std::string to_text(const WiegandPlace& place) {
  if (!is_simulated(place)) return door::to_text(place.d0) + " and " + door::to_text(place.d1);
  return door::to_text(simulated(place.d0)->file.empty() ? place.d1 : place.d0);
}

std::optional<std::string> objection_to(const WiegandPlace& place) {
  const auto* const d0 = simulated(place.d0);
  const auto* const d1 = simulated(place.d1);
  if ((d0 == nullptr) != (d1 == nullptr))
    return "D0 and D1 are " + to_text(place) + ": give both as GPIO lines, or both as simulated";
  if (d0 == nullptr && place.d0 == place.d1)
    return "D0 and D1 are both " + door::to_text(place.d0) + ": give each a line of its own";
  if (d0 != nullptr && !d0->file.empty() && !d1->file.empty() && d0->file != d1->file)
    return "D0 and D1 name two files, " + d0->file + " and " + d1->file +
           ": simulated wires have one record";
  if (d0 == nullptr && (place.led == place.d0 || place.led == place.d1))
    return "the panel's LED is " + door::to_text(place.led) + ", which is a data wire already";
  return std::nullopt;
}

}  // namespace portero::panel
