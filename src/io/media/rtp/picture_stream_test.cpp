// The picture of a call on the loopback, as a phone gets it packet by packet.
#include "io/media/rtp/picture_stream.hpp"

#include <gmock/gmock.h>

#include "io/media/rtp/picture_packets_for_tests.hpp"
#include "io/net/udp.hpp"

namespace portero::rtp {
namespace {

using namespace std::chrono_literals;
using sdp::VideoCodec;

constexpr base::Duration patience = 20s;

struct PictureStreamTest : testing::TestWithParam<VideoCodec> {
  PictureStreamTest() {
    gst::start();
    auto opened =
        picture::Camera::open(loop, {.source = picture::TestPattern{}}, [](const auto&) {});
    EXPECT_TRUE(opened) << opened.error();
    camera = *std::move(opened);
  }

  void start() {
    sdp::VideoAgreement agreement;
    agreement.transport = {.feedback = true,
                           .remote_address = "127.0.0.1",
                           .remote_port = phone.local().port,
                           .remote_rtcp_address = "127.0.0.1",
                           .remote_rtcp_port = phone.local().port};
    agreement.format.codec = GetParam();
    agreement.payload_type = 99;
    auto started = PictureStream::start(
        loop, ports, std::nullopt, agreement, *camera,
        {.heard = [] {},
         .failed = [this](const std::string& why) { trouble = why; },
         .key_frame_wanted = [this] { camera->request_key_frame(GetParam()); }});
    ASSERT_TRUE(started) << started.error();
    stream = *std::move(started);
    stream->flow(true);
  }
  void came(const net::UdpEvent& event) {
    const auto* const received = std::get_if<net::UdpReceived>(&event);
    if (received == nullptr || received->source.port != ports.rtp_port()) return;
    ++packets;
    const base::ByteView packet = received->bytes;
    if (packet.size() > rtp_header) ssrc = ssrc_of(packet);
    key_frames += begins_key_frame(GetParam(), packet);
  }
  void asks(const std::vector<std::uint8_t>& request) {
    ASSERT_TRUE(phone.send(request, {base::loopback_ipv4, ports.rtcp_port()}));
  }
  // Again and again, because requests come through one at a time; no longer than the encoder would
  // take to make one by itself.
  bool gets_a_key_frame(const std::function<void()>& ask) {
    const int before = key_frames;
    for (int attempt = 0; attempt < 5; ++attempt) {
      ask();
      if (loop.run_until([&] { return key_frames > before; }, 1s)) return true;
    }
    return false;
  }
  bool falls_silent() {
    for (int attempt = 0; attempt < 20; ++attempt) {
      const int before = packets;
      loop.run_for(500ms);
      if (packets == before) return true;
    }
    return false;
  }
  bool settles() {
    return loop.run_until([&] { return key_frames > 0 && packets > 30; }, patience);
  }

  loop::EventLoop loop;
  std::unique_ptr<picture::Camera> camera;
  Ports ports = Ports::bind(base::loopback_ipv4).value();
  int packets = 0;
  int key_frames = 0;
  std::uint8_t sequence = 0;
  Ssrc ssrc{};
  std::string trouble;
  net::UdpSocket phone = *net::UdpSocket::bind(loop, {base::loopback_ipv4, 0},
                                               [this](const auto& event) { came(event); });
  std::unique_ptr<PictureStream> stream;
};

INSTANTIATE_TEST_SUITE_P(Each, PictureStreamTest, testing::ValuesIn(sdp::video_codecs),
                         [](const auto& codec) {
                           return codec.param == VideoCodec::h264 ? "h264" : "vp8";
                         });

TEST_P(PictureStreamTest, BeginsWithAKeyFrame) {
  start();
  ASSERT_TRUE(loop.run_until([&] { return packets > 0 && key_frames > 0; }, patience));
  EXPECT_EQ(trouble, "");
}

TEST_P(PictureStreamTest, GivesAKeyFrameToWhoLostThePicture) {
  start();
  ASSERT_TRUE(settles());
  EXPECT_TRUE(gets_a_key_frame([this] { asks(picture_loss(ssrc)); }));
}

TEST_P(PictureStreamTest, GivesAKeyFrameToWhoWantsAFullPicture) {
  start();
  ASSERT_TRUE(settles());
  EXPECT_TRUE(gets_a_key_frame([this] { asks(full_intra(ssrc, ++sequence)); }));
}

// CALL-7: the far side's picture stands still, and begins anew with a key frame.
TEST_P(PictureStreamTest, SendsNothingWhilePausedAndResumesWithAKeyFrame) {
  start();
  ASSERT_TRUE(settles());
  stream->flow(false);
  ASSERT_TRUE(falls_silent());
  EXPECT_TRUE(gets_a_key_frame([this] { stream->flow(true); }));
}

}  // namespace
}  // namespace portero::rtp
