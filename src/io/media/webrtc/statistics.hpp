#pragma once

#include "core/rtp/reception.hpp"
#include "io/media/webrtc/selected_pair.hpp"
#include "io/media/webrtc/sender.hpp"

namespace portero::webrtc {

struct Statistics {
  Sender::Counts sent;
  rtp::ReceptionCounts sound_received;
  Pair pair;
};

}  // namespace portero::webrtc
