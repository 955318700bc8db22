#pragma once

#include <expected>
#include <memory>
#include <string>

#include "base/time.hpp"
#include "io/media/sound/frame.hpp"

namespace portero::sound {

// Which way a device carries sound.
enum class Way { microphone, loudspeaker };

// The devices below are used by the sound thread alone. An error says why in words, and the device
// is of no use any more: it is destroyed and opened again.
struct DeviceFailure {
  std::string why;

  bool operator==(const DeviceFailure&) const = default;
};

class Microphone {
 public:
  Microphone() = default;
  virtual ~Microphone() = default;
  Microphone(const Microphone&) = delete;
  Microphone& operator=(const Microphone&) = delete;

  // The next 10 ms. Waits for them when the device has a clock, 100 ms at most.
  virtual std::expected<void, DeviceFailure> read(Frame& frame) = 0;
  // Without a clock of its own it has a frame whenever it is asked.
  [[nodiscard]] virtual bool has_clock() const = 0;
  // Since the first sample of the last frame was in the air.
  [[nodiscard]] virtual base::Duration delay() const = 0;
};

class Loudspeaker {
 public:
  Loudspeaker() = default;
  virtual ~Loudspeaker() = default;
  Loudspeaker(const Loudspeaker&) = delete;
  Loudspeaker& operator=(const Loudspeaker&) = delete;

  // Never waits: what a device cannot take is lost.
  virtual std::expected<void, DeviceFailure> write(FrameView frame) = 0;
  // Until the first sample of a frame that was written now would be in the air.
  [[nodiscard]] virtual base::Duration delay() const = 0;
};

// Opens devices by the names that SoundSettings knows. Asked by one thread, which may wait for it.
class Devices {
 public:
  Devices() = default;
  virtual ~Devices() = default;
  Devices(const Devices&) = delete;
  Devices& operator=(const Devices&) = delete;

  virtual std::expected<std::unique_ptr<Microphone>, DeviceFailure> open_microphone(
      const std::string& name) = 0;
  virtual std::expected<std::unique_ptr<Loudspeaker>, DeviceFailure> open_loudspeaker(
      const std::string& name) = 0;
};

}  // namespace portero::sound
