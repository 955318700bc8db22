#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "core/media/congestion/bitrate.hpp"

namespace portero::congestion {

// The bitrate of what passed within a sliding window, on whatever clock the times are read from.
class Throughput {
 public:
  static constexpr base::Duration window = std::chrono::milliseconds(500);
  // A clock that goes back further than this has been set anew.
  static constexpr base::Duration max_disorder = std::chrono::seconds(2);
  static constexpr std::size_t max_packets = 1024;

  void add(base::Duration at, std::size_t bytes);

  // Nullopt until half a window is known.
  [[nodiscard]] std::optional<Bitrate> rate() const;

 private:
  struct Passed {
    base::Duration at;
    std::size_t bytes;
  };

  std::deque<Passed> passed_;
  base::Duration first_{};
  base::Duration newest_{};
  std::size_t bytes_ = 0;
};

}  // namespace portero::congestion
