#pragma once

#include "core/media/congestion/bitrate.hpp"

namespace portero::congestion {

// Pictures a second, by what one picture may cost.
constexpr int normal_frame_rate = 25;
constexpr int lowest_frame_rate = 12;

// Below, a picture is not worth what it takes from the sound.
constexpr Bitrate lowest_video = kbit_per_s(80);

// What an encoder may make of an estimate of the link, when sound (with its headers) and
// retransmissions have their part, and every packet of the picture its headers.
[[nodiscard]] Bitrate video_share(Bitrate estimate, Bitrate sound, Bitrate retransmissions);

// Fewer and better pictures at low bitrates. current: what is used now, kept where it nearly fits.
[[nodiscard]] int frame_rate(Bitrate video, int current);

}  // namespace portero::congestion
