#include "io/media/ilbc/codebook_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "io/media/ilbc/gain.hpp"
#include "io/media/ilbc/product.hpp"

namespace portero::ilbc {
namespace {

void weigh(const Lpc& weighting, std::span<float> vector) {
  FilterMemory silence{};
  synthesize(weighting, vector, silence);
}

// What each vector of the codebook is after weighting.
class Weighted {
 public:
  Weighted(const Codebook& codebook, const Lpc& weighting)
      : length_(codebook.length()), samples_(codebook.size() * length_) {
    std::vector<float> impulse(length_);
    impulse.front() = 1;
    weigh(weighting, impulse);
    for (std::size_t index = 0; index < codebook.size(); ++index) {
      const auto vector = std::span(samples_).subspan(index * length_, length_);
      codebook.vector(index, vector);
      if (codebook.shifts(index)) {
        // Filtering is linear: what is left to filter is the new first sample.
        const float first = vector.front();
        const auto before = std::span(samples_).subspan((index - 1) * length_, length_);
        for (std::size_t i = 1; i < length_; ++i) vector[i] = before[i - 1] + first * impulse[i];
      } else {
        weigh(weighting, vector);
      }
      energies_.push_back(energy(vector));
    }
  }

  [[nodiscard]] std::size_t size() const { return energies_.size(); }
  [[nodiscard]] float energy_of(std::size_t index) const { return energies_[index]; }
  [[nodiscard]] std::span<const float> vector(std::size_t index) const {
    return std::span(samples_).subspan(index * length_, length_);
  }

 private:
  std::size_t length_;
  std::vector<float> samples_;
  std::vector<float> energies_;
};

struct Range {
  float lowest;
  float highest;
};

// The index by which most of the target's energy goes, with a gain that the stage can have.
std::size_t best_index(const Weighted& codebook, std::span<const float> target, Range gains,
                       const std::function<bool(std::size_t index)>& sendable) {
  std::size_t best = 0;
  float most = std::numeric_limits<float>::lowest();
  for (std::size_t index = 0; index < codebook.size(); ++index) {
    if (!sendable(index)) continue;
    const float cross = product(codebook.vector(index), target);
    const float whole = codebook.energy_of(index);
    const float wanted = whole > 0 ? cross / whole : 0;
    const float gain = std::clamp(wanted, gains.lowest, gains.highest);
    const float gone = gain * (2 * cross - gain * whole);
    if (gone <= most) continue;
    most = gone;
    best = index;
  }
  return best;
}

// Three stages never take out all of a sound, so what is left is too quiet. All gains follow the
// first one; it may become up to twice as large, and the sum as loud as the target.
std::uint8_t louder(std::uint8_t gain_index, float sum_energy, float target_energy) {
  const float first = gain_of(0, gain_index);
  std::uint8_t louder = gain_index;
  for (std::size_t i = gain_index; i < gain_count(0); ++i) {
    const float factor = gain_of(0, i) / first;
    if (factor < 2 && sum_energy * factor * factor < target_energy)
      louder = static_cast<std::uint8_t>(i);
  }
  return louder;
}

}  // namespace

CodebookChoice search(const Codebook& codebook, std::span<const float> target, const Lpc& weighting,
                      const Sendable& sendable) {
  const Weighted weighted(codebook, weighting);
  std::vector<float> left(target.begin(), target.end());
  weigh(weighting, left);
  const std::vector<float> wanted = left;

  CodebookChoice choice;
  float gain = 1;
  for (std::size_t stage = 0; stage < codebook_stages; ++stage) {
    const Range gains{gain_of(stage, 0, gain), gain_of(stage, gain_count(stage) - 1, gain)};
    const std::size_t index =
        best_index(weighted, left, gains, [&](std::size_t i) { return sendable(stage, i); });
    const auto vector = weighted.vector(index);
    const float whole = weighted.energy_of(index);
    choice.index[stage] = static_cast<std::uint8_t>(index);
    choice.gain[stage] = nearest_gain(stage, whole > 0 ? product(vector, left) / whole : 0, gain);
    gain = gain_of(stage, choice.gain[stage], gain);
    for (std::size_t i = 0; i < left.size(); ++i) left[i] -= gain * vector[i];
  }

  std::vector<float> sum(wanted.size());
  std::ranges::transform(wanted, left, sum.begin(), std::minus{});
  choice.gain[0] = louder(choice.gain[0], energy(sum), energy(wanted));
  return choice;
}

}  // namespace portero::ilbc
