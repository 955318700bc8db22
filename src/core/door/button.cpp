#include "core/door/button.hpp"

#include <utility>

namespace portero::door {

bool Button::handle(bool closed, base::TimePoint at) {
  // A contact that bounces may be told as it is later than the edge that told of it.
  if (closed == closed_) return false;
  closed_ = closed;
  const base::TimePoint moved = std::exchange(moved_, at);
  return closed && at - bounce_time >= moved;
}

}  // namespace portero::door
