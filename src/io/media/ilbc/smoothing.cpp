#include "io/media/ilbc/smoothing.hpp"

#include <algorithm>
#include <cmath>

#include "io/media/ilbc/product.hpp"

namespace portero::ilbc {
namespace {

constexpr int periods_each_side = 3;
// How far alignment may read beyond a block.
constexpr float overhang = 2;
constexpr float half_block = enhanced_samples / 2.0F;

// The block whose middle, moved by `shift` of its period, is nearest.
float period_near(const Periods& periods, float middle, float shift) {
  std::size_t nearest = 0;
  float least = History().size();
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const float at = static_cast<float>(i * enhanced_samples) + half_block - shift * periods[i];
    if (std::abs(at - middle) >= least) continue;
    least = std::abs(at - middle);
    nearest = i;
  }
  return periods[nearest];
}

// Adds the periods before (direction -1) or after (1) the block, the nearest with most weight.
void add_side(const History& history, const Periods& periods, std::size_t begin, int direction,
              EnhancedBlock& sum) {
  // A Hann window with the block itself left out (RFC 3951 section 4.6.3).
  constexpr std::array<float, periods_each_side> weights{0.853553F, 0.5F, 0.146447F};
  const auto step = static_cast<float>(direction);
  auto at = static_cast<float>(begin);
  for (const float weight : weights) {
    at += step * period_near(periods, at + half_block, direction > 0 ? 1 : 0);
    const bool inside =
        at - overhang >= 0 && at + enhanced_samples + overhang < static_cast<float>(history.size());
    if (!inside) return;
    const Aligned aligned = align(history, begin, at);
    at = aligned.begin;
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += weight * aligned.block[i];
  }
}

struct Mix {
  float around;
  float present;
};

// How much of the surroundings and of the block itself, so that the sum is as loud as the block and
// the change has at most `most` of its energy (RFC 3951 section 4.6.4).
Mix mix_of(float block_energy, float around_energy, float cross) {
  constexpr float most = 0.05F;
  const float louder = std::sqrt(block_energy / around_energy);
  const float change = 2 * block_energy - 2 * louder * cross;
  if (change <= most * block_energy) return {louder, 0};
  // What of the surroundings is not alike the block.
  const float unlike =
      (around_energy * block_energy - cross * cross) / (block_energy * block_energy);
  if (unlike <= 0.0001F) return {0, 1};
  const float around = std::sqrt((most - most * most / 4) / unlike);
  return {around, 1 - most / 2 - around * cross / block_energy};
}

}  // namespace

EnhancedBlock smooth(const History& history, const Periods& periods, std::size_t begin) {
  EnhancedBlock around{};
  add_side(history, periods, begin, -1, around);
  add_side(history, periods, begin, 1, around);

  EnhancedBlock block{};
  std::ranges::copy(std::span(history).subspan(begin, block.size()), block.begin());
  const float block_energy = energy(block);
  const float around_energy = energy(around);
  constexpr float silence = 1;
  if (block_energy < silence || around_energy < silence) return block;
  const Mix mix = mix_of(block_energy, around_energy, product(block, around));
  for (std::size_t i = 0; i < block.size(); ++i)
    block[i] = mix.present * block[i] + mix.around * around[i];
  return block;
}

}  // namespace portero::ilbc
