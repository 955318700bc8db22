#pragma once

#include <functional>
#include <mutex>
#include <utility>

#include "io/media/sound/frame.hpp"

namespace portero::sound {

// Told what the microphone heard, after processing, each 10 ms; `captured` is when the first sample
// was in the air. Called in the sound thread: it must return at once and never wait.
using Heard = std::function<void(FrameView frame, base::TimePoint captured)>;

// One who is told, until end().
class Hearing {
 public:
  explicit Hearing(Heard heard) : heard_(std::move(heard)) {}

  // The sound thread's.
  void tell(FrameView frame, base::TimePoint captured) {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (lock && heard_) heard_(frame, captured);
  }

  // Waits for a call that is being made; there is none after it.
  void end() {
    const std::lock_guard lock(mutex_);
    heard_ = nullptr;
  }

 private:
  std::mutex mutex_;
  Heard heard_;
};

}  // namespace portero::sound
