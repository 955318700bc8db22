#include "core/door/presses.hpp"

namespace portero::door {

bool Presses::counts(base::TimePoint at) {
  if (counted_ && at < *counted_ + one_wish) return false;
  counted_ = at;
  return true;
}

}  // namespace portero::door
