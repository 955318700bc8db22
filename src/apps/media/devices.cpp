#include "apps/media/devices.hpp"

#include <algorithm>

namespace portero::engine {
namespace {

constexpr std::uint32_t most = 1'000'000;  // of anything: what is too much is refused later

int whole(std::uint32_t number) { return static_cast<int>(std::min(number, most)); }

sound::Canceller canceller_of(media::EchoCancelling choice) {
  switch (choice) {
    case media::EchoCancelling::off: return sound::Canceller::none;
    case media::EchoCancelling::webrtc: return sound::Canceller::webrtc;
    case media::EchoCancelling::speex: return sound::Canceller::speexdsp;
  }
  return sound::Canceller::none;
}

}  // namespace

std::expected<picture::CameraSettings, std::string> camera_settings(
    const media::PictureSettings& settings) {
  auto source = picture::source_of(settings.source);
  if (!source) return std::unexpected(std::move(source.error()));
  return picture::CameraSettings{.source = *std::move(source),
                                 .width = whole(settings.width),
                                 .height = whole(settings.height),
                                 .fps = whole(settings.frames_per_second),
                                 .kbps = whole(settings.kbps),
                                 .name = settings.title,
                                 .h264_encoder = {}};
}

sound::SoundSettings sound_settings(const media::SoundSettings& settings) {
  return {.capture_device = settings.microphone,
          .playback_device = settings.loudspeaker,
          .canceller = canceller_of(settings.echo_cancelling),
          .noise_suppression = settings.noise_suppression,
          .automatic_gain = settings.automatic_gain,
          .speaker_percent = whole(settings.loudspeaker_percent),
          .microphone_percent = whole(settings.microphone_percent)};
}

}  // namespace portero::engine
