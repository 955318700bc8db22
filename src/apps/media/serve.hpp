#pragma once

#include <memory>

#include "io/media/sound/device.hpp"

namespace portero::engine {

// The whole of portero-media, on a connected socket, until the station at its other end is gone.
void serve(int socket, std::shared_ptr<sound::Devices> devices);

}  // namespace portero::engine
