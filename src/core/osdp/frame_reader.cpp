#include "core/osdp/frame_reader.hpp"

#include <algorithm>

namespace portero::osdp {
namespace {

constexpr std::size_t before_length = 4;
// A code and a checksum.
constexpr std::size_t shortest_frame = header_bytes + 2;

}  // namespace

void FrameReader::receive(base::ByteView bytes, base::TimePoint now) {
  if (now - last_received_ >= longest_gap) buffer_.clear();
  last_received_ = now;
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

std::optional<Frame> FrameReader::next() {
  while (true) {
    skip_to_start();
    if (buffer_.size() < before_length) return std::nullopt;
    const std::size_t length = buffer_[2] | static_cast<std::size_t>(buffer_[3]) << 8U;
    if (length < shortest_frame || length > max_frame_bytes) {
      drop(1);
      continue;
    }
    if (buffer_.size() < length) return std::nullopt;
    auto frame = parse_frame(base::ByteView{buffer_}.first(length));
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
  return buffer_.empty();
}

void FrameReader::skip_to_start() {
  drop(static_cast<std::size_t>(std::ranges::find(buffer_, start_of_message) - buffer_.begin()));
}

void FrameReader::drop(std::size_t count) {
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace portero::osdp
