#include "apps/display/round_photos.hpp"

#include <QBuffer>
#include <QImage>

#include <gmock/gmock.h>

#include "apps/display/qt_for_tests.hpp"
#include "apps/display/sample_photo.hpp"
#include "core/display/contact_photo.hpp"

namespace portero::screen {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct RoundPhotosTest : QtTest {
  QImage drawn(const display::Photo& photo, int side = 40) {
    QSize size;
    return photos.requestImage(QString::number(photos.number_of(photo)), &size, {side, side});
  }

  RoundPhotos photos;
};

display::Photo photo_of(Bytes bytes) { return std::make_shared<const Bytes>(std::move(bytes)); }

display::Photo encoded(const QImage& image, const char* format) {
  QByteArray bytes;
  QBuffer buffer{&bytes};
  buffer.open(QIODevice::WriteOnly);
  EXPECT_TRUE(image.save(&buffer, format));
  return photo_of({bytes.begin(), bytes.end()});
}

TEST_F(RoundPhotosTest, ArePicturesWithoutCorners) {
  const QImage image = drawn(sample_photo(0x204060, 0xFFFFFF));
  EXPECT_EQ(image.size(), QSize(40, 40));
  EXPECT_EQ(image.pixelColor(0, 0).alpha(), 0);
  EXPECT_EQ(image.pixelColor(20, 20).alpha(), 255);
  EXPECT_GT(image.pixelColor(20, 2).green(), 240) << "the wall";
  EXPECT_LT(image.pixelColor(20, 37).red(), 60) << "the cloth";
}

TEST_F(RoundPhotosTest, EachHasANumberOfItsOwn) {
  const auto anna = sample_photo(0x204060, 0xFFFFFF);
  auto ben = sample_photo(0x602040, 0xFFFFFF);
  const int number = photos.number_of(anna);
  EXPECT_GT(number, 0);
  EXPECT_NE(photos.number_of(ben), number);
  EXPECT_EQ(photos.number_of(anna), number);
  EXPECT_EQ(photos.number_of(nullptr), 0);
  const int old_number = photos.number_of(ben);
  ben = sample_photo(0x206040, 0xFFFFFF);
  EXPECT_NE(photos.number_of(ben), old_number);
  QSize size;
  EXPECT_TRUE(photos.requestImage(QString::number(old_number), &size, {}).isNull()) << "forgotten";
}

// A whole directory's at full size were more than the process may take.
TEST_F(RoundPhotosTest, TakeWhatIsDrawnAndNoMore) {
  auto anna = sample_photo(0x204060, 0xFFFFFF);
  std::ignore = photos.number_of(anna);
  EXPECT_LE(photos.bytes(), 64 * 1024);
  EXPECT_EQ(drawn(anna, 40).size(), QSize(40, 40));
  EXPECT_EQ(photos.bytes(), 40 * 40 * 4);
  const QImage first = drawn(anna, 40);
  EXPECT_EQ(drawn(anna, 40).cacheKey(), first.cacheKey()) << "scaled once";
  auto ben = sample_photo(0x602040, 0xFFFFFF);
  std::ignore = photos.number_of(ben);
  EXPECT_EQ(photos.bytes(), 2 * 40 * 40 * 4) << "the next is not larger";
  EXPECT_EQ(drawn(anna, 1000).size(), QSize(128, 128));
}

TEST_F(RoundPhotosTest, GoWithTheirContacts) {
  auto anna = sample_photo(0x204060, 0xFFFFFF);
  std::ignore = drawn(anna);
  EXPECT_GT(photos.bytes(), 0);
  anna.reset();
  EXPECT_EQ(photos.number_of(nullptr), 0);
  EXPECT_EQ(photos.bytes(), 0);
}

// The station has looked at its outline alone.
TEST_F(RoundPhotosTest, WhatIsBrokenIsNone) {
  const Bytes whole = *sample_photo(0x204060, 0xFFFFFF);
  ASSERT_EQ(display::fault_of_photo(whole), std::nullopt);
  Bytes nonsense = whole;
  for (std::size_t i = 20; i + 2 < nonsense.size(); ++i)
    nonsense[i] = static_cast<std::uint8_t>(7 * i);
  for (const Bytes& bytes : {Bytes{}, Bytes{0xFF, 0xD8, 0xFF, 0xD9}, Bytes(300, 0x55), nonsense})
    EXPECT_EQ(photos.number_of(photo_of(bytes)), 0) << bytes.size();
}

// A part of one is drawn as far as it goes, or is none: the process lives on.
TEST_F(RoundPhotosTest, AnyPartOfOneIsSurvived) {
  const Bytes whole = *sample_photo(0x204060, 0xFFFFFF);
  for (std::size_t size = 0; size < whole.size(); size += 13) {
    Bytes part{whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)};
    std::ignore = decoded(part);
    part.resize(whole.size(), static_cast<std::uint8_t>(size));
    std::ignore = decoded(part);
  }
  EXPECT_FALSE(decoded(whole).isNull());
}

TEST_F(RoundPhotosTest, OtherFormatsAndManyPixelsAreNone) {
  QImage image{16, 16, QImage::Format_RGB32};
  image.fill(Qt::white);
  EXPECT_GT(photos.number_of(encoded(image, "JPEG")), 0);
  EXPECT_EQ(photos.number_of(encoded(image, "PNG")), 0);
  EXPECT_EQ(photos.number_of(encoded(image.scaled(display::max_photo_side + 1, 16), "JPEG")), 0);
}

}  // namespace
}  // namespace portero::screen
