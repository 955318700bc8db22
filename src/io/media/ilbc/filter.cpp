#include "io/media/ilbc/filter.hpp"

#include <algorithm>
#include <cmath>

namespace portero::ilbc {

float ringing(const Lpc& lpc, const FilterMemory& memory) {
  float sum = 0;
  for (std::size_t i = 0; i < lpc_order; ++i) sum -= lpc[i + 1] * memory[i];
  return sum;
}

void remember(FilterMemory& memory, float sample) {
  std::shift_right(memory.begin(), memory.end(), 1);
  memory.front() = sample;
}

void synthesize(const Lpc& lpc, std::span<float> signal, FilterMemory& memory) {
  for (float& sample : signal) {
    sample += ringing(lpc, memory);
    remember(memory, sample);
  }
}

void predict(const Lpc& lpc, std::span<float> signal, FilterMemory& memory) {
  for (float& sample : signal) {
    const float expected = ringing(lpc, memory);
    remember(memory, sample);
    sample -= expected;
  }
}

float HighPass::filter(float sample) {
  float out = b_[0] * sample + b_[1] * inputs_[0] + b_[2] * inputs_[1] - a_[0] * outputs_[0] -
              a_[1] * outputs_[1];
  // Long silence must not end in numbers so small that processors are slow with them.
  if (std::abs(out) < 1e-15F) out = 0;
  inputs_ = {sample, inputs_[0]};
  outputs_ = {out, outputs_[0]};
  return out;
}

HighPass input_high_pass() {
  return {{0.92727436F, -1.8544941F, 0.92727436F}, {-1.9059465F, 0.9114024F}};
}

HighPass output_high_pass() {
  return {{0.93980581F, -1.8795834F, 0.93980581F}, {-1.9330735F, 0.93589199F}};
}

}  // namespace portero::ilbc
