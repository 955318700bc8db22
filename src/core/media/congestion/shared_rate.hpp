#pragma once

#include <vector>

#include "core/media/congestion/bitrate.hpp"

namespace portero::congestion {

// Of the bitrate of the encoder, a viewer who carries this share still follows.
constexpr double follows = 0.9;
// Of the median viewer's, the encoder's bitrate is at least this share, whoever is slower.
constexpr double least_of_median = 0.6;

[[nodiscard]] constexpr bool can_follow(Bitrate viewer, Bitrate encoder) {
  return viewer >= encoder * follows;
}

// One bitrate for viewers of whom each carries another one, not empty: the slowest viewer's, but of
// three or more viewers a third may be left out where it would cost the others more than a tenth.
[[nodiscard]] Bitrate shared_rate(std::vector<Bitrate> viewers);

}  // namespace portero::congestion
