// The engine as portero-media has it, and browsers that are real sessions of their own in this
// process.
#include "apps/media/engine.hpp"

#include <filesystem>
#include <unistd.h>

#include <gmock/gmock.h>

#include "core/media/limits.hpp"
#include "io/media/gst/pipeline.hpp"
#include "io/media/gst/plugins.hpp"
#include "io/media/sound/frame.hpp"
#include "io/media/sound/wav.hpp"
#include "io/media/webrtc/operator_for_tests.hpp"

namespace portero::engine {
namespace {

using namespace std::chrono_literals;
using media::ViewerId;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// Generous, because a loaded machine is slow and not wrong.
constexpr base::Duration patience = 20s;
constexpr ViewerId anna{1};
constexpr ViewerId ben{2};

// What the visitor says: a second of a tone.
std::string spoken() {
  const std::string path =
      testing::TempDir() + "portero_engine_test_" + std::to_string(::getpid()) + ".wav";
  std::vector<std::int16_t> samples(sound::sample_rate_hz);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = i % 96 < 48 ? 8000 : -8000;
  auto file = sound::WavFile::create(path, sound::sample_rate_hz);
  EXPECT_TRUE(file && file->write(samples)) << path;
  return path;
}

media::Settings made_by_itself() {
  return {.picture = {.source = "test", .width = 320, .height = 240},
          .sound = {.loudspeaker = "none",
                    .echo_cancelling = media::EchoCancelling::off,
                    .noise_suppression = false,
                    .automatic_gain = false,
                    .loudspeaker_percent = 100,
                    .microphone_percent = 100},
          .viewers = true};
}

class EngineTest : public testing::Test {
 protected:
  // What the station knows of a viewer, and the browser at its other end.
  struct Seat {
    std::unique_ptr<webrtc::OperatorForTests> browser{};
    bool offers = false;  // the browser
    bool connected = false;
    bool channel_open = false;
    std::vector<std::string> texts{};
    std::vector<std::string> lost{};
    std::vector<media::Sight> sights{};
    bool gone = false;
    media::ViewerEnd end{};
    std::string why{};
  };

  ~EngineTest() override { std::filesystem::remove(spoken_); }

  void configure(media::Settings settings = made_by_itself()) {
    settings.sound.microphone = "file:" + spoken_;
    engine_.obey(media::Configure{settings});
  }

  // With the key made, what is wrong with a viewer is told at once.
  void configure_and_prepare() {
    constexpr ViewerId probe{1000};
    configure();
    engine_.obey(media::OpenViewer{.viewer = probe, .offer = "hello"});
    ASSERT_TRUE(comes_true([&] { return seats_[probe].gone; }));
  }

  // Its description comes by and by.
  void browser_offers(ViewerId viewer) {
    seat(viewer).offers = true;
    seat(viewer).browser->offer();
  }
  void station_offers(ViewerId viewer) {
    seat(viewer);
    engine_.obey(media::OpenViewer{.viewer = viewer, .video = {sdp::VideoCodec::h264}});
  }
  void sees_and_hears(ViewerId viewer) {
    ASSERT_TRUE(comes_true([&] { return browser(viewer).pictures() >= 10; }));
    EXPECT_TRUE(browser(viewer).began_with_key_frame());
    ASSERT_TRUE(comes_true([&] { return browser(viewer).loud_frames() >= 5; }))
        << "the microphone hears " << statistics().microphone_dbfs << " dBFS";
  }
  void flow(ViewerId viewer, call::Flow flow) { engine_.obey(media::SetViewerFlow{viewer, flow}); }

  Seat& seat(ViewerId viewer) {
    auto& seat = seats_[viewer];
    if (seat.browser) return seat;
    seat.browser = std::make_unique<webrtc::OperatorForTests>(
        loop_, webrtc::OperatorForTests::Handler{
                   .described = [this, viewer](const std::string& sdp) { described(viewer, sdp); },
                   .candidate =
                       [this, viewer](unsigned line, const std::string& candidate) {
                         engine_.obey(media::AddCandidate{viewer, line, candidate});
                       }});
    return seat;
  }
  webrtc::OperatorForTests& browser(ViewerId viewer) { return *seats_.at(viewer).browser; }

  void described(ViewerId viewer, const std::string& sdp) {
    if (!seats_.at(viewer).offers) return engine_.obey(media::TakeAnswer{viewer, sdp});
    engine_.obey(media::OpenViewer{.viewer = viewer, .offer = sdp});
    for (const call::Flow flow : flows_at_once_) engine_.obey(media::SetViewerFlow{viewer, flow});
  }

