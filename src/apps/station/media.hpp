#pragma once

#include <functional>

#include "core/media/command.hpp"
#include "core/media/event.hpp"

namespace portero::station {

// Sound and picture of the station's calls, wherever they are made. Each OpenLeg is answered,
// from within the loop, with LegReady or LegFailed.
class Media {
 public:
  using Handler = std::function<void(const media::Event&)>;

  virtual ~Media() = default;
  virtual void send(const media::Command& command) = 0;
};

}  // namespace portero::station
