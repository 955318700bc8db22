#include "io/media/ilbc/concealment.hpp"

#include <algorithm>
#include <cmath>

#include "io/media/ilbc/product.hpp"

namespace portero::ilbc {
namespace {

constexpr std::size_t compared_samples = 80;
constexpr std::size_t shortest_lag = 20;
constexpr std::size_t longest_lag = 120;
// Shorter periods are said again by twos, which sounds less like a buzzer.
constexpr std::size_t short_lag = 80;
constexpr int shortest_noise_lag = 50;
constexpr int longest_noise_lag = 119;

struct Match {
  float quality = -1;     // how much energy this lag explains
  float periodicity = 0;  // the normalized correlation, 0 to 1
};

Match match_at(std::span<const float> past, std::size_t lag) {
  const auto now = past.last(compared_samples);
  const auto then = past.subspan(past.size() - lag - compared_samples, compared_samples);
  const float cross = product(now, then);
  const float energies = energy(now) * energy(then);
  if (cross <= 0 || energies <= 0) return {0, 0};
  return {cross * cross / energy(then), cross / std::sqrt(energies)};
}

}  // namespace

void Concealment::remember(std::span<const float> residual, const Lpc& lpc) {
  keep(residual);
  lpc_ = lpc;
  lost_samples_ = 0;
}

void Concealment::keep(std::span<const float> residual) {
  std::shift_left(past_.begin(), past_.end(), static_cast<int>(residual.size()));
  std::ranges::copy(residual, std::span(past_).last(residual.size()).begin());
}

void Concealment::measure_pitch() {
  Match best;
  for (std::size_t lag = shortest_lag; lag <= longest_lag; ++lag) {
    const Match match = match_at(past_, lag);
    if (match.quality <= best.quality) continue;
    best = match;
    lag_ = lag;
  }
  voiced_ = std::clamp((std::sqrt(best.periodicity) - 0.4F) / (0.7F - 0.4F), 0.0F, 1.0F);
}

float Concealment::loudness(std::size_t at) const {
  const float within = at < 80 ? 1.0F : at < 160 ? 0.95F : 0.9F;
  if (lost_samples_ <= 320) return within;
  if (lost_samples_ <= 640) return 0.9F * within;
  if (lost_samples_ <= 960) return 0.7F * within;
  if (lost_samples_ <= 1280) return 0.5F * within;
  return 0;
}

std::vector<float> Concealment::conceal() {
  if (lost_samples_ == 0) measure_pitch();
  // Beyond that nothing changes any more.
  lost_samples_ = std::min<std::size_t>(lost_samples_ + frame_samples_, 8000);
  const std::size_t period = lag_ < short_lag ? 2 * lag_ : lag_;
  const auto before = [&](const std::vector<float>& made, std::size_t lag) {
    return made.size() < lag ? past_[past_.size() + made.size() - lag] : made[made.size() - lag];
  };

  std::vector<float> noise;
  std::vector<float> repeated;
  std::vector<float> concealed;
  for (std::size_t i = 0; i < frame_samples_; ++i) {
    const int noise_lag = dice_.between(shortest_noise_lag, longest_noise_lag);
    noise.push_back(before(noise, static_cast<std::size_t>(noise_lag)));
    repeated.push_back(before(repeated, period));
    concealed.push_back(loudness(i) * (voiced_ * repeated[i] + (1 - voiced_) * noise[i]));
  }
  keep(concealed);
  return concealed;
}

}  // namespace portero::ilbc
