#include "io/media/webrtc/sender.hpp"

#include <regex>

#include <gmock/gmock.h>

#include "io/media/webrtc/viewer_test.hpp"

// What of sound and picture goes past webrtcbin.
namespace portero::webrtc {
namespace {

TEST(Sender, SendsNothingWithoutAKey) {
  Sender sender{[](std::size_t) { return true; }};
  EXPECT_FALSE(sender.open(Object{}, {.picture = rtp::StreamFormat{.ssrc = 1}}));
  sender.take_key(std::vector<std::uint8_t>(29, 1));
  EXPECT_FALSE(sender.open(Object{}, {.picture = rtp::StreamFormat{.ssrc = 1}}));
  sender.send_sound(std::make_shared<const rtp::Bytes>(10), 0);
  sender.receive({.missing = {{.ssrc = 1, .sequence_numbers = {1}}}});
  EXPECT_EQ(sender.counts().picture.packets, 0U);
  EXPECT_TRUE(sender.take_sent().empty());
}

// P16: a key says nothing of whose it is.
TEST(Sender, SendsNothingBeforeItIsOpen) {
  prepare();
  Sender sender{[](std::size_t) { return true; }};
  sender.take_key(std::vector<std::uint8_t>(Protection::key_bytes, 1));
  const gst::OwnedMini<GstBuffer> unit{gst_buffer_new_allocate(nullptr, 100, nullptr)};
  const gst::OwnedMini<GstCaps> caps{gst_caps_new_empty_simple("video/x-h264")};
  EXPECT_TRUE(sender.take(*unit, *caps));
  sender.send_sound(std::make_shared<const rtp::Bytes>(10), 0);
  sender.report(rtp::ReceptionReport{});
  EXPECT_EQ(sender.counts().picture.packets + sender.counts().sound.packets, 0U);
}

// What a browser says of sources that are not ours was taken for our round trip.
TEST(Sender, BelievesOfTheRoundTripWhatIsSaidOfItsOwnSources) {
  prepare();
  Sender sender{[](std::size_t) { return true; }};
  sender.take_key(std::vector<std::uint8_t>(Protection::key_bytes, 1));
  Object unused{G_OBJECT(g_object_new(G_TYPE_OBJECT, nullptr))};
  ASSERT_TRUE(sender.open(std::move(unused), {.sound = rtp::StreamFormat{.ssrc = 1}}));
  const auto is_told = [&](std::uint32_t ssrc, base::Duration ago) {
    const std::uint32_t sent = rtp::compact_ntp(gst::running_now() - ago);
    sender.receive({.reports = {{.ssrc = ssrc, .last_report = sent}}});
  };
  is_told(2, 40ms);
  EXPECT_EQ(sender.counts().round_trip, std::nullopt);
  is_told(1, 40ms);
  EXPECT_THAT(sender.counts().round_trip, testing::Optional(testing::Ge(39ms)));
  is_told(1, 1h);
  EXPECT_THAT(sender.counts().round_trip, testing::Optional(testing::Lt(1min)));
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
  ASSERT_TRUE(comes_true([&] {
    const Statistics now = viewer_->statistics();
    return now.sent.round_trip.has_value() && now.sound_received.packets >= 10;
  }));
  EXPECT_LT(*viewer_->statistics().sent.round_trip, 1s);
}

TEST_F(ViewerTest, TellsNothingOnceItIsDestroyed) {
  operator_offers();
  show_picture();
  ASSERT_TRUE(comes_true([&] { return operator_->pictures() >= 5 && loud_frames_ >= 5; }));
  const std::shared_ptr<Sender> sender = viewer_->sound();
  viewer_ = std::unexpected{"over"};
  const int heard = loud_frames_;
  const Sender::Counts sent = sender->counts();
  const std::uint64_t pictures = camera_->statistics().streams.front().units;
  sender->send_sound(std::make_shared<const rtp::Bytes>(10), 0);
  ASSERT_TRUE(
      comes_true([&] { return camera_->statistics().streams.front().units > pictures + 3; }));
  EXPECT_EQ(sender->counts().sound.packets, sent.sound.packets);
  EXPECT_EQ(sender->counts().picture.packets, sent.picture.packets);
  EXPECT_EQ(loud_frames_, heard);
}

// A camera that is exchanged in a call goes on in the same stream: a browser knows one.
TEST_F(ViewerTest, GoesOnWithAnotherCamera) {
  operator_offers();
  show_picture();
  ASSERT_TRUE(comes_true([&] { return operator_->pictures() >= 10; }));
  feed_.pause();
  auto another = picture::Camera::open(
      loop_, {.source = picture::TestPattern{}, .width = 160, .height = 120}, [](const auto&) {});
  ASSERT_TRUE(another);
  feed_ = (*another)->feed(*viewer_->codec(), viewer_->picture());
  feed_.start();
  const int before = operator_->pictures();
  const int key_frames = operator_->key_frames();
  EXPECT_TRUE(comes_true([&] {
    return operator_->pictures() >= before + 10 && operator_->key_frames() > key_frames;
  }));
  feed_ = {};
}

TEST_F(ViewerTest, SendsNoSoundToWhoOnlySpeaks) {
  change_offer_ = [](const std::string& sdp) {
    return std::regex_replace(sdp, std::regex{"(m=audio[^]*?)a=sendrecv"}, "$1a=sendonly");
  };
  operator_offers();
  EXPECT_EQ(viewer_->sound(), nullptr);
  EXPECT_TRUE(comes_true([&] { return loud_frames_ >= 5; }));
}

TEST_F(ViewerTest, NamesItsSourcesAsItsReportsDo) {
  operator_offers();
  EXPECT_THAT(ours_, testing::HasSubstr(std::string{"cname:"} + canonical_name + "\r\n"));
}

}  // namespace
}  // namespace portero::webrtc
