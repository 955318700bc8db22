#pragma once

#include <cstddef>
#include <deque>

#include "base/time.hpp"

namespace portero::door {

struct Movement {
  base::TimePoint at;
  bool open = false;

  bool operator==(const Movement&) const = default;
};

// The last of what the line of the door relay did, oldest first (UNL-8).
class Movements {
 public:
  static constexpr std::size_t kept = 20;

  void moved(const Movement& movement) {
    if (all_.size() == kept) all_.pop_front();
    all_.push_back(movement);
  }
  [[nodiscard]] bool open() const { return !all_.empty() && all_.back().open; }
  [[nodiscard]] const std::deque<Movement>& all() const { return all_; }

 private:
  std::deque<Movement> all_;
};

}  // namespace portero::door
