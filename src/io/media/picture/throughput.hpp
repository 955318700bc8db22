#pragma once

#include <chrono>
#include <cstdint>

namespace portero::picture {

// Kilobits a second, over the last whole second.
class Throughput {
 public:
  using Time = std::chrono::nanoseconds;

  void add(std::uint64_t bytes, Time now);
  [[nodiscard]] double kbps(Time now) const;

 private:
  Time since_{};
  std::uint64_t bytes_ = 0;  // since then
  double kbps_ = 0;
};

}  // namespace portero::picture
