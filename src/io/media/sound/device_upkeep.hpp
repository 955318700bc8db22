#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "io/media/sound/sound_event.hpp"

namespace portero::sound {

// Keeps the device of one way open: decides which one to open when, and what to tell. Does nothing
// itself.
class DeviceUpkeep {
 public:
  static constexpr base::Duration first_retry = std::chrono::milliseconds(500);
  static constexpr base::Duration longest_retry = std::chrono::seconds(5);
  // A device that worked for this long is not counted as failing again and again.
  static constexpr base::Duration proven = std::chrono::seconds(10);

  // Answered by opened() or open_failed(); a later one makes up for the earlier.
  struct Open {
    std::string device;
    bool operator==(const Open&) const = default;
  };
  // Whatever is open this way is closed.
  struct Close {
    bool operator==(const Close&) const = default;
  };
  // Answered by retry(); a later one makes up for the earlier.
  struct RetryAfter {
    base::Duration delay;
    bool operator==(const RetryAfter&) const = default;
  };
  using Action = std::variant<Open, Close, RetryAfter, SoundEvent>;
  using Actions = std::vector<Action>;

  explicit DeviceUpkeep(Way way) : way_(way) {}

  // By the names of SoundSettings. The one that is in use goes on until the new one is open.
  [[nodiscard]] Actions want(const std::string& name);
  [[nodiscard]] Actions opened(const std::string& device, base::TimePoint now);
  [[nodiscard]] Actions open_failed(const std::string& device, const std::string& why);
  // The device in use did; it is closed already.
  [[nodiscard]] Actions failed(const std::string& why, base::TimePoint now);
  [[nodiscard]] Actions retry();

 private:
  [[nodiscard]] std::string fallback() const;
  [[nodiscard]] base::Duration next_delay();

  Way way_;
  std::string wanted_;  // what is opened first
  bool automatic_ = false;
  std::string in_use_;  // empty: silence
  std::string lost_;    // told and not back yet
  base::TimePoint opened_at_;
  base::Duration delay_ = first_retry;
};

}  // namespace portero::sound
