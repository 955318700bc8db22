#include "io/ipc/media_json.hpp"

#include "io/ipc/described_sdp.hpp"

namespace portero::call {
BOOST_DESCRIBE_ENUM(Flow, none, preview, both)
}  // namespace portero::call

namespace portero::dtmf {
BOOST_DESCRIBE_STRUCT(Rfc4733Event, (), (key, ssrc, rtp_timestamp, duration))
BOOST_DESCRIBE_STRUCT(InbandTone, (), (key, goes_on))
}  // namespace portero::dtmf

namespace portero::rtp {
BOOST_DESCRIBE_STRUCT(PacketIndex, (), (ssrc, index))
}  // namespace portero::rtp

namespace portero::media {

BOOST_DESCRIBE_ENUM(EchoCancelling, off, webrtc, speex)
BOOST_DESCRIBE_ENUM(Device, camera, microphone, loudspeaker)
BOOST_DESCRIBE_STRUCT(PictureSettings, (), (source, title, width, height, frames_per_second, kbps))
BOOST_DESCRIBE_STRUCT(SoundSettings, (),
                      (microphone, loudspeaker, echo_cancelling, noise_suppression, automatic_gain,
                       loudspeaker_percent, microphone_percent))
BOOST_DESCRIBE_STRUCT(Settings, (), (picture, sound, viewers, motion))

BOOST_DESCRIBE_STRUCT(Configure, (), (settings))
BOOST_DESCRIBE_STRUCT(OpenLeg, (), (leg, own, dtls, again, reached))
BOOST_DESCRIBE_STRUCT(UseAgreement, (), (leg, agreement))
BOOST_DESCRIBE_STRUCT(SetFlow, (), (leg, flow))
BOOST_DESCRIBE_STRUCT(RequestKeyFrame, (), (leg))
BOOST_DESCRIBE_STRUCT(SendKey, (), (leg, key))
BOOST_DESCRIBE_STRUCT(CloseLeg, (), (leg))
BOOST_DESCRIBE_STRUCT(IceServer, (), (url, user, password))
BOOST_DESCRIBE_STRUCT(OpenViewer, (),
                      (viewer, offer, video, servers, authorities, relay_only, addresses))
BOOST_DESCRIBE_STRUCT(TakeAnswer, (), (viewer, sdp))
BOOST_DESCRIBE_STRUCT(AddCandidate, (), (viewer, line, candidate))
BOOST_DESCRIBE_STRUCT(SetViewerFlow, (), (viewer, flow))
BOOST_DESCRIBE_STRUCT(SendText, (), (viewer, text))
BOOST_DESCRIBE_STRUCT(CloseViewer, (), (viewer))
BOOST_DESCRIBE_STRUCT(TakeSnapshot, (), (snapshot))
BOOST_DESCRIBE_STRUCT(PlayTone, (), (duration_ms))
BOOST_DESCRIBE_STRUCT(StopTone, (), ())
BOOST_DESCRIBE_STRUCT(AskStatistics, (), ())
BOOST_DESCRIBE_ENUM(Cue, silence, ringing, answered, paused, granted, denied, unanswered, ended,
                    unavailable)
BOOST_DESCRIBE_STRUCT(PlayCue, (), (cue))

BOOST_DESCRIBE_STRUCT(LegReady, (), (leg, local))
BOOST_DESCRIBE_STRUCT(LegFailed, (), (leg, why))
BOOST_DESCRIBE_STRUCT(LegHeard, (), (leg))
BOOST_DESCRIBE_STRUCT(KeyHeard, (), (leg, event))
BOOST_DESCRIBE_STRUCT(ToneHeard, (), (leg, tone))
BOOST_DESCRIBE_STRUCT(LegUnreadable, (), (leg, why))
BOOST_DESCRIBE_STRUCT(IndexReached, (), (leg, reached))
BOOST_DESCRIBE_ENUM(Medium, sound, picture)
BOOST_DESCRIBE_STRUCT(KeysAgreed, (), (leg, medium, handshake, keys))
BOOST_DESCRIBE_STRUCT(ViewerDescribed, (), (viewer, sdp))
BOOST_DESCRIBE_STRUCT(ViewerCandidate, (), (viewer, line, candidate))
BOOST_DESCRIBE_STRUCT(ViewerGathered, (), (viewer))
BOOST_DESCRIBE_STRUCT(ViewerConnected, (), (viewer))
BOOST_DESCRIBE_STRUCT(ViewerChannelOpened, (), (viewer))
BOOST_DESCRIBE_STRUCT(ViewerText, (), (viewer, text))
BOOST_DESCRIBE_STRUCT(TextLost, (), (viewer, why))
BOOST_DESCRIBE_ENUM(Sight, nothing, stills, motion)
BOOST_DESCRIBE_STRUCT(ViewerSees, (), (viewer, sight))
BOOST_DESCRIBE_ENUM(ViewerEnd, closed, vanished, failed)
BOOST_DESCRIBE_STRUCT(ViewerGone, (), (viewer, why, sentence))
BOOST_DESCRIBE_STRUCT(DeviceFound, (), (device, name))
BOOST_DESCRIBE_STRUCT(DeviceLost, (), (device, why))
BOOST_DESCRIBE_STRUCT(MotionSeen, (), ())
BOOST_DESCRIBE_STRUCT(SnapshotTaken, (), (snapshot, jpeg))
BOOST_DESCRIBE_STRUCT(SnapshotFailed, (), (snapshot, why))
BOOST_DESCRIBE_STRUCT(StreamStatistics, (),
                      (packets_sent, bytes_sent, packets_received, packets_lost, jitter_us,
                       round_trip_us, far_loss_share))
BOOST_DESCRIBE_STRUCT(LegStatistics, (), (leg, sound, picture))
BOOST_DESCRIBE_STRUCT(ViewerStatistics, (),
                      (viewer, sound, picture, packets_sent_again, packets_reported, frames_lost,
                       link_kbps, voice_dbfs, relayed, local_candidate, remote_candidate))
BOOST_DESCRIBE_STRUCT(EncoderStatistics, (), (codec, name, set_kbps, kbps, frames, key_frames))
BOOST_DESCRIBE_STRUCT(Statistics, (),
                      (microphone_dbfs, loudspeaker_dbfs, frames_captured, encoders, legs, viewers))

}  // namespace portero::media

