#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gst/gst.h>

#include "core/sdp/video_codec.hpp"
#include "io/media/picture/camera_settings.hpp"

namespace portero::picture {

struct Rate {
  int kbps = 0;
  int fps = 0;

  bool operator==(const Rate&) const = default;
};

// What an encoder element is told. One that counts its bits by the frame, believing that all
// frames of the settings come, gets as many more bits a second as frames are left out.
struct EncoderKind {
  std::string_view factory;
  sdp::VideoCodec codec;
  // From I420 to access units: as gst-launch-1.0 reads it, with the element itself called encoder.
  std::string (*description)(const CameraSettings& settings);
  void (*set_rate)(GstElement& encoder, const CameraSettings& settings, Rate rate);
};

// Those of the codec that are installed and whose device is there, the best first: hardware, then
// what costs least. One that the settings name is the only one.
[[nodiscard]] std::vector<const EncoderKind*> encoders_here(sdp::VideoCodec codec,
                                                            const CameraSettings& settings);

}  // namespace portero::picture
