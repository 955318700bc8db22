#include "core/media/motion.hpp"

#include <algorithm>
#include <utility>

namespace portero::media {
namespace {

bool is_somebodys(double share) {
  return share >= Motion::least_share && share <= Motion::most_share;
}

// Whoever moves covers some cells and uncovers others; a lamp makes all brighter, or all darker.
bool is_one_way(const MovedCells& moved) {
  const auto fewer = std::min(moved.brighter.count(), moved.darker.count());
  return 10 * fewer <= moved.for_certain().count();
}

bool are_the_same(const MovedCells& earlier, const MovedCells& later) {
  const auto before = earlier.for_certain();
  const auto now = later.for_certain();
  return 2 * (before & now).count() >= std::min(before.count(), now.count());
}

// It fades, blinks, or the camera answers it: where it shines stays. Whoever comes straight on is
// one way, too, but grows into other cells.
bool is_lamp(const MovedCells& earlier, const MovedCells& later) {
  return (is_one_way(earlier) || is_one_way(later)) && are_the_same(earlier, later);
}

}  // namespace

bool Motion::wants(base::TimePoint now) const { return !before_ || now - before_at_ >= look_every; }

// Whoever comes is several looks.
bool Motion::look(const Thumbnail& seen, base::TimePoint now) {
  const bool comparable = before_ && now - before_at_ <= remembers_for;
  const MovedCells moved = comparable ? moved_cells(*before_, seen) : MovedCells{};
  const MovedCells earlier = std::exchange(moved_before_, moved);
  before_ = seen;
  before_at_ = now;
  if (!is_somebodys(earlier.share()) || !is_somebodys(moved.share())) return false;
  if (is_lamp(earlier, moved)) return false;
  if (told_at_ && now - *told_at_ < told_at_most_every) return false;
  told_at_ = now;
  return true;
}

}  // namespace portero::media
