#pragma once

#include <memory>

#include "io/media/sound/device.hpp"

namespace portero::sound {

// What SoundSettings names, but for 'auto'.
[[nodiscard]] std::unique_ptr<Devices> system_devices();

}  // namespace portero::sound
