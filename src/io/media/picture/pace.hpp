#pragma once

#include <chrono>

namespace portero::picture {

// Which frames of a source go to an encoder that wants fewer: about evenly spread. A source that
// brings no more than wanted loses none unless its frames jitter by most of an interval.
class Pace {
 public:
  using Time = std::chrono::nanoseconds;

  explicit Pace(int fps) { set(fps); }

  void set(int fps);
  [[nodiscard]] bool takes(Time frame);

 private:
  Time interval_{};
  Time due_{};
};

}  // namespace portero::picture
