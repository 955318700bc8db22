#include "io/media/ilbc/pitch.hpp"

#include <array>
#include <numeric>

#include "base/assert.hpp"
#include "io/media/ilbc/product.hpp"

namespace portero::ilbc {
namespace {

constexpr std::array<float, 7> low_pass{-0.066650F, 0.125000F, 0.316650F, 0.414063F,
                                        0.316650F,  0.125000F, -0.066650F};
constexpr std::size_t block = 40;
constexpr std::size_t shortest = 10;
constexpr std::size_t longest = max_pitch_lag / 2;

std::array<float, block + longest> halve(std::span<const float> signal) {
  std::array<float, block + longest> half{};
  const std::size_t begin = signal.size() - 2 * half.size() - low_pass.size() + 2;
  for (std::size_t i = 0; i < half.size(); ++i) {
    const auto around = signal.subspan(begin + 2 * i, low_pass.size());
    half[i] = std::inner_product(low_pass.begin(), low_pass.end(), around.begin(), 0.0F);
  }
  return half;
}

}  // namespace

std::size_t pitch_lag(std::span<const float> signal) {
  PORTERO_ASSERT(signal.size() >= 2 * (block + longest) + low_pass.size() - 1, "room to look back");
  const auto half = halve(signal);
  const auto now = std::span(half).last(block);
  std::size_t best_lag = shortest;
  float best = 0;
  for (std::size_t lag = shortest; lag <= longest; ++lag) {
    const auto then = std::span(half).subspan(longest - lag, block);
    const float cross = product(now, then);
    const float past = energy(then);
    if (cross <= 0 || cross * cross <= best * past) continue;
    best = cross * cross / past;
    best_lag = lag;
  }
  return 2 * best_lag;
}

}  // namespace portero::ilbc
