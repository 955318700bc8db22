#include "io/media/sound/sample_queue.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace portero::sound {

std::size_t SampleQueue::write(std::span<const std::int16_t> samples) {
  const std::size_t at = written_.load(std::memory_order_relaxed);
  const std::size_t room = capacity - (at - read_.load(std::memory_order_acquire));
  const std::size_t count = std::min(room, samples.size());
  for (std::size_t i = 0; i < count; ++i) samples_[(at + i) & mask] = samples[i];
  written_.store(at + count, std::memory_order_release);
  return count;
}

std::size_t SampleQueue::size() const {
  return written_.load(std::memory_order_acquire) - read_.load(std::memory_order_relaxed);
}

void SampleQueue::peek(std::size_t offset, std::span<std::int16_t> samples) const {
  PORTERO_ASSERT(offset + samples.size() <= size(), "only what was written can be read");
  const std::size_t at = read_.load(std::memory_order_relaxed) + offset;
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = samples_[(at + i) & mask];
}

void SampleQueue::drop(std::size_t count) {
  PORTERO_ASSERT(count <= size(), "only what was written can be dropped");
  read_.store(read_.load(std::memory_order_relaxed) + count, std::memory_order_release);
}

}  // namespace portero::sound
