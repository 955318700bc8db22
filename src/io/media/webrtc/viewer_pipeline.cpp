#include "io/media/webrtc/viewer_pipeline.hpp"

#include <glib.h>

#include <fmt/core.h>

#include "core/sdp/payload_format.hpp"

namespace portero::webrtc {
namespace {

constexpr std::uint8_t sound_payload_type = 111;
constexpr std::uint16_t offered_feedback_id = 3;

// What comes before the connection stands is dropped, not sent late in one burst, after which
// browsers delay all sound by 100 ms and more (P2); the viewer raises the limit then.
constexpr const char* source =
    "is-live=true format=time leaky-type=downstream max-bytes=0 max-time=0 max-buffers=2";

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
  return {.picture = random(), .sound = random()};
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
  const bool h264 = picture.codec == sdp::VideoCodec::h264;
  // The level in front of the payloader must be one that the profile-level-id behind it allows
  // (P4), whatever the camera's size makes of it: browsers decode what comes.
  const char* const unit =
      h264 ? "capssetter caps=\"video/x-h264,profile=constrained-baseline,level=(string)3.1\" ! "
             "rtph264pay aggregate-mode=zero-latency config-interval=-1"
           : "video/x-vp8 ! rtpvp8pay picture-id-mode=15-bit";
  return fmt::format(
      " appsrc name={} {} ! {} mtu=1200 pt={} ssrc={} ! "
      "capsfilter name={} caps=\"application/x-rtp,media=video,encoding-name={},"
      "clock-rate=90000,payload={},ssrc=(uint){}{}{}\" ! {}.",
      picture_source_name, source, unit, stream.payload_type, ssrc, picture_format_name,
      h264 ? "H264" : "VP8", stream.payload_type, ssrc, fields_of(stream.parameters),
      feedback_field(stream), peer_name);
}

// Each appsink hands over at once: a viewer's pipeline has nothing to wait for.
std::string sound_of(const AgreedStream& stream, std::uint32_t ssrc) {
  return fmt::format(
      " appsrc name={} {} ! audio/x-opus,channel-mapping-family=0,channels=1,rate=48000 ! "
      "rtpopuspay pt={} ssrc={} ! capsfilter name={} caps=\"application/x-rtp,media=audio,"
      "encoding-name=OPUS,clock-rate=48000,encoding-params=(string)2,payload={},ssrc=(uint){},"
      "minptime=(string)10,useinbandfec=(string)1{}\" ! {}."
      " rtpopusdepay name={} ! queue max-size-buffers=10 leaky=downstream ! "
      "opusdec use-inband-fec=true plc=true ! "
      "appsink name={} sync=false async=false max-buffers=10 drop=true "
      "caps=audio/x-raw,format=S16LE,layout=interleaved,rate=48000,channels=1",
      sound_source_name, source, stream.payload_type, ssrc, sound_format_name, stream.payload_type,
      ssrc, feedback_field(stream), peer_name, heard_entry_name, heard_name);
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

// 50 ms in the jitter buffer: the 200 of the default would be heard as an echo of the call (P10).
std::string description_of(const Plan& plan) {
  std::string all = fmt::format("webrtcbin name={} bundle-policy=max-bundle latency=50", peer_name);
  if (plan.picture) all += picture_of(*plan.picture, plan.sources.picture);
  if (plan.sound) all += sound_of(*plan.sound, plan.sources.sound);
  return all;
}

}  // namespace portero::webrtc
