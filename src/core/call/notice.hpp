#pragma once

#include <optional>

#include "base/time.hpp"
#include "core/call/screen.hpp"

namespace portero::call {

inline constexpr base::Duration access_shown = std::chrono::seconds(3);
inline constexpr base::Duration ended_shown = std::chrono::seconds(2);
inline constexpr base::Duration failure_shown = std::chrono::seconds(4);
inline constexpr base::Duration directory_shown = std::chrono::seconds(30);

// A screen that lies over another one for a while.
class Notice {
 public:
  void show(Screen screen, base::TimePoint until) { layer_ = {screen, until}; }
  void clear() { layer_.reset(); }
  void expire(base::TimePoint now) {
    if (layer_ && layer_->until <= now) layer_.reset();
  }

  [[nodiscard]] std::optional<Screen> screen() const {
    return layer_ ? std::optional(layer_->screen) : std::nullopt;
  }
  [[nodiscard]] std::optional<base::TimePoint> until() const {
    return layer_ ? std::optional(layer_->until) : std::nullopt;
  }

 private:
  struct Layer {
    Screen screen;
    base::TimePoint until;
  };

  std::optional<Layer> layer_;
};

}  // namespace portero::call
