#pragma once

#include "base/time.hpp"

namespace portero::door {

// The contact of a call button. Its first touch is the press; what follows while the contact
// bounces is none, and neither is the next touch before the button was let go.
class Button {
 public:
  // A contact that was open for less bounces; a finger needs longer.
  static constexpr base::Duration bounce_time = std::chrono::milliseconds{30};

  // The contact closed or opened; whether this is a press.
  [[nodiscard]] bool handle(bool closed, base::TimePoint at);

 private:
  bool closed_ = false;
  base::TimePoint moved_ = base::TimePoint::min();
};

}  // namespace portero::door
