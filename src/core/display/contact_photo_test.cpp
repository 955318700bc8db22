#include "core/display/contact_photo.hpp"

#include <vector>

#include <gmock/gmock.h>

namespace portero::display {
namespace {

using testing::Eq;
using testing::Optional;

using Bytes = std::vector<std::uint8_t>;

struct Outline {
  std::uint8_t frame = 0xC0;
  std::uint16_t width = 160;
  std::uint16_t height = 160;
  std::uint8_t bits = 8;
  std::uint8_t colours = 3;
  std::size_t scan_bytes = 100;
};

// What comes before the pixels is whole, and the pixels are nonsense.
Bytes jpeg(const Outline& of) {
  const auto high = [](std::uint16_t value) { return static_cast<std::uint8_t>(value >> 8U); };
  const auto low = [](std::uint16_t value) { return static_cast<std::uint8_t>(value & 0xFFU); };
  Bytes bytes{0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 'J', 'F'};
  for (const std::uint8_t byte : Bytes{0xFF, of.frame, 0, 8, of.bits, high(of.height),
                                       low(of.height), high(of.width), low(of.width), of.colours})
    bytes.push_back(byte);
  for (const std::uint8_t byte : Bytes{0xFF, 0xC4, 0, 3, 9, 0xFF, 0xDA, 0, 3, 1})
    bytes.push_back(byte);
  bytes.insert(bytes.end(), of.scan_bytes, 0x55);
  bytes.push_back(0xFF);
  bytes.push_back(0xD9);
  return bytes;
}

TEST(ContactPhotoTest, WhatBrowsersMakeIsTaken) {
  EXPECT_EQ(fault_of_photo(jpeg({})), std::nullopt);
  EXPECT_EQ(fault_of_photo(jpeg({.frame = 0xC2, .width = 256, .height = 1, .colours = 1})),
            std::nullopt);
}

TEST(ContactPhotoTest, NothingLargerIsTaken) {
  const std::size_t rest = jpeg({.scan_bytes = 0}).size();
  EXPECT_EQ(fault_of_photo(jpeg({.scan_bytes = max_photo_bytes - rest})), std::nullopt);
  EXPECT_THAT(fault_of_photo(jpeg({.scan_bytes = max_photo_bytes - rest + 1})),
              Optional(Eq(PhotoFault::too_large)));
}

// A few bytes can say that they are a picture of gigabytes.
TEST(ContactPhotoTest, NothingOfMorePixelsIsTaken) {
  for (const Outline& of :
       {Outline{.width = 257}, Outline{.height = 257}, Outline{.width = 65'535, .height = 65'535}})
    EXPECT_THAT(fault_of_photo(jpeg(of)), Optional(Eq(PhotoFault::too_many_pixels)));
}

TEST(ContactPhotoTest, NothingElseIsTaken) {
  const auto is_none = [](base::ByteView bytes) {
    return fault_of_photo(bytes) == PhotoFault::no_jpeg;
  };
  EXPECT_TRUE(is_none({}));
  EXPECT_TRUE(is_none(Bytes{0x89, 'P', 'N', 'G', 13, 10, 26, 10}));
  EXPECT_TRUE(is_none(jpeg({.width = 0})));
  EXPECT_TRUE(is_none(jpeg({.bits = 12})));
  EXPECT_TRUE(is_none(jpeg({.colours = 4})));
  EXPECT_TRUE(is_none(jpeg({.frame = 0xC3}))) << "lossless";
  EXPECT_TRUE(is_none(jpeg({.frame = 0xC9}))) << "arithmetic";
  EXPECT_TRUE(is_none(jpeg({.frame = 0xDB}))) << "without a frame";
  Bytes two_frames = jpeg({});
  const Bytes again{two_frames.begin() + 8, two_frames.begin() + 18};
  two_frames.insert(two_frames.begin() + 18, again.begin(), again.end());
  EXPECT_TRUE(is_none(two_frames));
  Bytes filled = jpeg({});
  filled.insert(filled.begin(), 0xFF);
  EXPECT_TRUE(is_none(filled)) << "something stands before it";
  Bytes more = jpeg({});
  more.push_back(0);
  EXPECT_TRUE(is_none(more)) << "something follows it";
}

TEST(ContactPhotoTest, NoPartOfOneIsTaken) {
  const Bytes whole = jpeg({});
  const std::size_t head = jpeg({.scan_bytes = 0}).size() - 2;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Bytes part{whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)};
    EXPECT_TRUE(fault_of_photo(part)) << size;
    if (size <= head) {
      part.push_back(0xFF);
      part.push_back(0xD9);
      EXPECT_TRUE(fault_of_photo(part)) << size << " and an end";
    }
  }
}

TEST(ContactPhotoTest, EachFaultHasItsSentence) {
  for (const PhotoFault fault :
       {PhotoFault::too_large, PhotoFault::no_jpeg, PhotoFault::too_many_pixels})
    EXPECT_THAT(sentence(fault), testing::HasSubstr("allowed"));
}

}  // namespace
}  // namespace portero::display
