#include "core/call/routes.hpp"

namespace portero::call {

std::optional<Outage> Routes::outage(const Policy& policy) const {
  std::optional<Outage> first;
  for (const Route route : {Route::sip, Route::webrtc}) {
    if (!policy.uses(route)) continue;
    if (is_up(route)) return std::nullopt;
    if (!first) first = outages_[index(route)];
  }
  return first;
}

}  // namespace portero::call
