#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace portero::congestion {

// What one viewer gets of the frames of a shared encoder.
struct Portion {
  bool motion = true;             // every frame; otherwise a key frame now and then
  std::size_t largest_still = 0;  // of those, in bytes

  bool operator==(const Portion&) const = default;
};

// Picks a viewer's frames where they are made, which may be in another thread than the one where
// SharedEncoder decides on his portion.
class FrameChoice {
 public:
  // The least between two stills, when others need more key frames.
  static constexpr base::Duration still_gap = std::chrono::seconds(2);

  enum class Fate : std::uint8_t {
    goes,
    spared,   // it is not for him
    useless,  // something before it is missing: he waits for a key frame
  };

  void follow(const Portion& portion) { portion_ = portion; }
  [[nodiscard]] Fate fate(std::size_t bytes, bool is_key, base::TimePoint now);
  // What was to go did not.
  void missed() { whole_ = false; }
  [[nodiscard]] bool waits() const { return !whole_; }

 private:
  [[nodiscard]] bool is_still(std::size_t bytes, base::TimePoint now) const;

  Portion portion_;
  bool whole_ = false;
  std::optional<base::TimePoint> last_still_;
};

}  // namespace portero::congestion
