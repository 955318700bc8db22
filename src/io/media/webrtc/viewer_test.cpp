#include "io/media/webrtc/viewer.hpp"

#include <gmock/gmock.h>

#include "core/media/congestion/transport_feedback.hpp"
#include "io/media/webrtc/viewer_test.hpp"

namespace portero::webrtc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST_F(ViewerTest, SendsItsPictureToWhoeverOffers) {
  operator_offers();
  EXPECT_EQ(viewer_->codec(), sdp::VideoCodec::h264);
  show_picture();
  EXPECT_TRUE(comes_true([&] { return operator_->pictures() >= 10; }));
  EXPECT_TRUE(operator_->began_with_key_frame());
}

// Who cannot be told candidates one by one is told all of them at once.
TEST_F(ViewerTest, TellsWhenItsLastCandidateIsTold) {
  operator_offers();
  ASSERT_TRUE(comes_true([&] { return gathered_.has_value(); }));
  EXPECT_GT(*gathered_, 0U);
  EXPECT_EQ(*gathered_, candidates_.size());
}

TEST_F(ViewerTest, OffersItsPicture) {
  for (const sdp::VideoCodec codec : sdp::video_codecs) {
    SCOPED_TRACE(sdp::to_text(codec));
    settings_.video = {codec};
    viewer_offers();
    show_picture();
    EXPECT_TRUE(comes_true([&] { return operator_->pictures() >= 10; }));
    EXPECT_TRUE(operator_->began_with_key_frame());
    part();
  }
}

TEST_F(ViewerTest, CarriesSoundBothWays) {
  operator_offers();
  Microphone microphone;
  const MicrophoneFeed feed = microphone.feed(viewer_->sound());
  loop::Timer timer{loop_};
  speak(microphone, timer);
  EXPECT_TRUE(comes_true([&] { return loud_frames_ >= 25 && operator_->loud_frames() >= 25; }));
}

TEST_F(ViewerTest, NeedsNeitherPictureNorSound) {
  settings_.video = {};
  viewer_offers();
  EXPECT_EQ(viewer_->picture(), nullptr);
  EXPECT_THAT(ours_, Not(HasSubstr("m=video")));
  EXPECT_TRUE(comes_true([&] { return loud_frames_ >= 5; }));
  part();
  settings_ = {.sound = false};
  viewer_offers();
  EXPECT_EQ(viewer_->sound(), nullptr);
  EXPECT_THAT(ours_, Not(HasSubstr("m=audio")));
}

TEST_F(ViewerTest, LeavesSilentWhatOfAnOfferItDoesNotTake) {
  settings_.video = {};
  operator_offers();
  EXPECT_EQ(viewer_->picture(), nullptr);
  EXPECT_TRUE(comes_true([&] { return loud_frames_ >= 5; }));
  part();
  settings_ = {.sound = false};
  operator_offers();
  EXPECT_EQ(viewer_->sound(), nullptr);
  show_picture();
  EXPECT_TRUE(comes_true([&] { return operator_->pictures() >= 5; }));
}

TEST_F(ViewerTest, CarriesTextsBothWays) {
  operator_offers();
  ASSERT_TRUE(comes_true([&] { return channel_open_ && operator_->channel_open(); }));
  operator_->say("how are you?");
  EXPECT_TRUE(viewer_->send("fine: \u00e4"));
  EXPECT_TRUE(comes_true([&] { return !texts_.empty() && !operator_->texts().empty(); }));
  EXPECT_THAT(texts_, ElementsAre("how are you?"));
  EXPECT_THAT(operator_->texts(), ElementsAre("fine: \u00e4"));
}

TEST_F(ViewerTest, AsksForAKeyFrameWhenTheBrowserDoes) {
  operator_offers();
  show_picture();
  ASSERT_TRUE(comes_true([&] { return operator_->pictures() >= 5; }));
  const int before = key_frames_wanted_;
  operator_->ask_for_key_frame();
  ASSERT_TRUE(comes_true([&] { return key_frames_wanted_ > before; }));
  const int frames = operator_->key_frames();
  camera_->request_key_frame(sdp::VideoCodec::h264);
  EXPECT_TRUE(comes_true([&] { return operator_->key_frames() > frames; }));
}

TEST_F(ViewerTest, TellsHowTheTwoReachEachOther) {
  operator_offers();
  show_picture();
  ASSERT_TRUE(comes_true([&] { return operator_->pictures() >= 5 && loud_frames_ >= 5; }));
  const Statistics statistics = viewer_->statistics();
  EXPECT_EQ(statistics.pair.kind, PairKind::direct);
  EXPECT_THAT(statistics.pair.local, HasSubstr("udp"));
  EXPECT_THAT(statistics.pair.remote, HasSubstr("udp"));
  EXPECT_GE(statistics.sent.picture.packets, 5U);
  EXPECT_GE(statistics.sound_received.packets, 5U);
}

TEST_F(ViewerTest, TellsWhatTheBrowserReportsOfPackets) {
  operator_offers();
  show_picture();
  ASSERT_TRUE(comes_true([&] { return !feedback_.empty() && !feedback_.back().sent.empty(); }));
  const TransportFeedback& told = feedback_.back();
  EXPECT_GT(told.sent.front().bytes, 12U);
  EXPECT_LE(told.sent.back().at, told.at);
  const auto read = congestion::parse_transport_feedback(told.rtcp);
  ASSERT_TRUE(read);
  ASSERT_FALSE(read->empty());
}

TEST_F(ViewerTest, SendsLostPacketsAgain) {
  operator_offers();
  show_picture();
  operator_->lose_packets();
  EXPECT_TRUE(comes_true([&] { return operator_->repaired() >= 3; }));
  EXPECT_GE(viewer_->statistics().sent.picture.repeated, 3U);
}

}  // namespace
}  // namespace portero::webrtc