  void told(const media::Event& event) {
    if (const auto* ours = std::get_if<media::ViewerDescribed>(&event)) {
      if (seats_.at(ours->viewer).offers)
        browser(ours->viewer).take_answer(ours->sdp);
      else
        browser(ours->viewer).answer(ours->sdp);
    } else if (const auto* candidate = std::get_if<media::ViewerCandidate>(&event)) {
      browser(candidate->viewer).add_candidate(candidate->line, candidate->candidate);
    } else if (const auto* connected = std::get_if<media::ViewerConnected>(&event)) {
      seats_.at(connected->viewer).connected = true;
    } else if (const auto* opened = std::get_if<media::ViewerChannelOpened>(&event)) {
      seats_.at(opened->viewer).channel_open = true;
    } else if (const auto* text = std::get_if<media::ViewerText>(&event)) {
      seats_.at(text->viewer).texts.push_back(text->text);
    } else if (const auto* lost = std::get_if<media::TextLost>(&event)) {
      seats_.at(lost->viewer).lost.push_back(lost->why);
    } else if (const auto* sees = std::get_if<media::ViewerSees>(&event)) {
      seats_.at(sees->viewer).sights.push_back(sees->sight);
    } else if (const auto* gone = std::get_if<media::ViewerGone>(&event)) {
      Seat& seat = seats_[gone->viewer];
      seat.gone = true;
      seat.end = gone->why;
      seat.why = gone->sentence;
    } else if (const auto* found = std::get_if<media::DeviceFound>(&event)) {
      cameras_found_ += found->device == media::Device::camera;
    } else if (std::holds_alternative<media::MotionSeen>(event)) {
      ++motions_;
    } else if (const auto* statistics = std::get_if<media::Statistics>(&event)) {
      statistics_ = *statistics;
    }
  }

  const media::Statistics& statistics() {
    engine_.obey(media::AskStatistics{});
    return statistics_;
  }
  double loudness(ViewerId viewer) {
    for (const media::ViewerStatistics& one : statistics().viewers)
      if (one.viewer == viewer) return one.voice_dbfs;
    return -100;
  }

  // Asks again and again, because other threads count, of whom the loop hears nothing.
  bool comes_true(const std::function<bool()>& condition) {
    loop::Timer again{loop_};
    std::function<void()> ask = [&] { again.start(20ms, [&] { ask(); }); };
    ask();
    return loop_.run_until(condition, patience);
  }

