#include "io/media/webrtc/statistics.hpp"

#include <algorithm>
#include <utility>

namespace portero::webrtc {
namespace {

StreamCount of_ours(const rtp::StreamCounts& counts) {
  return {.packets = counts.packets,
          .bytes = counts.payload_bytes,
          .lost = static_cast<std::uint64_t>(std::max(counts.lost, 0)),
          .lost_share = counts.lost_share};
}

StreamCount of_theirs(const rtp::ReceptionCounts& counts) {
  return {.packets = counts.packets,
          .bytes = counts.payload_bytes,
          .lost = counts.lost,
          .jitter_us = static_cast<std::uint32_t>(
              std::chrono::duration_cast<std::chrono::microseconds>(counts.jitter).count())};
}

}  // namespace

Statistics statistics_of(const Sender::Counts& sent, const rtp::ReceptionCounts& received,
                         Pair pair) {
  return {.picture_sent = of_ours(sent.picture),
          .sound_sent = of_ours(sent.sound),
          .sound_received = of_theirs(received),
          .packets_sent_again = sent.picture.repeated,
          .round_trip = sent.round_trip,
          .pair = std::move(pair)};
}

}  // namespace portero::webrtc
