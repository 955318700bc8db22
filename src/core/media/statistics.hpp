#pragma once

#include <cstdint>
#include <vector>

#include "core/media/ids.hpp"

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

struct Statistics {
  double microphone_dbfs = -100;  // RMS of the last 100 ms
  double loudspeaker_dbfs = -100;
  std::uint64_t frames_captured = 0;
  std::uint32_t encoders = 0;  // that run
  std::vector<LegStatistics> legs{};

  bool operator==(const Statistics&) const = default;
};

}  // namespace portero::media
