#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"
#include "core/rtp/reception.hpp"
#include "io/media/webrtc/selected_pair.hpp"
#include "io/media/webrtc/sender.hpp"

namespace portero::webrtc {

// One direction of one stream, since it began.
struct StreamCount {
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;
  std::uint64_t lost = 0;       // of ours: as the browser reports it
  double lost_share = 0;        // lately, 0 to 1
  std::uint32_t jitter_us = 0;  // of theirs

  bool operator==(const StreamCount&) const = default;
};

struct Statistics {
  StreamCount picture_sent;
  StreamCount sound_sent;
  StreamCount sound_received;
  std::uint64_t packets_sent_again = 0;
  std::optional<base::Duration> round_trip;
  Pair pair;

  bool operator==(const Statistics&) const = default;
};

[[nodiscard]] Statistics statistics_of(const Sender::Counts& sent,
                                       const rtp::ReceptionCounts& received, Pair pair);

}  // namespace portero::webrtc
