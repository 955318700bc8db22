#pragma once

#include <array>
#include <optional>

#include "core/call/outage.hpp"
#include "core/call/policy.hpp"

namespace portero::call {

// Which ways lead outside at the moment (DSP-5). A route starts down.
class Routes {
 public:
  void up(Route route) { outages_[index(route)] = std::nullopt; }
  void down(Route route, Outage why) { outages_[index(route)] = why; }

  [[nodiscard]] bool is_up(Route route) const { return !outages_[index(route)]; }

  // Why this route cannot be used; none while it is up.
  [[nodiscard]] std::optional<Outage> outage(Route route) const { return outages_[index(route)]; }

  // Why the intercom cannot call; none while one of the policy's routes is up.
  [[nodiscard]] std::optional<Outage> outage(const Policy& policy) const;

 private:
  static std::size_t index(Route route) { return static_cast<std::size_t>(route); }

  std::array<std::optional<Outage>, 2> outages_{Outage::starting, Outage::starting};
};

}  // namespace portero::call
