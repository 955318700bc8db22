#include "io/media/sound/system_devices.hpp"

#include <optional>
#include <string_view>

#include "io/media/sound/alsa.hpp"
#include "io/media/sound/silence.hpp"
#include "io/media/sound/synthetic_speech.hpp"
#include "io/media/sound/wav_devices.hpp"

namespace portero::sound {
namespace {

// What stands behind the prefix, if it is that.
std::optional<std::string> behind(std::string_view prefix, std::string_view name) {
  if (!name.starts_with(prefix)) return std::nullopt;
  return std::string(name.substr(prefix.size()));
}

std::optional<std::string> alsa_name(const std::string& name) {
  return name == "pipewire" ? name : behind("alsa:", name);
}

std::unexpected<DeviceFailure> no_such(const std::string& name) {
  return std::unexpected(DeviceFailure{"no kind of device is called '" + name + "'"});
}

class SystemDevices final : public Devices {
 public:
  std::expected<std::unique_ptr<Microphone>, DeviceFailure> open_microphone(
      const std::string& name) override {
    if (name == "none") return std::make_unique<SilentMicrophone>();
    if (name == "synthetic") return std::make_unique<SyntheticSpeech>();
    if (const auto path = behind("file:", name)) return open_wav_microphone(*path);
    if (const auto pcm = alsa_name(name)) return open_alsa_microphone(*pcm);
    return no_such(name);
  }

  std::expected<std::unique_ptr<Loudspeaker>, DeviceFailure> open_loudspeaker(
      const std::string& name) override {
    if (name == "none") return std::make_unique<SilentLoudspeaker>();
    if (const auto path = behind("file:", name)) return open_wav_loudspeaker(*path);
    if (const auto pcm = alsa_name(name)) return open_alsa_loudspeaker(*pcm);
    return no_such(name);
  }
};

}  // namespace

std::unique_ptr<Devices> system_devices() { return std::make_unique<SystemDevices>(); }

}  // namespace portero::sound
