#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/media/ids.hpp"
#include "core/sdp/video_codec.hpp"

namespace portero::media {

// Counts begin with the leg. Loss is what the far side reports of what we send, and we of theirs.
struct StreamStatistics {
  std::uint64_t packets_sent = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t packets_received = 0;
  std::uint64_t packets_lost = 0;  // of theirs
  std::uint32_t jitter_us = 0;     // of theirs
  std::uint32_t round_trip_us = 0;
  double far_loss_share = 0;  // of ours, as RTCP last said

  bool operator==(const StreamStatistics&) const = default;
};

struct LegStatistics {
  LegId leg;
  StreamStatistics sound{};
  StreamStatistics picture{};

  bool operator==(const LegStatistics&) const = default;
};

struct ViewerStatistics {
  ViewerId viewer;
  StreamStatistics sound{};
  StreamStatistics picture{};
  std::uint64_t packets_sent_again = 0;
  std::uint64_t packets_reported = 0;  // that its browser told of, by transport-wide feedback
  std::uint64_t frames_lost = 0;       // meant for it, and not taken in time
  std::uint32_t link_kbps = 0;         // what its link carries, as estimated
  double voice_dbfs = -100;            // RMS of the operator's voice, as it is heard
  bool relayed = false;
  std::string local_candidate{};  // "host udp 192.0.2.1:40000"
  std::string remote_candidate{};

  bool operator==(const ViewerStatistics&) const = default;
};

struct EncoderStatistics {
  sdp::VideoCodec codec = sdp::VideoCodec::h264;
  std::string name{};          // of what encodes; empty: nothing works
  std::uint32_t set_kbps = 0;  // what it was told
  std::uint32_t kbps = 0;      // what it made of the last second
  std::uint64_t frames = 0;
  std::uint64_t key_frames = 0;

  bool operator==(const EncoderStatistics&) const = default;
};

struct Statistics {
  double microphone_dbfs = -100;  // RMS of the last 100 ms
  double loudspeaker_dbfs = -100;
  std::uint64_t frames_captured = 0;
  std::vector<EncoderStatistics> encoders{};  // that run
  std::vector<LegStatistics> legs{};
  std::vector<ViewerStatistics> viewers{};

  bool operator==(const Statistics&) const = default;
};

}  // namespace portero::media
