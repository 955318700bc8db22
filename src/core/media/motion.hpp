#pragma once

#include <optional>

#include "base/time.hpp"
#include "core/media/moved_cells.hpp"

namespace portero::media {

// Whether somebody moves before the camera. Each look is compared with the one before: what fits
// the change of light between them is light, and what is as small as the camera's noise is noise.
class Motion {
 public:
  // Whatever the camera's rate, so that a step is as far in each.
  static constexpr base::Duration look_every = std::chrono::milliseconds{180};
  static constexpr base::Duration told_at_most_every = std::chrono::seconds{1};
  // A picture that is older is of another scene.
  static constexpr base::Duration remembers_for = std::chrono::seconds{2};
  // Of all cells. Fewer are leaves, a clock, somebody far away; more are a light that is switched
  // on, or a camera that was turned.
  static constexpr double least_share = 0.1;
  static constexpr double most_share = 0.7;

  // Otherwise no thumbnail need be made.
  [[nodiscard]] bool wants(base::TimePoint now) const;
  // Whether to tell that something moves.
  [[nodiscard]] bool look(const Thumbnail& seen, base::TimePoint now);

 private:
  std::optional<Thumbnail> before_;
  base::TimePoint before_at_{};
  MovedCells moved_before_;
  std::optional<base::TimePoint> told_at_;
};

}  // namespace portero::media
