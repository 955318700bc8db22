#include "io/media/ilbc/lsf.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/assert.hpp"

namespace portero::ilbc {
namespace {

float distance(const LsfSplit& split, std::size_t entry, const Lsf& lsf) {
  float sum = 0;
  for (std::size_t i = 0; i < split.size; ++i) {
    const float difference = split.value(entry, i) - lsf[split.begin + i];
    sum += difference * difference;
  }
  return sum;
}

// Two passes that move apart what is nearer than 50 Hz. That both sides must do it in the very same
// way matters more than that it is done well.
void move_apart(Lsf& lsf) {
  constexpr float nearest = 0.039F;
  constexpr float step = 0.0195F;
  constexpr float lowest = 0.01F;
  constexpr float highest = 3.14F;
  for (int pass = 0; pass < 2; ++pass) {
    for (std::size_t i = 0; i + 1 < lsf.size(); ++i) {
      if (lsf[i + 1] < lsf[i]) {
        lsf[i + 1] = lsf[i] + step;
      } else if (lsf[i + 1] - lsf[i] < nearest) {
        lsf[i] -= step;
        lsf[i + 1] += step;
      }
      lsf[i] = std::clamp(lsf[i], lowest, highest);
    }
  }
}

Lsf between(const Lsf& one, float weight, const Lsf& other) {
  Lsf lsf{};
  for (std::size_t i = 0; i < lsf.size(); ++i) lsf[i] = weight * one[i] + (1 - weight) * other[i];
  return lsf;
}

}  // namespace

LsfIndices nearest_indices(const Lsf& lsf) {
  LsfIndices indices{};
  for (std::size_t i = 0; i < lsf_splits; ++i) {
    float least = std::numeric_limits<float>::max();
    for (std::size_t entry = 0; entry < lsf_codebook[i].count(); ++entry) {
      const float found = distance(lsf_codebook[i], entry, lsf);
      if (found >= least) continue;
      least = found;
      indices[i] = static_cast<std::uint8_t>(entry);
    }
  }
  return indices;
}

Lsf lsf_at(const LsfIndices& indices) {
  Lsf lsf{};
  for (std::size_t i = 0; i < lsf_splits; ++i) {
    const LsfSplit& split = lsf_codebook[i];
    PORTERO_ASSERT(indices[i] < split.count(), "an index that has its bits");
    for (std::size_t j = 0; j < split.size; ++j) lsf[split.begin + j] = split.value(indices[i], j);
  }
  move_apart(lsf);
  return lsf;
}

std::array<Lsf, max_sub_blocks> LsfTrack::follow(std::span<const Lsf> sets) {
  PORTERO_ASSERT(sets.size() == shape_of(mode_).lsf_sets, "a frame's own number of sets");
  const Lsf before = std::exchange(before_, sets.back());
  switch (mode_) {
    case Mode::ms20:
      return {between(before, 0.75F, sets[0]), between(before, 0.5F, sets[0]),
              between(before, 0.25F, sets[0]), sets[0]};
    case Mode::ms30:
      return {between(before, 0.5F, sets[0]),      sets[0], between(sets[0], 2.0F / 3, sets[1]),
              between(sets[0], 1.0F / 3, sets[1]), sets[1], sets[1]};
  }
  return {};
}

}  // namespace portero::ilbc
