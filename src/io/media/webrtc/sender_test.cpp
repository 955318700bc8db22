#include "io/media/webrtc/sender.hpp"

#include <gmock/gmock.h>

#include "io/media/webrtc/elements.hpp"
#include "io/media/webrtc/viewer_test.hpp"

// What of sound and picture goes past webrtcbin.
namespace portero::webrtc {
namespace {

TEST(Sender, SendsNothingWithoutAKey) {
  Sender sender{[](std::size_t) { return true; }};
  EXPECT_FALSE(sender.open(Object{}, {.picture = rtp::StreamFormat{.ssrc = 1}}));
  sender.take_key(std::vector<std::uint8_t>(29, 1));
  EXPECT_FALSE(sender.open(Object{}, {.picture = rtp::StreamFormat{.ssrc = 1}}));
  sender.send_sound(std::vector<std::uint8_t>(10), 0);
  sender.receive({.missing = {{.ssrc = 1, .sequence_numbers = {1}}}});
  EXPECT_EQ(sender.counts().picture.packets, 0U);
  EXPECT_TRUE(sender.take_sent().empty());
}

// The estimate of a link takes a number that is not there for a packet that is lost.
TEST_F(ViewerTest, GivesEachPacketANumberOfItsOwn) {
  operator_offers();
  show_picture();
  std::vector<std::uint16_t> numbers;
  ASSERT_TRUE(comes_true([&] {
    numbers.clear();
    for (const TransportFeedback& told : feedback_)
      for (const PacketSent& packet : told.sent) numbers.push_back(packet.number);
    return numbers.size() >= 20;
  }));
  for (std::size_t i = 1; i < numbers.size(); ++i)
    EXPECT_EQ(numbers[i], static_cast<std::uint16_t>(numbers[i - 1] + 1));
}

TEST_F(ViewerTest, MeasuresTheRoundTripAndTheSound) {
  operator_offers();
  show_picture();
  EXPECT_TRUE(comes_true([&] {
    const Statistics now = viewer_->statistics();
    return now.round_trip.has_value() && now.sound_received.packets >= 10;
  }));
  EXPECT_LT(*viewer_->statistics().round_trip, 1s);
}

TEST_F(ViewerTest, TellsNothingOnceItIsDestroyed) {
  operator_offers();
  show_picture();
  ASSERT_TRUE(comes_true([&] { return operator_->pictures() >= 5 && loud_frames_ >= 5; }));
  const std::shared_ptr<picture::Outlet> picture = viewer_->picture();
  const std::shared_ptr<Sender> sound = viewer_->sound();
  viewer_ = std::unexpected{"over"};
  const int heard = loud_frames_;
  const std::uint64_t sent = sound->counts().sound.packets;
  sound->send_sound(std::vector<std::uint8_t>(10), 0);
  teardown_.wait_until_done();
  EXPECT_EQ(sound->counts().sound.packets, sent);
  EXPECT_EQ(loud_frames_, heard);
}

}  // namespace
}  // namespace portero::webrtc