namespace portero::ipc {
namespace described {

template <>
struct AsText<base::IpAddress> {
  static constexpr std::string_view wanted = "an IP address";
  static std::string text(const base::IpAddress& address) { return base::to_string(address); }
  static std::optional<base::IpAddress> read(std::string_view text) {
    return base::IpAddress::parse(text);
  }
};

template <>
struct AsText<dtmf::Key> {
  static constexpr std::string_view wanted = "0 to 9, *, # or A to D";
  static std::string text(const dtmf::Key& key) { return {key.character()}; }
  static std::optional<dtmf::Key> read(std::string_view text) {
    return text.size() == 1 ? dtmf::Key::from_character(text.front()) : std::nullopt;
  }
};

#define PORTERO_NAMED(type, text) \
  template <>                     \
  inline constexpr std::string_view name_of<media::type> = text;
PORTERO_NAMED(Configure, "configure")
PORTERO_NAMED(OpenLeg, "open_leg")
PORTERO_NAMED(UseAgreement, "use_agreement")
PORTERO_NAMED(SetFlow, "set_flow")
PORTERO_NAMED(RequestKeyFrame, "request_key_frame")
PORTERO_NAMED(SendKey, "send_key")
PORTERO_NAMED(CloseLeg, "close_leg")
PORTERO_NAMED(OpenViewer, "open_viewer")
PORTERO_NAMED(TakeAnswer, "take_answer")
PORTERO_NAMED(AddCandidate, "add_candidate")
PORTERO_NAMED(SetViewerFlow, "set_viewer_flow")
PORTERO_NAMED(SendText, "send_text")
PORTERO_NAMED(CloseViewer, "close_viewer")
PORTERO_NAMED(TakeSnapshot, "take_snapshot")
PORTERO_NAMED(PlayTone, "play_tone")
PORTERO_NAMED(StopTone, "stop_tone")
PORTERO_NAMED(AskStatistics, "ask_statistics")
PORTERO_NAMED(PlayCue, "play_cue")
PORTERO_NAMED(LegReady, "leg_ready")
PORTERO_NAMED(LegFailed, "leg_failed")
PORTERO_NAMED(LegHeard, "leg_heard")
PORTERO_NAMED(KeyHeard, "key_heard")
PORTERO_NAMED(ToneHeard, "tone_heard")
PORTERO_NAMED(LegUnreadable, "leg_unreadable")
PORTERO_NAMED(IndexReached, "index_reached")
PORTERO_NAMED(KeysAgreed, "keys_agreed")
PORTERO_NAMED(ViewerDescribed, "viewer_described")
PORTERO_NAMED(ViewerCandidate, "viewer_candidate")
PORTERO_NAMED(ViewerGathered, "viewer_gathered")
PORTERO_NAMED(ViewerConnected, "viewer_connected")
PORTERO_NAMED(ViewerChannelOpened, "viewer_channel_opened")
PORTERO_NAMED(ViewerText, "viewer_text")
PORTERO_NAMED(TextLost, "text_lost")
PORTERO_NAMED(ViewerSees, "viewer_sees")
PORTERO_NAMED(ViewerGone, "viewer_gone")
PORTERO_NAMED(DeviceFound, "device_found")
PORTERO_NAMED(DeviceLost, "device_lost")
PORTERO_NAMED(MotionSeen, "motion_seen")
PORTERO_NAMED(SnapshotTaken, "snapshot_taken")
PORTERO_NAMED(SnapshotFailed, "snapshot_failed")
PORTERO_NAMED(Statistics, "statistics")
#undef PORTERO_NAMED

}  // namespace described

std::string to_json(const media::Command& command) {
  return boost::json::serialize(described::written(command));
}

std::string to_json(const media::Event& event) {
  return boost::json::serialize(described::written(event));
}

std::expected<media::Command, std::string> media_command(std::string_view json) {
  return described::read<media::Command>(json);
}

std::expected<media::Event, std::string> media_event(std::string_view json) {
  return described::read<media::Event>(json);
}

}  // namespace portero::ipc
