#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "core/rtp/reception.hpp"
#include "io/media/webrtc/sender.hpp"

typedef struct _GstElement GstElement;

namespace portero::webrtc {

// How the two sides reach each other.
enum class PairKind : std::uint8_t { none, direct, relayed };

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
  PairKind pair = PairKind::none;
  std::string local_candidate;   // "host udp 192.0.2.1:40000"
  std::string remote_candidate;  // of the browser

  bool operator==(const Statistics&) const = default;
};

// Asks webrtcbin's ICE agent of the way. Never while the pipeline ends (P11).
[[nodiscard]] Statistics statistics_of(GstElement* webrtcbin, const Sender::Counts& sent,
                                       const rtp::ReceptionCounts& received);

}  // namespace portero::webrtc
