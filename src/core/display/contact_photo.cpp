#include "core/display/contact_photo.hpp"

namespace portero::display {
namespace {

// ITU-T T.81, table B.1
constexpr std::uint8_t start_of_image = 0xD8;
constexpr std::uint8_t end_of_image = 0xD9;
constexpr std::uint8_t start_of_scan = 0xDA;
constexpr std::uint8_t baseline = 0xC0;
constexpr std::uint8_t extended = 0xC1;
constexpr std::uint8_t progressive = 0xC2;

bool is_frame(std::uint8_t marker) {
  return marker == baseline || marker == extended || marker == progressive;
}

// Of a frame that we do not take: lossless, differential or with arithmetic coding; and those that
// stand in no header.
bool is_strange(std::uint8_t marker) {
  constexpr std::uint8_t huffman_tables = 0xC4;
  const bool other_frame = marker > progressive && marker <= 0xCF && marker != huffman_tables;
  return other_frame || marker < baseline || (marker >= 0xD0 && marker <= end_of_image);
}

std::optional<std::uint8_t> marker_in(base::ByteReader& reader) {
  if (reader.u8() != 0xFF) return std::nullopt;
  auto marker = reader.u8();
  while (marker == 0xFF) marker = reader.u8();  // fill bytes
  return marker;
}

std::optional<base::ByteView> segment_in(base::ByteReader& reader) {
  const auto length = reader.u16();
  if (!length || *length < 2) return std::nullopt;
  return reader.bytes(*length - std::size_t{2});
}

std::optional<PhotoFault> fault_of_frame(base::ByteView segment) {
  base::ByteReader reader{segment};
  const auto bits = reader.u8();
  const auto height = reader.u16();
  const auto width = reader.u16();
  const auto colours = reader.u8();
  if (bits != 8 || !height || !width || (colours != 1 && colours != 3)) return PhotoFault::no_jpeg;
  if (*height == 0 || *width == 0) return PhotoFault::no_jpeg;
  if (*height > max_photo_side || *width > max_photo_side) return PhotoFault::too_many_pixels;
  return std::nullopt;
}

bool begins_and_ends_well(base::ByteView jpeg) {
  return jpeg.size() >= 4 && jpeg[0] == 0xFF && jpeg[1] == start_of_image &&
         jpeg[jpeg.size() - 2] == 0xFF && jpeg.back() == end_of_image;
}

}  // namespace

std::optional<PhotoFault> fault_of_photo(base::ByteView jpeg) {
  if (jpeg.size() > max_photo_bytes) return PhotoFault::too_large;
  if (!begins_and_ends_well(jpeg)) return PhotoFault::no_jpeg;
  base::ByteReader reader{jpeg.subspan(2)};
  bool has_frame = false;
  while (const auto marker = marker_in(reader)) {
    if (is_strange(*marker)) return PhotoFault::no_jpeg;
    const auto segment = segment_in(reader);
    if (!segment) return PhotoFault::no_jpeg;
    if (*marker == start_of_scan) {
      const bool has_pixels = has_frame && reader.rest().size() > 2;
      return has_pixels ? std::nullopt : std::optional{PhotoFault::no_jpeg};
    }
    if (!is_frame(*marker)) continue;
    if (has_frame) return PhotoFault::no_jpeg;
    if (const auto fault = fault_of_frame(*segment)) return fault;
    has_frame = true;
  }
  return PhotoFault::no_jpeg;
}

std::string_view sentence(PhotoFault fault) {
  static_assert(max_photo_bytes == std::size_t{8} * 1024 && max_photo_side == 256);
  switch (fault) {
    case PhotoFault::too_large: return "The photo is too large: at most 8 KiB are allowed.";
    case PhotoFault::no_jpeg:
      return "This is no whole JPEG: a photo in colour or grey, of 8 bits, is allowed.";
    case PhotoFault::too_many_pixels:
      return "The photo has too many pixels: at most 256 by 256 are allowed.";
  }
  return "";
}

}  // namespace portero::display
