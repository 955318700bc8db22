#pragma once

#include <cstdint>
#include <string>

namespace portero::media {

// Sources and sinks: "auto" takes what is there, else what the program makes itself.
//   picture      "test" (a clock in a moving picture), "v4l2:/dev/video0", "libcamera:NAME",
//                "file:PATH"
//   microphone   "synthetic" (speech), "alsa:NAME", "pipewire", "file:PATH.wav", "none"
//   loudspeaker  "alsa:NAME", "pipewire", "file:PATH.wav", "none"

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
  bool viewers = false;  // may come: what the first would wait for is made ready
  bool motion = false;   // before the camera is told

  bool operator==(const Settings&) const = default;
};

}  // namespace portero::media
