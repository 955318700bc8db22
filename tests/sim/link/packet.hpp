#pragma once

#include <cstdint>

#include "base/time.hpp"

namespace portero::sim::link {

// One RTP packet to a viewer. Numbers do not wrap.
struct Packet {
  std::int64_t transport_number;
  std::size_t bytes;
  bool is_video;
  // The picture's own numbers: of the packet, and of the frame among those sent to this viewer.
  std::int64_t number = 0;
  std::int64_t frame = 0;
  std::int64_t first_of_frame = 0;
  int packets_of_frame = 0;
  bool is_key = false;
  base::TimePoint captured{};
};

}  // namespace portero::sim::link
