#include "io/store/photos.hpp"

#include <fstream>

#include <gmock/gmock.h>

#include "io/store/small_disk_for_tests.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::store {
namespace {

namespace fs = std::filesystem;
using testing::Eq;
using testing::Optional;

constexpr PhotoLimits small{.most_bytes = 3'000};

std::vector<std::uint8_t> photo(std::size_t bytes) { return std::vector<std::uint8_t>(bytes, 7); }

struct PhotosTest : testing::Test {
  [[nodiscard]] Photos open(const PhotoLimits& limits = small) const {
    return Photos::open(folder.path() / "photos", limits).value();
  }

  TemporaryFolder folder;
};

TEST_F(PhotosTest, AreKeptAndFoundByTheirCall) {
  ASSERT_TRUE(open().keep("f1-1", photo(1'000)));
  const Photos photos = open();
  EXPECT_THAT(photos.read("f1-1"), Optional(Eq(std::string(1'000, '\7'))));
  EXPECT_FALSE(photos.has("f1-2"));
}

TEST_F(PhotosTest, TheOldestMakesRoom) {
  Photos photos = open();
  for (const char* call : {"f1-1", "f1-2", "f1-3", "f1-4"})
    ASSERT_TRUE(photos.keep(call, photo(900)));
  EXPECT_FALSE(photos.has("f1-1"));
  EXPECT_TRUE(photos.has("f1-2"));
  EXPECT_TRUE(photos.has("f1-4"));
  EXPECT_EQ(photos.bytes(), 2'700U);
  EXPECT_EQ(open().bytes(), 2'700U);
}

// Station names and clocks come and go: order is that of taking, across restarts too.
TEST_F(PhotosTest, TheOldestIsTheOneTakenFirst) {
  ASSERT_TRUE(open().keep("ff-9", photo(1'000)));
  ASSERT_TRUE(open().keep("00-1", photo(1'000)));
  Photos photos = open();
  ASSERT_TRUE(photos.drop_oldest());
  EXPECT_TRUE(photos.has("00-1"));
  EXPECT_FALSE(photos.has("ff-9"));
}

TEST_F(PhotosTest, GoWhenTheirTimeIsOver) {
  Photos photos = open();
  ASSERT_TRUE(photos.keep("f1-1", photo(10)));
  photos.trim(Photos::Time::clock::now());
  EXPECT_TRUE(photos.has("f1-1"));
  photos.trim(Photos::Time::clock::now() + std::chrono::days{31});
  EXPECT_FALSE(photos.has("f1-1"));
}

TEST_F(PhotosTest, NoLabelLeavesTheFolder) {
  Photos photos = open();
  for (const char* call : {"../settings", "", "a/b", ".", "UPPER"})
    EXPECT_FALSE(photos.keep(call, photo(10))) << call;
  EXPECT_FALSE(photos.keep(std::string(500, 'a'), photo(10)));
}

TEST_F(PhotosTest, OneThatIsTooLargeDropsNoOther) {
  Photos photos = open();
  ASSERT_TRUE(photos.keep("f1-1", photo(1'000)));
  EXPECT_FALSE(photos.keep("f1-2", photo(small.most_bytes + 1)));
  EXPECT_TRUE(photos.has("f1-1"));
}

TEST_F(PhotosTest, WhatPowerCutOffIsRemoved) {
  std::ignore = open();
  const fs::path half = folder.path() / "photos" / "0000000001-f1-1.jpg.new";
  std::ofstream{half} << "half";
  std::ofstream{folder.path() / "photos" / "unrelated.txt"} << "stays";
  EXPECT_FALSE(open().has("f1-1"));
  EXPECT_FALSE(fs::exists(half));
  EXPECT_TRUE(fs::exists(folder.path() / "photos" / "unrelated.txt"));
}

TEST(PhotosDisk, ThatIsFullLosesTheOldestPhotos) {
  const auto outcome = on_small_disk(std::size_t{64} * 1024, [](const fs::path& folder) {
    Photos photos = Photos::open(folder / "photos", {}).value();
    for (int i = 0; i < 10; ++i)
      ASSERT_TRUE(photos.keep("f1-" + std::to_string(i), photo(20'000))) << i;
    EXPECT_TRUE(photos.has("f1-9"));
    EXPECT_FALSE(photos.has("f1-0"));
  });
  if (outcome == Isolation::not_permitted) GTEST_SKIP() << "no disk may be mounted here";
}

}  // namespace
}  // namespace portero::store
