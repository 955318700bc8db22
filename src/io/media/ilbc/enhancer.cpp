#include "io/media/ilbc/enhancer.hpp"

#include <algorithm>
#include <cmath>

#include "io/media/ilbc/pitch.hpp"
#include "io/media/ilbc/product.hpp"

namespace portero::ilbc {
namespace {

constexpr float first_period = 40;

// The pitch period of the first `count` samples of a signal, from what follows them.
std::size_t lag_at_begin(std::span<const float> signal, std::size_t count) {
  constexpr std::size_t shortest = 20;
  const auto now = signal.first(count);
  std::size_t best_lag = shortest;
  float best = -1;
  for (std::size_t lag = shortest; lag <= max_pitch_lag; ++lag) {
    const auto next = signal.subspan(lag, count);
    const float cross = product(now, next);
    const float quality = cross <= 0 ? 0 : cross * cross / std::max(energy(next), 1.0F);
    if (quality <= best) continue;
    best = quality;
    best_lag = lag;
  }
  return best_lag;
}

}  // namespace

Enhancer::Enhancer(Mode mode) : shape_(shape_of(mode)) { periods_.fill(first_period); }

std::vector<float> Enhancer::enhance(std::span<const float> residual, bool after_loss) {
  const std::size_t count = residual.size();
  const std::size_t new_blocks = count / enhanced_samples;
  std::ranges::copy(std::span(history_).subspan(count), history_.begin());
  std::ranges::copy(residual, std::span(history_).last(count).begin());
  std::ranges::copy(std::span(periods_).subspan(new_blocks), periods_.begin());
  for (std::size_t block = history_blocks - new_blocks; block < history_blocks; ++block) {
    const auto until = std::span(history_).first((block + 1) * enhanced_samples);
    periods_[block] = static_cast<float>(pitch_lag(until));
  }
  if (after_loss) lead_over(residual);

  std::vector<float> enhanced;
  std::size_t begin = history_.size() - shape_.enhancer_delay - count;
  for (; enhanced.size() < count; begin += enhanced_samples) {
    const EnhancedBlock block = smooth(history_, periods_, begin);
    enhanced.insert(enhanced.end(), block.begin(), block.end());
  }
  return enhanced;
}

// What of the concealed frame has not been given out yet fades into what the new frame says it
// should have been: its first pitch period, backwards (RFC 3951 section 4.5.3).
void Enhancer::lead_over(std::span<const float> residual) {
  const std::size_t count = shape_.enhancer_delay;
  const std::size_t known = history_blocks - residual.size() / enhanced_samples;
  const std::size_t lag = lag_at_begin(residual, count);
  periods_[known - 1] = static_cast<float>(lag);

  const std::size_t begin = history_.size() - residual.size() - count;
  const auto concealed = std::span(history_).subspan(begin, count);
  std::vector<float> backwards(count);
  for (std::size_t i = count; i-- > 0;)
    backwards[i] = i + lag < count ? backwards[i + lag] : residual[i + lag - count];

  const float louder = std::sqrt(energy(backwards) / std::max(energy(concealed), 1.0F));
  const float limit = louder > 2 ? 2 / louder : 1;
  for (std::size_t i = 0; i < count; ++i) {
    // The last samples join the new frame at its own loudness.
    constexpr std::size_t joint = 10;
    const std::size_t left = count - 1 - i;
    const float join = left >= joint ? 0 : 1 - static_cast<float>(left) / static_cast<float>(joint);
    const float now = static_cast<float>(i + 1) / static_cast<float>(count + 1);
    concealed[i] = (1 - now) * concealed[i] + now * (limit + (1 - limit) * join) * backwards[i];
  }
}

}  // namespace portero::ilbc
