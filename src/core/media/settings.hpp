#pragma once

#include <cstdint>
#include <string>

namespace portero::media {

// Where picture and sound come from and go to. A source is "auto", "test" (made by the program
// itself), "file:/path", or a device: "v4l2:/dev/video0", "libcamera:name", "alsa:default",
// "none". A sink is "auto", "none", "file:/path" (WAV) or "alsa:default".

struct PictureSettings {
  std::string source = "auto";
  std::string title{};  // burned into the test picture
  std::uint32_t width = 640;
  std::uint32_t height = 480;
  std::uint32_t frames_per_second = 25;
  std::uint32_t kbps = 1000;

  bool operator==(const PictureSettings&) const = default;
};

enum class EchoCancelling : std::uint8_t { off, webrtc, speex };

struct SoundSettings {
  std::string microphone = "auto";
  std::string loudspeaker = "auto";
  EchoCancelling echo_cancelling = EchoCancelling::webrtc;
  bool noise_suppression = true;
  bool automatic_gain = true;
  std::uint32_t loudspeaker_percent = 80;
  std::uint32_t microphone_percent = 80;

  bool operator==(const SoundSettings&) const = default;
};

struct Settings {
  PictureSettings picture{};
  SoundSettings sound{};

  bool operator==(const Settings&) const = default;
};

}  // namespace portero::media
