#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "io/media/ilbc/filter.hpp"
#include "io/media/ilbc/mode.hpp"
#include "io/media/ilbc/parameters.hpp"

// The start state: 80 samples of the residual where it is loudest, of which 57 or 58 are quantized
// one by one with three bits each (RFC 3951 section 3.5).
namespace portero::ilbc {

using Lpcs = std::array<Lpc, max_sub_blocks>;

// Where the scalar part begins, in samples from the frame's begin.
[[nodiscard]] std::size_t scalar_begin(Mode mode, std::size_t start, bool state_first);

// Chooses start and state_first.
void place_start_state(Mode mode, std::span<const float> residual, Parameters& parameters);

// Chooses scale and state for the scalar part of the residual, where it has been placed.
// `synthesis` is what the decoder has; the error is shaped like `weighting`.
void quantize_start_state(Mode mode, std::span<const float> residual, const Lpcs& synthesis,
                          const Lpcs& weighting, Parameters& parameters);

// Writes the scalar part where it belongs in the frame.
void decode_start_state(Mode mode, const Parameters& parameters, const Lpcs& synthesis,
                        std::span<float> residual);

}  // namespace portero::ilbc
