#pragma once

#include <span>
#include <vector>

#include "io/media/ilbc/parameters.hpp"
#include "io/media/ilbc/start_state.hpp"

namespace portero::ilbc {

// Chooses all parameters but the LSFs for the residual of a frame (RFC 3951 sections 3.5 to 3.7).
// `synthesis` is what the decoder has; `weighting` shapes the error.
void encode_residual(Mode mode, std::span<const float> residual, const Lpcs& synthesis,
                     const Lpcs& weighting, Parameters& parameters);

// Of frame_samples(mode), between -32768 and 32767 (RFC 3951 sections 4.2 to 4.4).
[[nodiscard]] std::vector<float> decode_residual(Mode mode, const Parameters& parameters,
                                                 const Lpcs& synthesis);

}  // namespace portero::ilbc
