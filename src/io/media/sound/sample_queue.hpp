#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace portero::sound {

// Samples from one thread to one other, without a lock. What does not fit is not taken.
class SampleQueue {
 public:
  static constexpr std::size_t capacity = 16'384;  // 341 ms

  // The writer's. How many were taken.
  std::size_t write(std::span<const std::int16_t> samples);

  // The reader's.
  [[nodiscard]] std::size_t size() const;
  // Copies the samples from `offset` on, which must be there.
  void peek(std::size_t offset, std::span<std::int16_t> samples) const;
  void drop(std::size_t count);

 private:
  static constexpr std::size_t mask = capacity - 1;
  static_assert((capacity & mask) == 0);

  std::array<std::int16_t, capacity> samples_{};
  // Counted for ever; they wrap around together.
  std::atomic<std::size_t> written_ = 0;
  std::atomic<std::size_t> read_ = 0;
};

}  // namespace portero::sound
