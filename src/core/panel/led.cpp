#include "core/panel/led.hpp"

namespace portero::panel {

void Led::moved(bool active, base::TimePoint at) {
  if (active == active_) return;
  active_ = active;
  since_ = at;
}

std::optional<Led::Change> Led::lasted(base::TimePoint now) {
  const auto until = next_deadline();
  if (!until || now < *until) return std::nullopt;
  told_ = active_;
  return Change{active_, since_};
}

std::optional<base::TimePoint> Led::next_deadline() const {
  if (active_ == told_) return std::nullopt;
  return since_ + steady;
}

}  // namespace portero::panel
