#pragma once

#include "base/dice.hpp"
#include "base/time.hpp"

namespace portero::sip {

// Pauses that double up to a longest one. Half of each is left to chance, so that a street of
// stations does not come back in step.
class Backoff {
 public:
  constexpr Backoff(base::Duration first, base::Duration longest)
      : first_(first), longest_(longest), next_(first) {}

  [[nodiscard]] base::Duration next(base::Dice& dice) {
    const base::Duration pause = next_;
    next_ = pause > longest_ / 2 ? longest_ : 2 * pause;
    return dice.between(pause / 2, pause);
  }

  void reset() { next_ = first_; }

 private:
  base::Duration first_;
  base::Duration longest_;
  base::Duration next_;
};

}  // namespace portero::sip
