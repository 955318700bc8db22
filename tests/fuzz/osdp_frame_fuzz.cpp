// The first byte of the input says how large the pieces are in which the rest is received. That
// makes no difference to the frames that are found, and each is written as it was read.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/assert.hpp"
#include "core/osdp/frame_reader.hpp"

namespace {

using namespace portero;

std::vector<osdp::Frame> received(base::ByteView bytes, std::size_t piece_size) {
  osdp::FrameReader reader;
  std::vector<osdp::Frame> frames;
  while (!bytes.empty()) {
    const base::ByteView piece = bytes.first(std::min(piece_size, bytes.size()));
    reader.receive(piece, base::TimePoint{});
    bytes = bytes.subspan(piece.size());
    while (const auto frame = reader.next()) frames.push_back(*frame);
  }
  return frames;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const base::ByteView bytes{data + 1, size - 1};
  const auto frames = received(bytes, bytes.size());
  PORTERO_ASSERT(frames == received(bytes, std::size_t{1} + data[0]), "pieces make no difference");
  for (const osdp::Frame& frame : frames)
    PORTERO_ASSERT(osdp::parse_frame(osdp::to_bytes(frame)) == frame, "a frame reads back equal");
  return 0;
}
