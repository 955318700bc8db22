#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "io/media/ilbc/mode.hpp"

namespace portero::ilbc {

// How much of what is decoded makes the codebook of a sub-block, and of the rest of the start
// state.
inline constexpr std::size_t memory_samples = 147;
inline constexpr std::size_t start_memory_samples = 85;

// How many vectors of `length` there are.
[[nodiscard]] std::size_t codebook_size(std::size_t memory, std::size_t length);

// The vectors that the samples decoded so far make (RFC 3951 section 3.6.3):
// - each piece of the memory, the newest first;
// - for whole sub-blocks, the newest 20 to 39 samples said again until the vector is full, with a
//   short fade where they join;
// - the same two of the memory as a filter of eight taps has it, which looks like half a sample
//   later.
class Codebook {
 public:
  // At most memory_samples, the newest last; vectors are at most a sub-block long.
  Codebook(std::span<const float> memory, std::size_t length);

  [[nodiscard]] std::size_t size() const { return codebook_size(samples_, length_); }
  [[nodiscard]] std::size_t length() const { return length_; }

  // Writes the vector, of `length`. The index is below size().
  void vector(std::size_t index, std::span<float> out) const;

  // Whether the vector is the one of the index before, a sample later, with another first sample.
  [[nodiscard]] bool shifts(std::size_t index) const;

 private:
  std::size_t samples_;
  std::size_t length_;
  std::array<float, memory_samples> plain_{};
  std::array<float, memory_samples> filtered_{};
};

}  // namespace portero::ilbc
