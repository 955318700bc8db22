#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <utility>

namespace portero::sound {

// Hands the latest value to a thread that must not wait: take() leaves it for the next time when
// somebody is just putting one in. A value that was not taken is replaced.
template <typename Value>
class Mailbox {
 public:
  void put(Value value) {
    std::optional<Value> previous(std::move(value));  // dies after the lock
    const std::lock_guard lock(mutex_);
    value_.swap(previous);
    full_.store(true, std::memory_order_release);
  }

  [[nodiscard]] std::optional<Value> take() {
    if (!full_.load(std::memory_order_acquire)) return std::nullopt;
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock) return std::nullopt;
    full_.store(false, std::memory_order_relaxed);
    return std::exchange(value_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::optional<Value> value_;
  std::atomic<bool> full_ = false;
};

}  // namespace portero::sound
