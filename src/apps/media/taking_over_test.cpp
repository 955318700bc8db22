// A SIP phone whose media process dies, from the engine as portero-media has it: another one is
// told what the station remembers.
#include <gmock/gmock.h>

#include "apps/media/engine.hpp"
#include "core/media/memory.hpp"
#include "io/media/gst/plugins.hpp"
#include "io/media/rtp/session.hpp"

namespace portero::engine {
namespace {

using namespace std::chrono_literals;

// Generous, because a loaded machine is slow and not wrong.
constexpr base::Duration patience = 20s;
constexpr media::LegId call{1};
constexpr auto suite = sdp::SrtpSuite::aes_cm_128_hmac_sha1_80;

class TakingOverTest : public testing::Test {
 protected:
  TakingOverTest() {
    gst::start();
    gst::load_plugin("audiotestsrc");
    gst::load_plugin("mulaw");
  }
  static sdp::Transport to(std::uint16_t port, std::uint8_t sends, std::uint8_t receives) {
    const std::size_t size = sdp::key_and_salt_bytes(suite);
    return {.rtcp_mux = true,
            .remote_address = "127.0.0.1",
            .remote_port = port,
            .protection = sdp::SdesSrtp{suite, std::vector<std::uint8_t>(size, sends),
                                        std::vector<std::uint8_t>(size, receives)}};
  }
  void asks(const media::Command& command) {
    memory_.told(command);
    engine_->obey(command);
  }
  void told(const media::Event& event) {
    if (const auto* reached = std::get_if<media::IndexReached>(&event))
      turns_ = reached->reached.turns();
    if (!memory_.is_news(event)) return;
    if (const auto* ready = std::get_if<media::LegReady>(&event)) port_ = ready->local.audio.port;
    heard_ = heard_ || std::holds_alternative<media::LegHeard>(event);
  }
  void agrees(std::uint8_t its_key) {
    sdp::AudioAgreement sound;
    sound.transport = to(phone_ports_.rtp_port(), 1, its_key);
    sound.formats = {{sdp::AudioCodec::pcmu, 0, 0, ""}};
    asks(media::UseAgreement{call, {.audio = sound}});
  }
  void turns_over() {
    begins();
    asks(media::Configure{{.picture = {.source = "test", .width = 320, .height = 240},
                           .sound = {.microphone = "none", .loudspeaker = "none"}}});
    asks(media::OpenLeg{.leg = call, .own = base::loopback_ipv4});
    ASSERT_NE(port_, 0);
    agrees(2);
    asks(media::SetFlow{call, call::Flow::both});
    phone_speaks(2, "65520");
    ASSERT_TRUE(until([&] { return turns_ == 1; }));
    ASSERT_TRUE(heard_);
  }
  void begins() {
    engine_.reset();
    engine_.emplace(loop_, [this](const media::Event& event) { told(event); });
    for (const media::Command& command : memory_.retell()) engine_->obey(command);
    heard_ = false;
  }
  void phone_speaks(std::uint8_t its_key, const std::string& from) {
    phone_.reset();
    phone_ =
        rtp::Session::start(
            loop_, phone_ports_,
            {.transport = to(port_, its_key, 1),
             .sender =
                 "audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! "
                 "mulawenc ! rtppcmupay name=send pt=0 ssrc=7 max-ptime=20000000 seqnum-offset=" +
                 from},
            {})
            .value();
  }
  bool until(const std::function<bool()>& condition) {
    return loop_.run_until(condition, patience);
  }

  loop::EventLoop loop_;
  media::Memory memory_;
  std::optional<Engine> engine_;
  std::uint16_t port_ = 0;
  std::uint32_t turns_ = 0;
  bool heard_ = false;
  rtp::Ports phone_ports_ = rtp::Ports::bind(base::loopback_ipv4).value();
  std::unique_ptr<rtp::Session> phone_;
};

// Whoever had spoken for longer than a turn of the sequence numbers, 22 minutes at most, could not
// be read any more after the death of the media process: silence, and no key opened. Asserted: he
// is heard by another one.
TEST_F(TakingOverTest, WhoseSequenceNumbersHaveTurnedIsHeardOn) {
  turns_over();
  begins();
  EXPECT_TRUE(until([&] { return heard_; }));
}

// Phones begin at no turn with other keys, though RFC 3711 would have them go on.
TEST_F(TakingOverTest, WhoChangesHisKeysCountsAnew) {
  turns_over();
  phone_.reset();
  agrees(3);
  phone_speaks(3, "100");
  EXPECT_TRUE(until([&] { return turns_ == 0; }));
}

}  // namespace
}  // namespace portero::engine
