#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "io/media/ilbc/mode.hpp"

namespace portero::ilbc {

// A part of the frame that is composed of what is decoded beside it. Backward ones are composed in
// reverse, of what comes after them.
struct Predicted {
  std::size_t begin;
  std::size_t length;
  bool backward;
  // What is decoded already, on the side that it is composed of.
  std::size_t known_begin;
  std::size_t known_end;
  std::size_t memory_length;

  [[nodiscard]] std::size_t sub_block() const { return begin / sub_block_samples; }

  // The part's samples in the order in which it is composed.
  [[nodiscard]] std::vector<float> read(std::span<const float> frame) const;
  void write(std::span<const float> vector, std::span<float> frame) const;
  // The newest known samples in that order, after silence where there are fewer.
  [[nodiscard]] std::vector<float> memory(std::span<const float> frame) const;
};

// In the order of coding: the rest of the start state, the sub-blocks after it, then those before
// it, the nearest first (RFC 3951 section 3.6).
[[nodiscard]] std::vector<Predicted> prediction_order(Mode mode, std::size_t start,
                                                      bool state_first);

}  // namespace portero::ilbc
