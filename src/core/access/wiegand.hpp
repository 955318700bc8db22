#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "base/time.hpp"
#include "core/access/bits.hpp"
#include "core/access/range_error.hpp"

namespace portero::access {

// How long a pulse is, and the time from the start of one pulse to the start of the next (UNL-7).
// The ranges are those of SIA AC-01, the Wiegand reader interface: 20 to 100 us, 200 us to 20 ms.
class WiegandTiming {
 public:
  static constexpr base::Duration min_width = std::chrono::microseconds(20);
  static constexpr base::Duration max_width = std::chrono::microseconds(100);
  static constexpr base::Duration min_interval = std::chrono::microseconds(200);
  static constexpr base::Duration max_interval = std::chrono::milliseconds(20);

  WiegandTiming() = default;
  static std::expected<WiegandTiming, RangeError> make(base::Duration width,
                                                       base::Duration interval);

  [[nodiscard]] base::Duration width() const { return width_; }
  [[nodiscard]] base::Duration interval() const { return interval_; }

  bool operator==(const WiegandTiming&) const = default;

 private:
  WiegandTiming(base::Duration width, base::Duration interval)
      : width_(width), interval_(interval) {}

  base::Duration width_ = std::chrono::microseconds(50);
  base::Duration interval_ = std::chrono::milliseconds(2);
};

enum class WiegandLine : std::uint8_t { d0, d1 };

// One line, both of which rest high, is low from `start` (counted from the first pulse) for
// `width`.
struct WiegandPulse {
  WiegandLine line;
  base::Duration start;
  base::Duration width;

  bool operator==(const WiegandPulse&) const = default;
};

// A pulse on D0 for each 0 and on D1 for each 1, in order; they never overlap.
std::vector<WiegandPulse> wiegand_pulses(const Bits& bits, const WiegandTiming& timing);

}  // namespace portero::access
