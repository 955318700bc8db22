#include "io/media/picture/motion_watch.hpp"

#include <algorithm>
#include <numeric>

#include <gmock/gmock.h>

#include "io/media/picture/camera_for_tests.hpp"
#include "io/media/picture/test_picture.hpp"

namespace portero::picture {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::IsEmpty;
using testing::SizeIs;

TEST(ThumbnailTest, HasEachPartOfThePictureInItsPlace) {
  constexpr int width = 640;
  constexpr int height = 360;
  std::vector<std::uint8_t> pixels(std::size_t{width} * height, 20);
  const Plane plane{pixels.data(), width, width, height};
  plane.fill({width - 20, height - 20, 20, 20}, 200);
  plane.fill({0, 0, 20, 10}, 100);
  media::Thumbnail seen = thumbnail_of(plane);
  EXPECT_EQ(std::exchange(seen.cells.front(), 20), 60) << "half of its cell";
  EXPECT_EQ(std::exchange(seen.cells.back(), 20), 200);
  EXPECT_THAT(seen.cells, Each(20));
}

// The smallest that settings allow, and one whose sides are no multiples of the cells.
TEST(ThumbnailTest, IsMadeOfAnySize) {
  for (const auto& [width, height] : {std::pair{96, 96}, std::pair{1278, 718}}) {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width) *
                                     static_cast<std::size_t>(height));
    const Plane plane{pixels.data(), width, width, height};
    plane.fill({0, 0, width, height}, 77);
    EXPECT_THAT(thumbnail_of(plane).cells, Each(77));
  }
}

// Its clock ticks, a square crosses it and snow falls: a station without a camera would be bright
// for ever.
TEST(MotionWatchTest, TheTestPictureIsNoMotion) {
  for (const auto& [width, height] :
       {std::pair{320, 240}, std::pair{640, 480}, std::pair{1280, 720}}) {
    TestPicture drawn{width, height, "North Gate"};
    std::vector<std::uint8_t> memory(static_cast<std::size_t>(width * height * 3 / 2));
    std::uint8_t* const colours = memory.data() + std::ptrdiff_t{width} * height;
    const Planes planes{
        .y = {memory.data(), width, width, height},
        .u = {colours, width / 2, width / 2, height / 2},
        .v = {colours + std::ptrdiff_t{width} * height / 4, width / 2, width / 2, height / 2}};
    media::Motion motion;
    double largest = 0;
    std::optional<media::Thumbnail> before;
    for (base::TimePoint now{}; now.time_since_epoch() < 5min; now += 200ms) {
      drawn.draw(planes,
                 BurnedTime{1'790'000'000'000ms} +
                     std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()));
      const media::Thumbnail seen = thumbnail_of(planes.y);
      if (before) largest = std::max(largest, media::moved_cells(*before, seen).share());
      before = seen;
      EXPECT_FALSE(motion.look(seen, now)) << width;
    }
    EXPECT_GT(largest, 0.01) << "it is no still";
    EXPECT_LT(largest, media::Motion::least_share) << width;
  }
}

class WatchedCameraTest : public CameraTest {};

TEST_F(WatchedCameraTest, TellsOfMotionWhereThatIsWished) {
  open({.source = Described{"videotestsrc is-live=true pattern=smpte100 horizontal-speed=4"
                            " ! video/x-raw,width=320,height=240,framerate=25/1"},
        .width = 320,
        .height = 240});
  ASSERT_TRUE(until([&] { return camera_->statistics().frames >= 8; }));
  EXPECT_THAT(told<Moved>(), IsEmpty());
  camera_->watch_for_motion(true);
  ASSERT_TRUE(until([&] { return !told<Moved>().empty(); }));
  camera_->watch_for_motion(false);
  const auto before = camera_->statistics().frames;
  // What was told by then is on its way.
  ASSERT_TRUE(until([&] { return camera_->statistics().frames >= before + 1; }));
  const auto so_far = told<Moved>().size();
  ASSERT_TRUE(until([&] { return camera_->statistics().frames >= before + 8; }));
  EXPECT_THAT(told<Moved>(), SizeIs(so_far));
}

TEST_F(WatchedCameraTest, TellsNothingOfWhatStandsStill) {
  open({.source = Described{"videotestsrc is-live=true pattern=smpte100"
                            " ! video/x-raw,width=320,height=240,framerate=25/1"},
        .width = 320,
        .height = 240});
  camera_->watch_for_motion(true);
  ASSERT_TRUE(until([&] { return camera_->statistics().frames >= 10; }));
  EXPECT_THAT(told<Moved>(), IsEmpty());
}

}  // namespace
}  // namespace portero::picture