  std::string spoken_ = spoken();
  loop::EventLoop loop_;
  std::map<ViewerId, Seat> seats_;
  std::vector<call::Flow> flows_at_once_;
  media::Statistics statistics_;
  int cameras_found_ = 0;
  int motions_ = 0;
  Engine engine_{loop_, [this](const media::Event& event) { told(event); }};
};

TEST_F(EngineTest, ACueIsHeardAtTheDoor) {
  configure();
  ASSERT_TRUE(comes_true([&] { return statistics().loudspeaker_dbfs < -90; }));
  engine_.obey(media::PlayCue{media::Cue::ringing});
  EXPECT_TRUE(comes_true([&] { return statistics().loudspeaker_dbfs > -40; }));
  engine_.obey(media::PlayCue{media::Cue::silence});
  EXPECT_TRUE(comes_true([&] { return statistics().loudspeaker_dbfs < -90; }));
}

TEST_F(EngineTest, AnOperatorWhoseBrowserOffersSeesHearsAndIsHeard) {
  configure();
  flows_at_once_ = {call::Flow::both};
  browser_offers(anna);
  sees_and_hears(anna);
  EXPECT_THAT(seats_.at(anna).sights, Contains(media::Sight::motion));
  EXPECT_TRUE(comes_true([&] { return loudness(anna) > -20; }));
  EXPECT_TRUE(comes_true([&] { return statistics().viewers.at(0).packets_reported > 20; }));
  EXPECT_TRUE(comes_true([&] { return statistics().viewers.at(0).sound.jitter_us > 0; }));
  EXPECT_FALSE(statistics().viewers.at(0).local_candidate.empty());
}

// The key that browsers are shown is made meanwhile, for seconds on a slow machine; a process that
// gives no sign of life for so long is killed.
TEST_F(EngineTest, WhoComesBeforeTheKeyIsMadeWaitsAndNobodyElseDoes) {
  configure();
  station_offers(anna);
  flow(anna, call::Flow::both);
  EXPECT_THAT(statistics().viewers, IsEmpty());
  sees_and_hears(anna);
  EXPECT_THAT(statistics().viewers, SizeIs(1));
}

TEST_F(EngineTest, AnOperatorWhomWeMakeTheOfferSeesHearsAndIsHeard) {
  configure();
  station_offers(anna);
  flow(anna, call::Flow::both);
  sees_and_hears(anna);
  EXPECT_TRUE(comes_true([&] { return loudness(anna) > -20; }));
}

// Whoever has not answered the call may see who is at the door; the visitor must not hear the room
// that he is seen from.
TEST_F(EngineTest, WhoPreviewsSeesAndNothingElse) {
  configure();
  flows_at_once_ = {call::Flow::preview};
  browser_offers(anna);
  ASSERT_TRUE(comes_true([&] { return browser(anna).pictures() >= 25; }));
  EXPECT_EQ(browser(anna).loud_frames(), 0);
  EXPECT_EQ(statistics().viewers.at(0).sound.packets_sent, 0U);
  EXPECT_LT(loudness(anna), -90);
  EXPECT_LT(statistics().loudspeaker_dbfs, -90);

  flow(anna, call::Flow::both);
  sees_and_hears(anna);
  ASSERT_TRUE(comes_true([&] { return loudness(anna) > -20; }));

  flow(anna, call::Flow::preview);
  EXPECT_TRUE(comes_true([&] { return loudness(anna) < -90; }));
}

TEST_F(EngineTest, NothingFlowsBeforeItIsSaid) {
  configure();
  browser_offers(anna);
  ASSERT_TRUE(comes_true([&] { return seats_.at(anna).connected; }));
  EXPECT_THAT(statistics().viewers, SizeIs(1));
  flow(anna, call::Flow::preview);
  ASSERT_TRUE(comes_true([&] { return browser(anna).pictures() >= 5; }));
  flow(anna, call::Flow::none);
  ASSERT_TRUE(comes_true([&] { return seats_.at(anna).sights.size() >= 2; }));
  EXPECT_EQ(seats_.at(anna).sights.back(), media::Sight::nothing);
}

TEST_F(EngineTest, TwoOperatorsSeeOneEncodingAndLeaveOneByOne) {
  configure();
  flows_at_once_ = {call::Flow::both};
  browser_offers(anna);
  station_offers(ben);
  flow(ben, call::Flow::both);
  sees_and_hears(anna);
  sees_and_hears(ben);
  EXPECT_THAT(statistics().encoders, SizeIs(1));
  EXPECT_TRUE(comes_true([&] { return loudness(anna) > -20 && loudness(ben) > -20; }));

  browser(anna).say_goodbye();
  ASSERT_TRUE(comes_true([&] { return seats_.at(anna).gone; }));
  EXPECT_EQ(seats_.at(anna).end, media::ViewerEnd::closed);
  EXPECT_THAT(statistics().viewers, SizeIs(1));
  const int before = browser(ben).pictures();
  EXPECT_TRUE(comes_true([&] { return browser(ben).pictures() > before + 10; }));

  engine_.obey(media::CloseViewer{ben});
  EXPECT_THAT(statistics().viewers, IsEmpty());
  EXPECT_THAT(statistics().encoders, IsEmpty());
}

// A camera that is held already cannot be opened a second time: another bit rate left a test
// picture at the door.
TEST_F(EngineTest, AnotherRateNeedsNoOtherCamera) {
  configure();
  flows_at_once_ = {call::Flow::preview};
  browser_offers(anna);
  ASSERT_TRUE(comes_true([&] { return browser(anna).pictures() >= 10; }));
  const int found = cameras_found_;
  media::Settings slower = made_by_itself();
  slower.picture.kbps = 300;
  configure(slower);
  EXPECT_TRUE(comes_true([&] {
    return !statistics().encoders.empty() && statistics().encoders.front().set_kbps <= 300;
  }));
  const int before = browser(anna).pictures();
  EXPECT_TRUE(comes_true([&] { return browser(anna).pictures() > before + 10; }));
  EXPECT_EQ(cameras_found_, found);
  slower.picture.width = 160;
  slower.picture.height = 120;
  configure(slower);
  EXPECT_TRUE(comes_true([&] { return cameras_found_ > found; })) << "another size does";
}

TEST_F(EngineTest, TellsOfMotionBeforeTheCameraWhereThatIsWished) {
  const std::string film = spoken_ + ".webm";
  bool filmed = false;
  gst::start();
  gst::load_plugin("matroska");
  auto pipeline = gst::Pipeline::parse(
      loop_,
      "videotestsrc num-buffers=75 pattern=smpte100 horizontal-speed=4 "
      "! video/x-raw,width=320,height=240,framerate=25/1 ! vp8enc deadline=1 ! webmmux "
      "! filesink location=" +
          film,
      {.failed = [](const gst::Failure& why) { ADD_FAILURE() << why; },
       .message = [&](GstMessage& m) { filmed |= GST_MESSAGE_TYPE(&m) == GST_MESSAGE_EOS; }});
  ASSERT_TRUE(pipeline && pipeline->play());
  ASSERT_TRUE(comes_true([&] { return filmed; }));
  media::Settings settings = made_by_itself();
  settings.picture.source = "file:" + film;
  configure(settings);
  ASSERT_TRUE(comes_true([&] { return statistics().frames_captured >= 8; }));
  EXPECT_EQ(motions_, 0);
  settings.motion = true;
  configure(settings);
  EXPECT_TRUE(comes_true([&] { return motions_ > 0; }));
  std::filesystem::remove(film);
}

TEST_F(EngineTest, ATestToneIsHeardUntilItIsStopped) {
  engine_.obey(media::PlayTone{60'000});
  configure();
  EXPECT_LT(statistics().loudspeaker_dbfs, -90);
  engine_.obey(media::PlayTone{60'000});
  EXPECT_TRUE(comes_true([&] { return statistics().loudspeaker_dbfs > -20; }));
  engine_.obey(media::StopTone{});
  EXPECT_TRUE(comes_true([&] { return statistics().loudspeaker_dbfs < -90; }));
}

TEST_F(EngineTest, TextsGoBothWays) {
  configure_and_prepare();
  station_offers(anna);
  engine_.obey(media::SendText{anna, "too early"});
  EXPECT_THAT(seats_.at(anna).lost, SizeIs(1));
  ASSERT_TRUE(comes_true([&] { return seats_.at(anna).channel_open; }));
  engine_.obey(media::SendText{anna, "who is there?"});
  ASSERT_TRUE(comes_true([&] { return !browser(anna).texts().empty(); }));
  EXPECT_THAT(browser(anna).texts(), testing::ElementsAre("who is there?"));
  browser(anna).say("open");
  EXPECT_TRUE(comes_true([&] { return !seats_.at(anna).texts.empty(); }));
  EXPECT_THAT(seats_.at(anna).texts, testing::ElementsAre("open"));
}

TEST_F(EngineTest, AnotherCameraIsSeenWithoutAnotherSession) {
  configure();
  flows_at_once_ = {call::Flow::preview};
  browser_offers(anna);
  ASSERT_TRUE(comes_true([&] { return browser(anna).pictures() >= 5; }));
  media::Settings other = made_by_itself();
  other.picture.width = 640;
  other.picture.height = 480;
  configure(other);
  const int before = browser(anna).pictures();
  const int key_frames = browser(anna).key_frames();
  EXPECT_TRUE(comes_true([&] {
    return browser(anna).pictures() > before + 10 && browser(anna).key_frames() > key_frames;
  }));
  EXPECT_FALSE(seats_.at(anna).gone);
}

TEST_F(EngineTest, ThereAreNoMoreOperatorsThanItsLimit) {
  configure_and_prepare();
  for (std::uint64_t i = 1; i <= media::max_viewers; ++i)
    engine_.obey(media::OpenViewer{.viewer = ViewerId{i}, .offer = std::nullopt});
  ASSERT_THAT(statistics().viewers, SizeIs(media::max_viewers));
  constexpr ViewerId too_many{100};
  engine_.obey(media::OpenViewer{.viewer = too_many});
  ASSERT_TRUE(seats_[too_many].gone);
  EXPECT_THAT(seats_.at(too_many).why, HasSubstr("as many operators"));
  engine_.obey(media::CloseViewer{ViewerId{1}});
  engine_.obey(media::OpenViewer{.viewer = ViewerId{101}});
  EXPECT_THAT(statistics().viewers, SizeIs(media::max_viewers));
  EXPECT_FALSE(seats_[ViewerId{101}].gone);
}

TEST_F(EngineTest, SaysWhyAViewerCannotBe) {
  engine_.obey(media::OpenViewer{.viewer = anna});
  EXPECT_THAT(seats_[anna].why, HasSubstr("no settings"));
  configure_and_prepare();
  const auto why = [&](media::OpenViewer open) {
    open.viewer = ben;
    seats_[ben].why = "nothing is wrong";
    engine_.obey(open);
    return seats_.at(ben).why;
  };
  EXPECT_NE(why({.viewer = ben, .offer = "hello"}), "nothing is wrong");
  EXPECT_THAT(why({.viewer = ben, .servers = {{"turn:"}}}), HasSubstr("turn"));
  EXPECT_NE(why({.viewer = ben, .authorities = "no certificate"}), "nothing is wrong");
  engine_.obey(media::TakeAnswer{ben, "v=0"});
  flow(ben, call::Flow::both);
  EXPECT_THAT(statistics().viewers, IsEmpty());
}

TEST_F(EngineTest, AnAnswerThatIsNoneIsTheEndOfAViewer) {
  configure_and_prepare();
  engine_.obey(media::OpenViewer{.viewer = anna});
  engine_.obey(media::TakeAnswer{anna, "v=0"});
  EXPECT_TRUE(seats_[anna].gone);
  EXPECT_THAT(statistics().viewers, IsEmpty());
}

}  // namespace
}  // namespace portero::engine
