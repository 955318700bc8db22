#include "io/media/ilbc/codebook.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace portero::ilbc {
namespace {

// RFC 3951 section 3.6.3.2; the first tap is for the sample four later than the one filtered.
constexpr std::array<float, 8> expansion_taps{-0.034180F, 0.108887F,  -0.184326F, 0.806152F,
                                              0.713379F,  -0.144043F, 0.083740F,  -0.033691F};
constexpr std::size_t taps_ahead = 4;

constexpr std::size_t shortest_lag = 20;
constexpr std::size_t fade_samples = 4;

constexpr std::size_t plain_vectors(std::size_t memory, std::size_t length) {
  return memory - length + 1;
}

constexpr std::size_t repeated_vectors(std::size_t length) {
  return length == sub_block_samples ? sub_block_samples - shortest_lag : 0;
}

// Outside of the memory there is silence.
void filter_memory(std::span<const float> memory, std::span<float> out) {
  for (std::size_t i = 0; i < memory.size(); ++i) {
    float sum = 0;
    for (std::size_t tap = 0; tap < expansion_taps.size(); ++tap) {
      if (i + taps_ahead < tap || i + taps_ahead - tap >= memory.size()) continue;
      sum += expansion_taps[tap] * memory[i + taps_ahead - tap];
    }
    out[i] = sum;
  }
}

// The last `lag` samples of the memory, faded at their end into what was before them, then again
// from their begin.
void repeat(std::span<const float> memory, std::size_t lag, std::span<float> out) {
  const auto newest = memory.last(lag);
  std::ranges::copy(newest, out.begin());
  const auto before = memory.subspan(memory.size() - lag - fade_samples, fade_samples);
  for (std::size_t i = 0; i < fade_samples; ++i) {
    const float weight = 0.2F * static_cast<float>(i + 1);
    float& sample = out[lag - fade_samples + i];
    sample = (1 - weight) * sample + weight * before[i];
  }
  std::ranges::copy(newest.first(out.size() - lag), out.subspan(lag).begin());
}

}  // namespace

std::size_t codebook_size(std::size_t memory, std::size_t length) {
  return 2 * (plain_vectors(memory, length) + repeated_vectors(length));
}

Codebook::Codebook(std::span<const float> memory, std::size_t length)
    : samples_(memory.size()), length_(length) {
  PORTERO_ASSERT(
      samples_ <= memory_samples && length_ <= sub_block_samples && samples_ >= 2 * length_,
      "a codebook is made of more than its vectors are long");
  std::ranges::copy(memory, plain_.begin());
  filter_memory(memory, filtered_);
}

void Codebook::vector(std::size_t index, std::span<float> out) const {
  PORTERO_ASSERT(index < size() && out.size() == length_, "a vector that is in the codebook");
  const bool filtered = index >= size() / 2;
  const auto memory = std::span(filtered ? filtered_ : plain_).first(samples_);
  if (filtered) index -= size() / 2;
  const std::size_t plain = plain_vectors(samples_, length_);
  if (index < plain)
    std::ranges::copy(memory.subspan(samples_ - length_ - index, length_), out.begin());
  else
    repeat(memory, shortest_lag + index - plain, out);
}

bool Codebook::shifts(std::size_t index) const {
  const std::size_t within = index % (size() / 2);
  return within > 0 && within < plain_vectors(samples_, length_);
}

}  // namespace portero::ilbc
