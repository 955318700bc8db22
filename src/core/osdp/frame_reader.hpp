#pragma once

#include <optional>

#include "base/time.hpp"
#include "core/osdp/frame.hpp"

namespace portero::osdp {

// Who stops in the middle of a frame for so long has not sent one: longer than a USB adapter holds
// bytes back (16 ms), shorter than the 200 ms after which a panel says it again, which must find
// the reader empty.
inline constexpr base::Duration longest_gap = std::chrono::milliseconds(100);

// Finds the frames among what is on the line: those of others, noise, and what a wrong length
// claims. Holds at most one frame and what was received last.
class FrameReader {
 public:
  void receive(base::ByteView bytes, base::TimePoint now);

  // nullopt until more is received. Noise and what is malformed are passed over.
  [[nodiscard]] std::optional<Frame> next();
  // Whether nothing follows that could be a frame, or begin one. Whoever sees what follows knows
  // that it is too late to answer.
  [[nodiscard]] bool empty();

 private:
  void skip_to_start();
  void drop(std::size_t count) { begin_ += count; }

  [[nodiscard]] base::ByteView rest() const { return base::ByteView{buffer_}.subspan(begin_); }

  Bytes buffer_;
  std::size_t begin_ = 0;  // what is before it is done with
  base::TimePoint last_received_;
};

}  // namespace portero::osdp
