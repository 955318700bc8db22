// What a SIP phone that asks for key frames gets of them, from the engine as portero-media has it.
#include <gmock/gmock.h>

#include "apps/media/engine.hpp"
#include "io/media/rtp/picture_packets_for_tests.hpp"
#include "io/net/udp.hpp"

namespace portero::engine {
namespace {

using namespace std::chrono_literals;

// Generous, because a loaded machine is slow and not wrong.
constexpr base::Duration patience = 20s;
constexpr media::LegId call{1};
// docs/decisions/0017: what each who takes the picture may cost the others.
constexpr base::Duration gate = congestion::SharedEncoder::wish_interval;

enum class Way : std::uint8_t { picture_loss, full_intra, signaling };

class KeyFramesTest : public testing::TestWithParam<Way> {
 protected:
  void is_called() {
    engine_.obey(media::Configure{{.picture = {.source = "test", .width = 320, .height = 240},
                                   .sound = {.microphone = "none", .loudspeaker = "none"}}});
    engine_.obey(media::OpenLeg{.leg = call, .own = base::loopback_ipv4});
    ASSERT_NE(rtcp_port_, 0);
    sdp::VideoAgreement video;
    video.transport = {.feedback = true,
                       .remote_address = "127.0.0.1",
                       .remote_port = phone_.local().port,
                       .remote_rtcp_address = "127.0.0.1",
                       .remote_rtcp_port = phone_.local().port};
    video.payload_type = 99;
    engine_.obey(media::UseAgreement{call, {.video = video}});
    engine_.obey(media::SetFlow{call, call::Flow::both});
  }
  void told(const media::Event& event) {
    const auto* ready = std::get_if<media::LegReady>(&event);
    if (ready == nullptr) return;
    rtp_port_ = ready->local.video.port;
    rtcp_port_ = ready->local.video.rtcp_port;
  }
  void came(const net::UdpEvent& event) {
    const auto* received = std::get_if<net::UdpReceived>(&event);
    if (received == nullptr || received->source.port != rtp_port_) return;
    const base::ByteView packet = received->bytes;
    if (packet.size() <= rtp::rtp_header) return;
    ssrc_ = rtp::ssrc_of(packet);
    if (rtp::begins_key_frame(sdp::VideoCodec::h264, packet)) {
      ++key_frames_;
      frames_since_key_frame_ = 0;
    }
    if (!rtp::ends_frame(packet)) return;
    ++frames_;
    ++frames_since_key_frame_;
    if (begs_) asks();
  }
  void asks() {
    const auto sends = [this](const std::vector<std::uint8_t>& request) {
      EXPECT_TRUE(phone_.send(request, {base::loopback_ipv4, rtcp_port_}));
    };
    switch (GetParam()) {
      case Way::picture_loss: return sends(rtp::picture_loss(ssrc_));
      case Way::full_intra: return sends(rtp::full_intra(ssrc_, ++number_));
      // SIP INFO, which the station passes on.
      case Way::signaling: return engine_.obey(media::RequestKeyFrame{call});
    }
  }
  bool until(const std::function<bool()>& condition) {
    return loop_.run_until(condition, patience);
  }

  loop::EventLoop loop_;
  std::uint16_t rtp_port_ = 0;
  std::uint16_t rtcp_port_ = 0;
  rtp::Ssrc ssrc_{};
  std::uint8_t number_ = 0;
  int frames_ = 0;
  int key_frames_ = 0;
  int frames_since_key_frame_ = 0;
  bool begs_ = false;
  net::UdpSocket phone_ = *net::UdpSocket::bind(loop_, {base::loopback_ipv4, 0},
                                                [this](const auto& event) { came(event); });
  Engine engine_{loop_, [this](const media::Event& event) { told(event); }};
};

INSTANTIATE_TEST_SUITE_P(By, KeyFramesTest,
                         testing::Values(Way::picture_loss, Way::full_intra, Way::signaling),
                         [](const auto& way) {
                           switch (way.param) {
                             case Way::picture_loss: return "PictureLoss";
                             case Way::full_intra: return "FullIntra";
                             case Way::signaling: return "Signaling";
                           }
                           return "";
                         });

// A phone that asked at every frame once got a key frame every 300 ms, out of the one encoding that
// all share: everybody's picture became coarse. Asserted: it gets the first at once, and then one
// in the time in which a browser gets one.
TEST_P(KeyFramesTest, APhoneThatAsksAtEveryFrameGetsOneAtOnceAndThenFew) {
  is_called();
  // Those of the beginning may be two.
  ASSERT_TRUE(until([&] { return key_frames_ > 0 && frames_since_key_frame_ >= 25; }));
  const int frames_before = frames_;
  const int before = key_frames_;
  const base::TimePoint begin = loop_.now();
  begs_ = true;
  ASSERT_TRUE(until([&] { return key_frames_ > before; }));
  EXPECT_LE(frames_ - frames_before, 25) << "a second of frames: half of the gate";
  ASSERT_TRUE(until([&] { return loop_.now() >= begin + 2 * gate && key_frames_ >= before + 2; }));
  const auto gates = (loop_.now() - begin) / gate;
  EXPECT_LE(key_frames_ - before, gates + 1);
  EXPECT_GT(frames_ - frames_before, 20) << "and it has motion meanwhile";
}

}  // namespace
}  // namespace portero::engine
