#include "apps/media/pictures.hpp"

#include <gmock/gmock.h>

#include "io/media/picture/camera_for_tests.hpp"

namespace portero::engine {
namespace {

using namespace std::chrono_literals;
using congestion::kbit_per_s;
using sdp::VideoCodec;

// The real camera and its encoders, and viewers whose links are told.
class PicturesTest : public picture::CameraTest {
 protected:
  struct Seat {
    std::unique_ptr<picture::Viewer> viewer;
    picture::Feed feed{};
    Carried carried{kbit_per_s(1000)};
    congestion::Portion portion{};
    std::unique_ptr<Pictures::Share> share{};
  };

  void open() {
    auto opened = picture::Camera::open(
        loop_, {.source = picture::TestPattern{}, .width = 320, .height = 240},
        [this](const picture::CameraEvent& event) {
          if (const auto* made = std::get_if<picture::KeyFrameMade>(&event))
            pictures_.key_frame_made(made->codec);
        });
    ASSERT_TRUE(opened) << opened.error();
    camera_ = *std::move(opened);
    pictures_.use(*camera_, kbit_per_s(1000), 25);
  }

  std::unique_ptr<Seat> watch(std::int64_t kbps, VideoCodec codec = VideoCodec::h264) {
    auto seat = std::make_unique<Seat>();
    seat->viewer = std::make_unique<picture::Viewer>(loop_, codec, picture::Viewer::Manner::counts);
    seat->feed = camera_->feed(codec, seat->viewer->appsrc());
    seat->carried.video = kbit_per_s(kbps);
    seat->share = pictures_.join({.codec = codec,
                                  .carried = [its = seat.get()](auto) { return its->carried; },
                                  .portion_changed =
                                      [its = seat.get()](const congestion::Portion& portion) {
                                        its->portion = portion;
                                        its->feed.follow(portion);
                                      }});
    seat->feed.start();
    return seat;
  }
  bool is_told(std::int64_t kbps, VideoCodec codec = VideoCodec::h264) {
    return until([&] { return pictures_.told(codec) == kbit_per_s(kbps); });
  }

  Pictures pictures_{loop_};
};

TEST_F(PicturesTest, TheEncoderFollowsItsViewers) {
  open();
  const auto anna = watch(400);
  EXPECT_TRUE(is_told(400));
  anna->carried.video = kbit_per_s(700);
  EXPECT_TRUE(is_told(700));
  anna->carried.video = kbit_per_s(5000);
  EXPECT_TRUE(is_told(1000)) << "the setting";
}

TEST_F(PicturesTest, EachCodecFollowsItsOwn) {
  open();
  const auto anna = watch(300);
  EXPECT_EQ(pictures_.told(VideoCodec::vp8), std::nullopt);
  auto ben = watch(700, VideoCodec::vp8);
  EXPECT_TRUE(is_told(300));
  EXPECT_TRUE(is_told(700, VideoCodec::vp8));
  ben.reset();
  EXPECT_EQ(pictures_.told(VideoCodec::vp8), std::nullopt);
}

// One bad link of three: its viewer gets stills, and the two others notice nothing.
TEST_F(PicturesTest, WhoCannotFollowGetsKeyFramesOnly) {
  open();
  const auto anna = watch(1000);
  const auto ben = watch(1000);
  const auto carla = watch(1000);
  ASSERT_TRUE(until([&] { return carla->viewer->units().size() >= 5; }));
  carla->carried = {.video = kbit_per_s(300), .last_decrease = loop_.now()};
  ASSERT_TRUE(until([&] { return !carla->portion.motion; }));
  const auto gets = [&](std::size_t more) {
    const auto before = anna->viewer->units().size();
    return until([&] { return anna->viewer->units().size() >= before + more; });
  };
  // Frames were on their way.
  for (std::size_t seen = 0; seen != carla->viewer->units().size();) {
    seen = carla->viewer->units().size();
    ASSERT_TRUE(gets(5));
  }
  carla->viewer->forget();
  ASSERT_TRUE(gets(50));
  EXPECT_EQ(carla->viewer->units().size(), carla->viewer->key_frames());
  EXPECT_EQ(pictures_.told(VideoCodec::h264), kbit_per_s(1000));
  EXPECT_EQ(anna->feed.statistics().lost, 0U);
  EXPECT_TRUE(anna->portion.motion);
}

TEST_F(PicturesTest, AStuckDecoderGetsAKeyFrameAndNotAll) {
  open();
  const auto anna = watch(1000);
  ASSERT_TRUE(until([&] { return anna->viewer->units().size() >= 5; }));
  ASSERT_EQ(anna->viewer->key_frames(), 1U);
  const auto start = loop_.now();
  while (loop_.now() < start + 1500ms) {
    const auto before = anna->viewer->units().size();
    anna->share->request_key_frame();
    ASSERT_TRUE(until([&] { return anna->viewer->units().size() > before; }));
  }
  EXPECT_GE(anna->viewer->key_frames(), 2U);
  EXPECT_LE(anna->viewer->key_frames(), 3U) << "one in 2 s, however often it asks";
}

TEST_F(PicturesTest, GoesOnWithAnotherCamera) {
  open();
  const auto anna = watch(300);
  ASSERT_TRUE(is_told(300));
  open();
  anna->feed = camera_->feed(VideoCodec::h264, anna->viewer->appsrc());
  anna->feed.start();
  EXPECT_TRUE(is_told(300));
  anna->carried.video = kbit_per_s(500);
  EXPECT_TRUE(is_told(500));
}

}  // namespace
}  // namespace portero::engine
