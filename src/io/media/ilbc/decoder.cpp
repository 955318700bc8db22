#include "io/media/ilbc/decoder.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "io/media/ilbc/parameters.hpp"
#include "io/media/ilbc/residual.hpp"

namespace portero::ilbc {
namespace {

std::int16_t sample_of(float value) {
  return static_cast<std::int16_t>(std::lround(std::clamp(value, -32768.0F, 32767.0F)));
}

}  // namespace

Decoder::Decoder(Mode mode, Enhancement enhancement)
    : mode_(mode), lsfs_(mode), concealment_(mode) {
  lpcs_before_.fill(flat_lpc);
  if (enhancement == Enhancement::off) return;
  enhancer_.emplace(mode);
  late_sub_blocks_ = shape_of(mode).enhancer_delay / sub_block_samples;
}

std::vector<std::int16_t> Decoder::decode(base::ByteView frame) {
  const auto parameters = unpack(mode_, frame);
  if (!parameters) return conceal();
  std::vector<Lsf> sets;
  for (std::size_t i = 0; i < shape_of(mode_).lsf_sets; ++i) {
    const std::uint8_t* first = &parameters->lsf[i * lsf_splits];
    sets.push_back(lsf_at({first[0], first[1], first[2]}));
  }
  Lpcs lpcs{};
  std::ranges::transform(lsfs_.follow(sets), lpcs.begin(), lpc_of);
  const auto residual = decode_residual(mode_, *parameters, lpcs);
  concealment_.remember(residual, lpcs[shape_of(mode_).sub_blocks - 1]);
  return play(residual, lpcs, false);
}

std::vector<std::int16_t> Decoder::conceal() {
  Lpcs lpcs{};
  lpcs.fill(concealment_.lpc());
  return play(concealment_.conceal(), lpcs, true);
}

std::vector<std::int16_t> Decoder::play(std::vector<float> residual, const Lpcs& lpcs, bool lost) {
  std::vector<float> sound =
      enhancer_ ? enhancer_->enhance(residual, lost_before_ && !lost) : std::move(residual);
  for (std::size_t i = 0; i < shape_of(mode_).sub_blocks; ++i) {
    synthesize(delayed(lpcs, i), std::span(sound).subspan(i * sub_block_samples, sub_block_samples),
               synthesis_memory_);
    // A damaged frame may resonate as no speech does; that must not last.
    for (float& sample : synthesis_memory_) sample = std::clamp(sample, -32768.0F, 32767.0F);
  }
  lpcs_before_ = lpcs;
  lost_before_ = lost;
  std::vector<std::int16_t> samples;
  for (const float sample : sound) samples.push_back(sample_of(high_pass_.filter(sample)));
  return samples;
}

// An enhanced residual is late, so that its first sub-blocks belong to the frame before.
const Lpc& Decoder::delayed(const Lpcs& lpcs, std::size_t sub_block) const {
  if (sub_block >= late_sub_blocks_) return lpcs[sub_block - late_sub_blocks_];
  return lpcs_before_[shape_of(mode_).sub_blocks + sub_block - late_sub_blocks_];
}

}  // namespace portero::ilbc
