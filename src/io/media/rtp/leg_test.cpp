// A SIP call of the door by DTLS, with a phone on the loopback that negotiates again and keeps its
// certificate: it shakes hands once, and never again.
#include "io/media/rtp/leg.hpp"

#include <atomic>

#include <gmock/gmock.h>

#include "io/media/rtp/certificate.hpp"

namespace portero::rtp {
namespace {

using namespace std::chrono_literals;

constexpr base::Duration patience = 20s;
constexpr char pcmu_tone[] =
    "audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! mulawenc ! "
    "rtppcmupay name=send pt=0";
constexpr char no_picture[] =
    "appsrc name=send is-live=true caps=application/x-rtp,clock-rate=90000";

std::unique_ptr<picture::Camera> test_camera(loop::EventLoop& loop) {
  return picture::Camera::open(loop, {.source = picture::TestPattern{}}, [](const auto&) {})
      .value();
}

// One stream of the phone, and what it last got.
struct PhoneStream {
  void start(loop::EventLoop& loop, std::uint16_t to, const char* sender,
             std::vector<Incoming> plays) {
    auto started = Session::start(
        loop, ports,
        {.transport = {.rtcp_mux = true,
                       .remote_address = "127.0.0.1",
                       .remote_port = to,
                       .protection =
                           sdp::DtlsSrtp{sdp::DtlsRole::server, {own_certificate().fingerprint}}},
         .sender = sender,
         .sound = std::move(plays)},
        {.play = [this](std::uint8_t type, std::optional<base::ByteView>) { got = type; }});
    ASSERT_TRUE(started) << started.error();
    session = *std::move(started);
    session->play(true);
  }
  [[nodiscard]] sdp::Transport described() const {
    return {
        .rtcp_mux = true,
        .remote_address = "127.0.0.1",
        .remote_port = ports.rtp_port(),
        .protection = sdp::DtlsSrtp{
            sdp::DtlsRole::client, {own_certificate().fingerprint}, own_certificate().fingerprint}};
  }

  Ports ports = Ports::bind(base::loopback_ipv4).value();
  std::atomic<int> got = -1;  // the payload type
  std::unique_ptr<Session> session{};
};

struct LegTest : testing::Test {
  LegTest() {
    gst::start();
    gst::load_plugin("audiotestsrc");
    gst::load_plugin("mulaw");
    camera = test_camera(loop);
    leg = Leg::open(loop, {.leg = media::LegId{1}, .own = base::loopback_ipv4, .dtls = true},
                    duplex, *camera,
                    {.event =
                         [this](const media::Event& event) {
                           if (const auto* failed = std::get_if<media::LegFailed>(&event))
                             trouble = failed->why;
                         },
                     .key_frame_wanted = [] {}})
              .value();
    const sdp::LocalMedia& local = leg->local();
    phone_sound.start(loop, local.audio.port, pcmu_tone, {{8, 8000}, {0, 8000}});
    phone_picture.start(loop, local.video.port, no_picture, {{99, 90'000}, {100, 90'000}});
    agreement.audio.emplace().transport = phone_sound.described();
    agreement.audio->formats = {{sdp::AudioCodec::pcma, 8, 8, ""},
                                {sdp::AudioCodec::pcmu, 0, 0, ""}};
    agreement.video.emplace().transport = phone_picture.described();
    agreement.video->payload_type = 99;
  }
  void uses() {
    const auto used = leg->use(agreement);
    ASSERT_TRUE(used) << used.error();
  }
  void phone_gets(int sound_type, int picture_type) {
    phone_sound.got = phone_picture.got = -1;
    const auto came = [&] {
      return phone_sound.got == sound_type && phone_picture.got == picture_type;
    };
    EXPECT_TRUE(loop.run_until(came, patience)) << phone_sound.got << " " << phone_picture.got;
  }
  void door_hears_the_phone() {
    EXPECT_TRUE(loop.run_until([&] { return duplex.levels().loudspeaker_dbfs > -60; }, patience));
  }

  loop::EventLoop loop;
  sound::Duplex duplex{loop, {.capture_device = "none", .playback_device = "none"}, [](auto&) {}};
  std::unique_ptr<picture::Camera> camera;
  std::unique_ptr<Leg> leg;
  PhoneStream phone_sound;
  PhoneStream phone_picture;
  sdp::Agreement agreement;
  std::string trouble;
};

// Each re-INVITE that changed more than the direction began both streams anew, with a handshake
// that the phone had no reason for: the call was silent and dark from then on.
TEST_F(LegTest, NegotiatesAgainWithoutAnotherHandshake) {
  uses();
  leg->flow(call::Flow::both);
  phone_gets(8, 99);
  door_hears_the_phone();

  agreement.audio->formats.erase(agreement.audio->formats.begin());
  agreement.audio->packet_time_ms = 30;
  agreement.video->format.codec = sdp::VideoCodec::vp8;
  agreement.video->payload_type = 100;
  agreement.video->max_kbps = 300;
  uses();
  phone_gets(0, 100);
  door_hears_the_phone();
  EXPECT_EQ(trouble, "");
}

// Settings with another camera darkened the call for the same reason.
TEST_F(LegTest, ShowsAnotherCameraWithoutAnotherHandshake) {
  uses();
  leg->flow(call::Flow::both);
  phone_gets(8, 99);
  auto another = test_camera(loop);
  leg->change_camera(*another);
  camera.reset();
  phone_gets(8, 99);
  EXPECT_EQ(trouble, "");
}

TEST_F(LegTest, AStreamThatIsAgreedNoMoreEnds) {
  uses();
  leg->flow(call::Flow::both);
  phone_gets(8, 99);
  agreement.video.reset();
  uses();
  EXPECT_EQ(leg->picture(), std::nullopt);
  EXPECT_EQ(leg->statistics().picture.packets_sent, 0U);
  phone_sound.got = -1;
  EXPECT_TRUE(loop.run_until([&] { return phone_sound.got == 8; }, patience));
}

// What a process that died had agreed is told to the next one. Its handshake would be done under a
// certificate of which the phone knows nothing.
TEST_F(LegTest, BeginsNoHandshakeUnderACertificateThatThePhoneDoesNotKnow) {
  const auto agreed = agreement;
  for (sdp::Transport* transport : {&agreement.audio->transport, &agreement.video->transport})
    std::get<sdp::DtlsSrtp>(transport->protection).own = {"sha-256", "AB:CD"};
  uses();
  leg->flow(call::Flow::both);
  EXPECT_EQ(leg->picture(), std::nullopt);
  EXPECT_FALSE(loop.run_until([&] { return phone_sound.got != -1; }, 300ms));
  agreement = agreed;
  uses();
  phone_gets(8, 99);
}

}  // namespace
}  // namespace portero::rtp
