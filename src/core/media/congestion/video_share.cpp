#include "core/media/congestion/video_share.hpp"

#include <algorithm>
#include <array>

namespace portero::congestion {
namespace {

constexpr std::array<int, 4> frame_rates = {lowest_frame_rate, 15, 20, normal_frame_rate};
constexpr Bitrate bits_per_frame = kbit_per_s(12);
// To change up, a picture must have this much more.
constexpr double clearly = 1.15;

// Of the picture's packets: 62 bytes of headers to some 1000 of picture, for they are not all full.
constexpr double headers = 0.06;

// The encoder's own noise.
constexpr double steadiness = 0.97;

}  // namespace

Bitrate video_share(Bitrate estimate, Bitrate sound, Bitrate retransmissions) {
  const Bitrate packets = estimate - sound - retransmissions;
  return std::max(packets * (steadiness / (1 + headers)), Bitrate{});
}

int frame_rate(Bitrate video, int current) {
  int chosen = lowest_frame_rate;
  for (const int rate : frame_rates) {
    const double margin = rate > current ? clearly : 1;
    if (video >= bits_per_frame * (rate * margin)) chosen = rate;
  }
  return chosen;
}

}  // namespace portero::congestion
