#include "io/media/codec/concealment.hpp"

#include <algorithm>

namespace portero::codec {

void Concealment::received(Samples& samples) {
  if (samples.empty()) return;
  usual_ = std::max(samples.size(), least_samples);
  plc_rx(state_.get(), samples.data(), static_cast<int>(samples.size()));
}

Samples Concealment::lost() {
  Samples samples(usual_);
  if (usual_ > 0) plc_fillin(state_.get(), samples.data(), static_cast<int>(samples.size()));
  return samples;
}

}  // namespace portero::codec
