#include "io/media/sound/resampler.hpp"

#include <speex/speex_resampler.h>

#include "base/assert.hpp"

namespace portero::sound {

Resampler::Resampler(int from_hz, int to_hz) : from_hz_(from_hz), to_hz_(to_hz) {
  int error = RESAMPLER_ERR_SUCCESS;
  state_.reset(speex_resampler_init(1, static_cast<spx_uint32_t>(from_hz),
                                    static_cast<spx_uint32_t>(to_hz), SPEEX_RESAMPLER_QUALITY_VOIP,
                                    &error));
  PORTERO_ASSERT(state_, "rates are checked before");
  speex_resampler_skip_zeros(state_.get());
}

Resampler::~Resampler() = default;
Resampler::Resampler(Resampler&&) noexcept = default;
Resampler& Resampler::operator=(Resampler&&) noexcept = default;

void Resampler::convert(std::span<const std::int16_t> samples, std::vector<std::int16_t>& out) {
  const std::size_t before = out.size();
  const std::size_t most =
      samples.size() * static_cast<std::size_t>(to_hz_) / static_cast<std::size_t>(from_hz_) + 8;
  out.resize(before + most);
  auto in_count = static_cast<spx_uint32_t>(samples.size());
  auto out_count = static_cast<spx_uint32_t>(most);
  speex_resampler_process_int(state_.get(), 0, samples.data(), &in_count, out.data() + before,
                              &out_count);
  PORTERO_ASSERT(in_count == samples.size(), "there was room for all of it");
  out.resize(before + out_count);
}

void Resampler::Destroy::operator()(SpeexResamplerState_* state) const {
  speex_resampler_destroy(state);
}

}  // namespace portero::sound
