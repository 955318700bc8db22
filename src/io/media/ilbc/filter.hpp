#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace portero::ilbc {

inline constexpr std::size_t lpc_order = 10;

// The coefficients of A(z) = 1 + a1 z^-1 + ... + a10 z^-10; the first is 1.
using Lpc = std::array<float, lpc_order + 1>;
inline constexpr Lpc flat_lpc{1};

// What a filter remembers of its samples, the newest first.
using FilterMemory = std::array<float, lpc_order>;

// What 1/A(z) gives next for silence.
[[nodiscard]] float ringing(const Lpc& lpc, const FilterMemory& memory);
void remember(FilterMemory& memory, float sample);

// 1/A(z), in place. The memory is of its output.
void synthesize(const Lpc& lpc, std::span<float> signal, FilterMemory& memory);

// A(z): the prediction residual, in place. The memory is of its input.
void predict(const Lpc& lpc, std::span<float> signal, FilterMemory& memory);

// A filter of second order: b is for its inputs, a for its outputs, the newest first.
class HighPass {
 public:
  HighPass(const std::array<float, 3>& b, const std::array<float, 2>& a) : b_(b), a_(a) {}

  [[nodiscard]] float filter(float sample);

 private:
  std::array<float, 3> b_;
  std::array<float, 2> a_;
  std::array<float, 2> inputs_{};
  std::array<float, 2> outputs_{};
};

// Takes out what is below 90 Hz before coding, and below 65 Hz after decoding (RFC 3951 sections
// 3.1 and 4.8).
[[nodiscard]] HighPass input_high_pass();
[[nodiscard]] HighPass output_high_pass();

}  // namespace portero::ilbc
