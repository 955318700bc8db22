#pragma once

#include <string>
#include <variant>

#include "io/media/sound/device.hpp"

namespace portero::sound {

// Sound goes this way through this device from now on: after the first opening, after new settings,
// and when 'auto' chose.
struct DeviceInUse {
  Way way;
  std::string device;

  bool operator==(const DeviceInUse&) const = default;
};

// There is silence this way until DeviceIsBack or DeviceInUse.
struct DeviceLost {
  Way way;
  std::string device;
  std::string why;

  bool operator==(const DeviceLost&) const = default;
};

struct DeviceIsBack {
  Way way;
  std::string device;

  bool operator==(const DeviceIsBack&) const = default;
};

// The echo is not cancelled, so that whoever talks less is turned down by some dB; or no longer.
struct DuckingChanged {
  bool ducks;

  bool operator==(const DuckingChanged&) const = default;
};

using SoundEvent = std::variant<DeviceInUse, DeviceLost, DeviceIsBack, DuckingChanged>;

}  // namespace portero::sound
