#pragma once

#include <algorithm>

#include "base/time.hpp"

namespace portero::picture {

// How long to wait before a lost source is opened again: longer after each failure, and from the
// beginning once it went well for a while.
class ReopeningDelay {
 public:
  static constexpr base::Duration first = std::chrono::milliseconds{500};
  static constexpr base::Duration longest = std::chrono::seconds{5};
  static constexpr base::Duration settled_after = std::chrono::seconds{10};

  // After a source that was open for so long.
  [[nodiscard]] base::Duration after(base::Duration it_was_open) {
    if (it_was_open >= settled_after) next_ = first;
    const base::Duration delay = next_;
    next_ = std::min(2 * next_, longest);
    return delay;
  }

 private:
  base::Duration next_ = first;
};

}  // namespace portero::picture
