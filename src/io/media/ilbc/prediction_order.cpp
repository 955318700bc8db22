#include "io/media/ilbc/prediction_order.hpp"

#include <algorithm>

#include "io/media/ilbc/codebook.hpp"
#include "io/media/ilbc/start_state.hpp"

namespace portero::ilbc {

std::vector<float> Predicted::read(std::span<const float> frame) const {
  const auto part = frame.subspan(begin, length);
  if (backward) return {part.rbegin(), part.rend()};
  return {part.begin(), part.end()};
}

void Predicted::write(std::span<const float> vector, std::span<float> frame) const {
  const auto part = frame.subspan(begin, length);
  if (backward)
    std::ranges::copy(vector, part.rbegin());
  else
    std::ranges::copy(vector, part.begin());
}

std::vector<float> Predicted::memory(std::span<const float> frame) const {
  std::vector<float> samples(memory_length);
  const std::size_t count = std::min(memory_length, known_end - known_begin);
  const auto newest = std::span(samples).last(count);
  if (backward)
    std::ranges::copy(frame.subspan(known_begin, count), newest.rbegin());
  else
    std::ranges::copy(frame.subspan(known_end - count, count), newest.begin());
  return samples;
}

std::vector<Predicted> prediction_order(Mode mode, std::size_t start, bool state_first) {
  const Shape shape = shape_of(mode);
  const std::size_t state_begin = (start - 1) * sub_block_samples;
  const std::size_t scalar = scalar_begin(mode, start, state_first);
  const std::size_t scalar_end = scalar + shape.scalar_samples;

  std::vector<Predicted> order;
  order.push_back({.begin = state_first ? scalar_end : state_begin,
                   .length = state_samples - shape.scalar_samples,
                   .backward = !state_first,
                   .known_begin = scalar,
                   .known_end = scalar_end,
                   .memory_length = start_memory_samples});
  for (std::size_t block = start + 1; block < shape.sub_blocks; ++block) {
    const std::size_t begin = block * sub_block_samples;
    order.push_back({begin, sub_block_samples, false, state_begin, begin, memory_samples});
  }
  for (std::size_t block = start - 1; block-- > 0;) {
    const std::size_t begin = block * sub_block_samples;
    const std::size_t end = begin + sub_block_samples;
    order.push_back({begin, sub_block_samples, true, end, shape.samples(), memory_samples});
  }
  return order;
}

}  // namespace portero::ilbc
