#include "io/media/codec/concealment.hpp"

#include <algorithm>
#include <utility>

namespace portero::codec {

void Concealment::received(Samples& samples) {
  if (samples.empty()) return;
  usual_ = std::max(samples.size(), least_samples);
  in_gap_ = false;
  plc_rx(state_.get(), samples.data(), static_cast<int>(samples.size()));
  remember(samples);
}

// When a gap begins, spandsp moves its history with memcpy onto itself, which it does not do with
// one that it was given as a whole.
Samples Concealment::lost() {
  Samples samples(usual_);
  if (usual_ == 0) return samples;
  if (!std::exchange(in_gap_, true))
    plc_rx(state_.get(), past_.data(), static_cast<int>(past_.size()));
  plc_fillin(state_.get(), samples.data(), static_cast<int>(samples.size()));
  remember(samples);
  return samples;
}

void Concealment::remember(const Samples& samples) {
  const std::size_t kept = std::min(samples.size(), past_.size());
  const auto count = static_cast<std::ptrdiff_t>(kept);
  std::shift_left(past_.begin(), past_.end(), count);
  std::copy(samples.end() - count, samples.end(), past_.end() - count);
}

}  // namespace portero::codec
