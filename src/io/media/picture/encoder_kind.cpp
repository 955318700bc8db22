#include "io/media/picture/encoder_kind.hpp"

#include <fmt/format.h>

#include "io/media/gst/pipeline.hpp"

namespace portero::picture {
namespace {

using sdp::VideoCodec;

constexpr int key_frame_seconds = 10;
constexpr int buffer_ms = 300;  // how much the encoder may send early or late
constexpr std::string_view h264_units =
    " ! h264parse config-interval=-1"
    " ! video/x-h264,stream-format=byte-stream,alignment=au";
constexpr std::string_view baseline = " ! video/x-h264,profile=constrained-baseline";

// Where x264 would choose by the bit rate, which changes: what session descriptions say of us
// (level 3.1 carries 3600 macroblocks, 108000 a second; H.264 table A-1).
std::string_view level(const CameraSettings& settings) {
  const int macroblocks = (settings.width + 15) / 16 * ((settings.height + 15) / 16);
  return macroblocks <= 3600 && macroblocks * settings.fps <= 108'000 ? ",level=(string)3.1" : "";
}

int frames_between_key_frames(const CameraSettings& settings) {
  return key_frame_seconds * settings.fps;
}

// Of an encoder that counts by the frame.
int kbps_at_full_rate(const CameraSettings& settings, Rate rate) {
  return rate.kbps * settings.fps / rate.fps;
}

std::string v4l2(const CameraSettings& settings) {
  return fmt::format(
             "videoconvert ! v4l2h264enc name=encoder extra-controls=\"controls,"
             "repeat_sequence_header=1,video_bitrate_mode=1,h264_i_frame_period={}\""
             " ! video/x-h264,profile=constrained-baseline,level=(string)3.1",
             frames_between_key_frames(settings)) +
         std::string{h264_units};
}

void set_v4l2_rate(GstElement& encoder, const CameraSettings& settings, Rate rate) {
  GstStructure* controls = nullptr;
  g_object_get(&encoder, "extra-controls", &controls, nullptr);
  if (controls == nullptr) controls = gst_structure_new_empty("controls");
  gst_structure_set(controls, "video_bitrate", G_TYPE_INT, kbps_at_full_rate(settings, rate) * 1000,
                    nullptr);
  g_object_set(&encoder, "extra-controls", controls, nullptr);
  gst_structure_free(controls);
}

std::string va(const CameraSettings& settings) {
  return fmt::format(
             "videoconvert ! vah264enc name=encoder rate-control=cbr b-frames=0 ref-frames=1"
             " target-usage=7 key-int-max={}",
             frames_between_key_frames(settings)) +
         std::string{baseline} + std::string{h264_units};
}

std::string vaapi(const CameraSettings& settings) {
  return fmt::format(
             "videoconvert ! vaapih264enc name=encoder rate-control=cbr max-bframes=0"
             " cpb-length={} keyframe-period={}",
             buffer_ms, frames_between_key_frames(settings)) +
         std::string{baseline} + std::string{h264_units};
}

void set_kbps(GstElement& encoder, const CameraSettings& settings, Rate rate) {
  g_object_set(&encoder, "bitrate", static_cast<guint>(kbps_at_full_rate(settings, rate)), nullptr);
}

std::string x264(const CameraSettings& settings) {
  return fmt::format(
             "x264enc name=encoder tune=zerolatency speed-preset=ultrafast threads=1 bframes=0"
             " aud=false key-int-max={}",
             frames_between_key_frames(settings)) +
         std::string{baseline} + std::string{level(settings)} + std::string{h264_units};
}

void set_x264_rate(GstElement& encoder, const CameraSettings& settings, Rate rate) {
  const auto capacity_ms = static_cast<guint>(buffer_ms * rate.fps / settings.fps);
  g_object_set(&encoder, "vbv-buf-capacity", capacity_ms, nullptr);
  set_kbps(encoder, settings, rate);
}

std::string openh264(const CameraSettings& settings) {
  return fmt::format(
             "openh264enc name=encoder usage-type=camera complexity=low rate-control=bitrate"
             " gop-size={}",
             frames_between_key_frames(settings)) +
         std::string{baseline} + std::string{h264_units};
}

void set_openh264_rate(GstElement& encoder, const CameraSettings& settings, Rate rate) {
  g_object_set(&encoder, "bitrate", static_cast<guint>(kbps_at_full_rate(settings, rate) * 1000),
               nullptr);
}

std::string vp8(const CameraSettings& settings) {
  return fmt::format(
      "vp8enc name=encoder deadline=1 cpu-used=16 threads=1 end-usage=cbr error-resilient=default"
      " lag-in-frames=0 static-threshold=100 keyframe-max-dist={} buffer-size={}"
      " buffer-initial-size=200 buffer-optimal-size=250",
      frames_between_key_frames(settings), buffer_ms);
}

// Reads the time between frames from their timestamps.
void set_vp8_rate(GstElement& encoder, const CameraSettings&, Rate rate) {
  g_object_set(&encoder, "target-bitrate", rate.kbps * 1000, nullptr);
}

constexpr EncoderKind kinds[] = {
    {"v4l2h264enc", VideoCodec::h264, v4l2, set_v4l2_rate},
    {"vah264enc", VideoCodec::h264, va, set_kbps},
    {"vaapih264enc", VideoCodec::h264, vaapi, set_kbps},
    {"x264enc", VideoCodec::h264, x264, set_x264_rate},
    {"openh264enc", VideoCodec::h264, openh264, set_openh264_rate},
    {"vp8enc", VideoCodec::vp8, vp8, set_vp8_rate},
};

// An element that opens its device does it on the way to READY.
bool works(const EncoderKind& kind) {
  const auto element = gst::made(std::string{kind.factory}.c_str());
  if (!element) return false;
  const bool ready =
      gst_element_set_state(element.get(), GST_STATE_READY) == GST_STATE_CHANGE_SUCCESS;
  gst_element_set_state(element.get(), GST_STATE_NULL);
  return ready;
}

}  // namespace

std::vector<const EncoderKind*> encoders_here(VideoCodec codec, const CameraSettings& settings) {
  const bool is_free = codec != VideoCodec::h264 || settings.h264_encoder.empty();
  std::vector<const EncoderKind*> found;
  for (const EncoderKind& kind : kinds)
    if (kind.codec == codec && (is_free || settings.h264_encoder == kind.factory) && works(kind))
      found.push_back(&kind);
  return found;
}

}  // namespace portero::picture
