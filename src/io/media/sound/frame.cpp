#include "io/media/sound/frame.hpp"

#include <chrono>

namespace portero::sound {

base::TimePoint monotonic_now() {
  const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
  return base::TimePoint{std::chrono::duration_cast<base::Duration>(since_boot)};
}

}  // namespace portero::sound
