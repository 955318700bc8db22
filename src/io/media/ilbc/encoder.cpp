#include "io/media/ilbc/encoder.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "io/media/ilbc/parameters.hpp"
#include "io/media/ilbc/residual.hpp"

namespace portero::ilbc {
namespace {

// RFC 3951 sections 3.2.2 and 3.4.
constexpr float synthesis_chirp = 0.9025F;
constexpr float weighting_chirp = 0.4222F;

std::vector<Lsf> quantize(std::span<const Lsf> sets, Parameters& parameters) {
  std::vector<Lsf> quantized;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const LsfIndices indices = nearest_indices(sets[i]);
    std::ranges::copy(indices, parameters.lsf.begin() + static_cast<int>(i * lsf_splits));
    quantized.push_back(lsf_at(indices));
  }
  return quantized;
}

Lpcs lpcs_of(std::span<const Lsf> lsfs) {
  Lpcs lpcs{};
  std::ranges::transform(lsfs, lpcs.begin(), lpc_of);
  return lpcs;
}

}  // namespace

Encoder::Encoder(Mode mode) : mode_(mode), heard_(mode), sent_(mode) {}

std::vector<std::uint8_t> Encoder::encode(std::span<const std::int16_t> samples) {
  PORTERO_ASSERT(samples.size() == frame_samples(mode_), "a frame as long as the mode's");
  take(samples);
  Parameters parameters;
  const std::vector<Lsf> sets = analyze_sets();
  const Lpcs synthesis = lpcs_of(sent_.follow(quantize(sets, parameters)));
  Lpcs weighting = lpcs_of(heard_.follow(sets));
  for (Lpc& lpc : weighting) lpc = widen(lpc, weighting_chirp);

  const auto newest = std::span(history_).last(samples.size());
  std::vector<float> residual(newest.begin(), newest.end());
  for (std::size_t i = 0; i < shape_of(mode_).sub_blocks; ++i)
    predict(synthesis[i], std::span(residual).subspan(i * sub_block_samples, sub_block_samples),
            prediction_memory_);
  encode_residual(mode_, residual, synthesis, weighting, parameters);
  return pack(mode_, parameters);
}

void Encoder::take(std::span<const std::int16_t> samples) {
  std::shift_left(history_.begin(), history_.end(), static_cast<int>(samples.size()));
  std::ranges::transform(
      samples, std::span(history_).last(samples.size()).begin(),
      [&](std::int16_t sample) { return high_pass_.filter(static_cast<float>(sample)); });
}

std::vector<Lsf> Encoder::analyze_sets() {
  std::vector<Lsf> sets;
  const auto add = [&](std::span<const float, max_frame_samples> signal, Window window) {
    const Lpc lpc = widen(analyze(signal, window), synthesis_chirp);
    last_lsf_ = lsf_of(lpc).value_or(last_lsf_);
    sets.push_back(last_lsf_);
  };
  const auto history = std::span<const float, lpc_history>(history_);
  if (mode_ == Mode::ms30) add(history.first<max_frame_samples>(), Window::symmetric);
  add(history.last<max_frame_samples>(), Window::newest);
  return sets;
}

}  // namespace portero::ilbc
