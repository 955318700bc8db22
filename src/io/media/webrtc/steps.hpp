#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace portero::webrtc {

// Counts what webrtcbin was asked for and has not done yet. A pipeline must not end meanwhile:
// webrtcbin then breaks an assertion, and with it the process, in the middle of a description.
class Steps {
 public:
  void begin() {
    const std::lock_guard lock{mutex_};
    ++under_way_;
  }
  void end() {
    {
      const std::lock_guard lock{mutex_};
      --under_way_;
    }
    ended_.notify_all();
  }
  // Whether all of them ended in time.
  bool wait(std::chrono::milliseconds at_most) {
    std::unique_lock lock{mutex_};
    return ended_.wait_for(lock, at_most, [this] { return under_way_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  int under_way_ = 0;
};

}  // namespace portero::webrtc
