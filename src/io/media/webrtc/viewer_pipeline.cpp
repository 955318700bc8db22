#include "io/media/webrtc/viewer_pipeline.hpp"

#include <glib.h>

#include <fmt/core.h>

#include "core/sdp/payload_format.hpp"

namespace portero::webrtc {
namespace {

constexpr std::uint8_t sound_payload_type = 111;
constexpr std::uint16_t offered_feedback_id = 3;

std::string fields_of(std::string_view parameters) {
  std::string fields;
  while (!parameters.empty()) {
    const std::size_t end = std::min(parameters.find(';'), parameters.size());
    const std::string_view one = parameters.substr(0, end);
    parameters.remove_prefix(std::min(end + 1, parameters.size()));
    const std::size_t equals = one.find('=');
    if (equals != std::string_view::npos)
      fields += fmt::format(",{}=(string){}", one.substr(0, equals), one.substr(equals + 1));
  }
  return fields;
}

// Known before the first packet: a description that names none would name 0 beside the one of what
// is sent again.
Sources new_sources() {
  const auto random = [] { return static_cast<std::uint32_t>(g_random_int_range(1, G_MAXINT32)); };
  Sources sources{.picture = random(), .sound = random()};
  while (sources.sound == sources.picture) sources.sound = random();
  return sources;
}

std::string feedback_field(const AgreedStream& stream) {
  if (!stream.feedback_id) return "";
  return fmt::format(
      ",extmap-{}=(string)"
      "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
      *stream.feedback_id);
}

std::string picture_of(const AgreedPicture& picture, std::uint32_t ssrc) {
  const AgreedStream& stream = picture.stream;
  return fmt::format(
      " capsfilter name={} caps=\"application/x-rtp,media=video,encoding-name={},"
      "clock-rate=90000,payload={},ssrc=(uint){}{}{}\" ! {}.",
      picture_format_name, picture.codec == sdp::VideoCodec::h264 ? "H264" : "VP8",
      stream.payload_type, ssrc, fields_of(stream.parameters), feedback_field(stream), peer_name);
}

std::string sound_of(const AgreedStream& stream, std::uint32_t ssrc) {
  return fmt::format(
      " capsfilter name={} caps=\"application/x-rtp,media=audio,"
      "encoding-name=OPUS,clock-rate=48000,encoding-params=(string)2,payload={},ssrc=(uint){},"
      "minptime=(string)10,useinbandfec=(string)1{}\" ! {}.",
      sound_format_name, stream.payload_type, ssrc, feedback_field(stream), peer_name);
}

}  // namespace

Plan plan_of(const ViewerSettings& settings) {
  Plan plan{.sources = new_sources()};
  if (!settings.video.empty()) {
    const sdp::PayloadFormat format =
        sdp::video_formats_to_offer(std::span{settings.video}.first(1)).front();
    plan.picture = AgreedPicture{.codec = settings.video.front(),
                                 .stream = {.payload_type = format.payload_type,
                                            .feedback_id = offered_feedback_id,
                                            .parameters = format.parameters}};
  }
  // Numbers on the sound as well: a link without a picture goes on being measured.
  if (settings.sound)
    plan.sound =
        AgreedStream{.payload_type = sound_payload_type, .feedback_id = offered_feedback_id};
  return plan;
}

Plan plan_of(const Theirs& theirs) {
  return {.picture = theirs.picture, .sound = theirs.sound, .sources = new_sources()};
}

std::string description_of(const Plan& plan) {
  std::string all = fmt::format("webrtcbin name={} bundle-policy=max-bundle", peer_name);
  if (plan.picture) all += picture_of(*plan.picture, plan.sources.picture);
  if (plan.sound) all += sound_of(*plan.sound, plan.sources.sound);
  return all;
}

}  // namespace portero::webrtc
