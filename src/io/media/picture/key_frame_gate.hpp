#pragma once

#include <optional>

#include "base/time.hpp"

namespace portero::picture {

// When an encoder is asked for a key frame: at once for who asks first; whoever asks until it comes
// gets the same one; and never twice within an interval, a request within it is kept until its end.
class KeyFrameGate {
 public:
  static constexpr base::Duration interval = std::chrono::milliseconds{300};
  // An encoder that gave none for so long has lost the request.
  static constexpr base::Duration lost_after = std::chrono::seconds{1};

  // Whether the encoder is to be asked now.
  [[nodiscard]] bool requested(base::TimePoint now);
  // When wake() has something to do.
  [[nodiscard]] std::optional<base::TimePoint> wakes_at() const;
  [[nodiscard]] bool wake(base::TimePoint now);
  // A key frame, asked for or not.
  void came();

 private:
  std::optional<base::TimePoint> asked_at_;
  bool on_its_way_ = false;
  bool waiting_ = false;
};

}  // namespace portero::picture
