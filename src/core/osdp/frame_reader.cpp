#include "core/osdp/frame_reader.hpp"

#include <algorithm>

namespace portero::osdp {
namespace {

constexpr std::size_t before_length = 4;
// A code and a checksum.
constexpr std::size_t shortest_frame = header_bytes + 2;

}  // namespace

void FrameReader::receive(base::ByteView bytes, base::TimePoint now) {
  if (now - last_received_ >= longest_gap) begin_ = buffer_.size();
  last_received_ = now;
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(begin_));
  begin_ = 0;
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

std::optional<Frame> FrameReader::next() {
  while (true) {
    skip_to_start();
    const base::ByteView bytes = rest();
    if (bytes.size() < before_length) return std::nullopt;
    const std::size_t length = bytes[2] | static_cast<std::size_t>(bytes[3]) << 8U;
    if (length < shortest_frame || length > max_frame_bytes) {
      drop(1);
      continue;
    }
    if (bytes.size() < length) return std::nullopt;
    auto frame = parse_frame(bytes.first(length));
    if (frame) {
      drop(length);
      return *std::move(frame);
    }
    // Behind a start that was none, a frame may begin anywhere.
    drop(frame.error() == FrameError::malformed ? length : 1);
  }
}

bool FrameReader::empty() {
  skip_to_start();
  return rest().empty();
}

void FrameReader::skip_to_start() {
  const base::ByteView bytes = rest();
  drop(static_cast<std::size_t>(std::ranges::find(bytes, start_of_message) - bytes.begin()));
}

}  // namespace portero::osdp
