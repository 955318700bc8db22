#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/time.hpp"

namespace portero::station {

// Pictures of the screen for all who want to see it. However many ask, it is drawn for them a few
// times a second at most, and nobody gets what it showed before its last change.
class ScreenPictures {
 public:
  // Who asks so soon after a picture gets the same.
  static constexpr base::Duration fresh_for = std::chrono::milliseconds{200};

  using Png = std::vector<std::uint8_t>;
  // None where the screen ended meanwhile.
  using Told = std::function<void(const std::optional<Png>& png)>;

  // take: asks the screen for one, which comes with taken(), unless lost() does.
  explicit ScreenPictures(std::function<void()> take) : take_(std::move(take)) {}

  void ask(Told told, base::TimePoint now);
  void changed();
  // Another one for each change.
  [[nodiscard]] std::int64_t change() const { return change_; }
  void taken(Png png, base::TimePoint now);
  void lost();

 private:
  struct Waiting {
    std::int64_t change;  // that it wants to see
    Told told;
  };
  struct Taken {
    Png png;
    base::TimePoint at;
  };

  void take();

  std::function<void()> take_;
  std::int64_t change_ = 0;
  std::optional<std::int64_t> taking_;  // the change that will be seen
  std::vector<Waiting> waiting_;
  std::optional<Taken> last_;
};

}  // namespace portero::station
