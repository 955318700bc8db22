#include "io/ipc/media_json.hpp"

#include <gmock/gmock.h>

#include "io/ipc/fuzz_seeds_for_tests.hpp"

namespace portero::ipc {
namespace {

using media::Command;
using media::Event;
using testing::Eq;
using testing::HasSubstr;

constexpr media::LegId leg{7};
constexpr media::ViewerId viewer{3};

sdp::Agreement whole_agreement() {
  sdp::AudioAgreement audio;
  audio.transport = {.mid = "a",
                     .rtcp_mux = true,
                     .remote_address = "192.0.2.9",
                     .remote_port = 5004,
                     .protection = sdp::SdesSrtp{sdp::SrtpSuite::aead_aes_256_gcm, {1, 2}, {3}},
                     .remote_ice = sdp::IceDescription{
                         .ufrag = "u", .password = "p", .candidates = {{.foundation = "1"}}}};
  audio.direction = sdp::Direction::recvonly;
  audio.formats = {{sdp::AudioCodec::ilbc, 97, 98, "mode=20"}};
  audio.telephone_events = {{101, 102, 16000}};
  audio.ilbc_frame_ms = 20;
  audio.why = "\"first\" choice\n";
  sdp::VideoAgreement video;
  video.transport.protection =
      sdp::DtlsSrtp{sdp::DtlsRole::server, {{"sha-256", "AB:CD"}}, {"sha-256", "EF"}};
  video.format = {sdp::VideoCodec::vp8, {}};
  video.feedback = {"nack pli"};
  video.max_kbps = 512;
  return {audio, video};
}

TEST(MediaJsonTest, FuzzingBeginsWithWhatIsUnderstood) {
  const auto seeds = fuzz_seeds("media_message");
  EXPECT_GT(seeds.size(), 20U);
  for (const auto& [name, seed] : seeds) {
    const auto command = media_command(seed);
    const auto event = media_event(seed);
    EXPECT_TRUE(command || event) << name << ": " << command.error() << "; " << event.error();
  }
}

TEST(MediaJsonTest, CommandsComeBackAsTheyWere) {
  const Command commands[] = {
      media::Configure{{.picture = {.source = "file:/a b", .title = "Tür 1"},
                        .sound = {.echo_cancelling = media::EchoCancelling::speex},
                        .viewers = true,
                        .motion = true}},
      media::OpenLeg{leg, base::loopback_ipv6, true, sdp::LocalMedia{.address = "::1"},
                     rtp::PacketIndex{0xFFFFFFFF, (1ULL << 48U) - 1}},
      media::OpenLeg{.leg = leg, .own = base::loopback_ipv4},
      media::UseAgreement{leg, whole_agreement()},
      media::SetFlow{leg, call::Flow::preview},
      media::RequestKeyFrame{leg},
      media::SendKey{leg, dtmf::key_zero},
      media::CloseLeg{leg},
      media::OpenViewer{.viewer = viewer,
                        .offer = "v=0\r\n",
                        .video = {sdp::VideoCodec::vp8},
                        .servers = {{"turns:relay.example", "door", "a/secret:1"}},
                        .authorities = "-----BEGIN CERTIFICATE-----\n",
                        .relay_only = true,
                        .addresses = {base::loopback_ipv4, base::loopback_ipv6}},
      media::OpenViewer{.viewer = viewer},
      media::TakeAnswer{viewer, "v=0\r\n"},
      media::AddCandidate{viewer, 1, "candidate:1 1 udp 1 192.0.2.7 9 typ host"},
      media::SetViewerFlow{viewer, call::Flow::both},
      media::SendText{viewer, "T\u00fcr \"auf\"\n"},
      media::CloseViewer{viewer},
      media::TakeSnapshot{media::SnapshotId{1}},
      media::PlayTone{5000},
      media::StopTone{},
      media::AskStatistics{},
      media::PlayCue{},
      media::PlayCue{media::Cue::granted},
  };
  for (const Command& command : commands) {
    const auto read = media_command(to_json(command));
    ASSERT_TRUE(read) << to_json(command) << ": " << read.error();
    EXPECT_EQ(*read, command) << to_json(command);
  }
}

TEST(MediaJsonTest, EventsComeBackAsTheyWere) {
  const sdp::LocalMedia local{
      .address = "192.0.2.1",
      .audio = {5004, 5005, {{1, sdp::SrtpSuite::aes_cm_128_hmac_sha1_80, {0, 255}}}, {}},
      .fingerprint = sdp::Fingerprint{"sha-256", "AA"}};
  const Event events[] = {
      media::LegReady{leg, local},
      media::LegFailed{leg, "no port"},
      media::LegHeard{leg},
      media::KeyHeard{leg, {dtmf::key_zero, 0xFFFFFFFF, 3, 160}},
      media::ToneHeard{leg, {*dtmf::Key::from_character('#'), true}},
      media::LegUnreadable{leg, "wrong key"},
      media::IndexReached{leg, {0xFFFFFFFF, (1ULL << 48U) - 1}},
      media::KeysAgreed{leg,
                        media::Medium::picture,
                        {sdp::DtlsRole::client, {{"sha-256", "11"}}, {"sha-256", "22"}},
                        {sdp::SrtpSuite::aes_cm_128_hmac_sha1_32, {0, 255}, {1}}},
      media::ViewerDescribed{viewer, "v=0\r\n"},
      media::ViewerCandidate{viewer, 0, "candidate:1 1 udp 1 192.0.2.7 9 typ host"},
      media::ViewerGathered{viewer},
      media::ViewerConnected{viewer},
      media::ViewerChannelOpened{viewer},
      media::ViewerText{viewer, "open"},
      media::TextLost{viewer, "the data channel is not open"},
      media::ViewerSees{viewer, media::Sight::stills},
      media::ViewerGone{viewer, media::ViewerEnd::vanished, "nothing came"},
      media::DeviceFound{media::Device::loudspeaker, "alsa:default"},
      media::DeviceLost{media::Device::microphone, "unplugged"},
      media::MotionSeen{},
      media::SnapshotTaken{media::SnapshotId{2}, {0xFF, 0xD8, 0}},
      media::SnapshotFailed{media::SnapshotId{2}, "no camera"},
      media::Statistics{
          .microphone_dbfs = -20.5,
          .frames_captured = 25,
          .encoders = {{.codec = sdp::VideoCodec::vp8, .name = "vp8enc", .set_kbps = 400}},
          .legs = {{leg, {.packets_sent = 9, .far_loss_share = 0.25}, {}}},
          .viewers = {{.viewer = viewer,
                       .picture = {.packets_sent = 8},
                       .link_kbps = 700,
                       .relayed = true,
                       .local_candidate = "relay udp 192.0.2.1:9"}}},
  };
  for (const Event& event : events) {
    const auto read = media_event(to_json(event));
    ASSERT_TRUE(read) << to_json(event) << ": " << read.error();
    EXPECT_EQ(*read, event) << to_json(event);
  }
}

TEST(MediaJsonTest, ReadsAsADocumentWould) {
  EXPECT_EQ(to_json(Command{media::SetFlow{leg, call::Flow::both}}),
            R"({"set_flow":{"leg":7,"flow":"both"}})");
  EXPECT_EQ(
      to_json(Event{media::KeyHeard{leg, {dtmf::key_zero, 1, 2, 3}}}),
      R"({"key_heard":{"leg":7,"event":{"key":"0","ssrc":1,"rtp_timestamp":2,"duration":3}}})");
}

TEST(MediaJsonTest, SaysWhichFieldIsWrong) {
  const auto problem = [](std::string_view json) { return media_command(json).error(); };
  EXPECT_THAT(problem("{"), HasSubstr("not JSON"));
  EXPECT_THAT(problem("[]"), Eq("message: must be an object with one field"));
  EXPECT_THAT(problem(R"({"fly":{}})"), Eq("fly: must be a name that is known"));
  EXPECT_THAT(problem(R"({"set_flow":{"leg":7}})"), Eq("set_flow.flow: must be there"));
  EXPECT_THAT(problem(R"({"set_flow":{"leg":-1,"flow":"both"}})"),
              Eq("set_flow.leg: must be a number in its range"));
  EXPECT_THAT(problem(R"({"set_flow":{"leg":1,"flow":"all"}})"),
              Eq("set_flow.flow: must be one of its names"));
  EXPECT_THAT(problem(R"({"close_leg":{"leg":1,"now":true}})"),
              Eq("close_leg: must be without fields that are unknown"));
  EXPECT_THAT(
      problem(R"({"open_leg":{"leg":1,"own":"here","dtls":false,"again":null,"reached":null}})"),
      Eq("open_leg.own: must be an IP address"));
}

}  // namespace
}  // namespace portero::ipc
