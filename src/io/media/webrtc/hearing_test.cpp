#include "io/media/webrtc/hearing.hpp"

#include <gtest/gtest.h>

#include "io/media/codec/audio_encoder.hpp"
#include "io/media/codec/opus.hpp"

namespace portero::webrtc {
namespace {

using namespace std::chrono_literals;

class HearingTest : public testing::Test {
 protected:
  HearingTest() {
    std::vector<std::int16_t> square(960);
    for (std::size_t i = 0; i < square.size(); ++i) square[i] = i % 96 < 48 ? 8000 : -8000;
    payload_ = encoder_->encode(square);
  }

  void come(std::uint16_t number, std::uint8_t payload_type = 111) {
    now_ += 20ms;
    hearing_.take({.payload_type = payload_type,
                   .sequence_number = number,
                   .timestamp = number * 960U,
                   .ssrc = 1,
                   .payload = payload_},
                  now_);
  }

  std::unique_ptr<codec::AudioEncoder> encoder_ = codec::opus_encoder({.inband_fec = true});
  codec::Payload payload_;
  base::TimePoint now_{1h};
  std::size_t samples_ = 0;
  Hearing hearing_{111, [this](std::span<const std::int16_t> heard) { samples_ += heard.size(); }};
};

TEST_F(HearingTest, MakesSoundOfPackets) {
  for (std::uint16_t number = 0; number < 10; ++number) come(number);
  EXPECT_EQ(samples_, 9600U);
  EXPECT_EQ(hearing_.reception().counts().packets, 10U);
}

TEST_F(HearingTest, FillsWhatIsLost) {
  come(0);
  come(2);
  EXPECT_EQ(samples_, 3U * 960);
  come(6);
  EXPECT_EQ(samples_, 7U * 960);
  EXPECT_EQ(hearing_.reception().counts().lost, 4U);
}

TEST_F(HearingTest, IsSilentInALongGap) {
  come(0);
  come(30);
  EXPECT_LE(samples_, 7U * 960);
}

TEST_F(HearingTest, PassesOverWhatIsLateAndWhatIsNoOpus) {
  come(5);
  come(4);
  come(5);
  come(6, 13);
  EXPECT_EQ(samples_, 960U);
}

// Two minutes of sound in two seconds.
TEST_F(HearingTest, DecodesNoMoreThanThereIsTime) {
  for (std::uint16_t number = 0; number < 6000; ++number) {
    now_ -= 20ms;
    now_ += 333us;
    come(number);
  }
  EXPECT_GE(samples_, 48'000U * 2);
  EXPECT_LE(samples_, 48'000U * 46 + 960U);
}

TEST_F(HearingTest, SurvivesPayloadsThatAreNone) {
  payload_.clear();
  come(0);
  payload_.assign(1200, 0xFF);
  come(1);
  payload_.assign(1, 0x00);
  come(4);
  EXPECT_LE(samples_, 48U * codec::max_packet_ms * 5);
}

}  // namespace
}  // namespace portero::webrtc
