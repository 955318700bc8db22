#include <turbojpeg.h>

#include <gmock/gmock.h>

#include "io/media/picture/camera_for_tests.hpp"

namespace portero::picture {
namespace {

using namespace std::chrono_literals;

struct Photo {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> grey;

  [[nodiscard]] Plane plane() { return {grey.data(), width, width, height}; }
};

std::optional<Photo> read(const std::vector<std::uint8_t>& jpeg) {
  tjhandle decoder = tjInitDecompress();
  Photo photo;
  int subsampling = 0, colours = 0;
  bool good = tjDecompressHeader3(decoder, jpeg.data(), jpeg.size(), &photo.width, &photo.height,
                                  &subsampling, &colours) == 0;
  photo.grey.resize(static_cast<std::size_t>(photo.width * photo.height));
  good = good && tjDecompress2(decoder, jpeg.data(), jpeg.size(), photo.grey.data(), photo.width, 0,
                               photo.height, TJPF_GRAY, 0) == 0;
  tjDestroy(decoder);
  return good ? std::optional{photo} : std::nullopt;
}

class SnapshotTest : public CameraTest {
 protected:
  void first_frame() {
    ASSERT_TRUE(until([&] { return !told<SourceChosen>().empty(); }));
  }
};

TEST_F(SnapshotTest, IsAJpegOfTheWholePicture) {
  open({.source = TestPattern{}, .width = 1280, .height = 720});
  first_frame();
  const auto jpeg = camera_->snapshot();
  ASSERT_TRUE(jpeg) << jpeg.error();
  const auto photo = read(*jpeg);
  ASSERT_TRUE(photo);
  EXPECT_EQ(photo->width, 1280);
  EXPECT_EQ(photo->height, 720);
}

// EVT-1: a photo of the press of the button, which nobody watches.
TEST_F(SnapshotTest, ShowsThePresentThoughNobodyWatches) {
  open();
  first_frame();
  std::vector<std::chrono::milliseconds> ages;
  for (int i = 0; i < 5; ++i) {
    const auto before = camera_->statistics().frames;
    ASSERT_TRUE(until([&] { return camera_->statistics().frames > before; }));
    const auto jpeg = camera_->snapshot();
    ASSERT_TRUE(jpeg) << jpeg.error();
    auto photo = read(*jpeg);
    ASSERT_TRUE(photo);
    const auto clock = read_burned_clock(photo->plane());
    ASSERT_TRUE(clock);
    ages.push_back(wall_time() - *clock);
  }
  EXPECT_LT(std::ranges::min(ages), 300ms);
}

TEST_F(SnapshotTest, IsTakenFiveTimesASecondThoughNobodyWatches) {
  open();
  first_frame();
  const auto before = camera_->statistics().frames;
  const auto start = loop_.now();
  ASSERT_TRUE(until([&] { return camera_->statistics().frames == before + 5; }));
  EXPECT_GT(loop_.now() - start, 700ms) << "idle frames cost as much as watched ones";
}

TEST_F(SnapshotTest, UsesTheWholeRangeOfBrightness) {
  open();
  first_frame();
  const auto jpeg = camera_->snapshot(95);
  ASSERT_TRUE(jpeg);
  auto photo = read(*jpeg);
  ASSERT_TRUE(photo);
  // The burned blocks are as black and white as video can be.
  EXPECT_GT(*std::ranges::max_element(photo->grey), 245);
  EXPECT_LT(*std::ranges::min_element(photo->grey), 10);
}

TEST_F(SnapshotTest, SaysWhyThereIsNone) {
  open({.source = V4l2{"/dev/no-such-camera"}});
  ASSERT_TRUE(until([&] { return !told<Lost>().empty(); }));
  const auto jpeg = camera_->snapshot();
  ASSERT_FALSE(jpeg);
  EXPECT_EQ(jpeg.error(), "there is no /dev/no-such-camera: the camera is not connected");
}

}  // namespace
}  // namespace portero::picture
