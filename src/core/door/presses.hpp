#pragma once

#include <optional>

#include "base/time.hpp"

namespace portero::door {

// What a visitor does with the call button, on the screen or beside it. Who taps twice wants it
// once; a wet screen, which touches itself, rings once a second at most.
class Presses {
 public:
  // One that comes sooner after the last that counted is passed over.
  static constexpr base::Duration one_wish = std::chrono::seconds{1};

  [[nodiscard]] bool counts(base::TimePoint at);
  // He was understood otherwise: he chose a name.
  void understood(base::TimePoint at) { counted_ = at; }

 private:
  std::optional<base::TimePoint> counted_;
};

}  // namespace portero::door
