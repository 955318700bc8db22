#include "tests/sim/link/feedback_writer.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "core/media/congestion/transport_feedback.hpp"

namespace portero::sim::link {
namespace {

using congestion::delta_unit;
using congestion::reference_time_period;
using congestion::reference_time_unit;

// The browser's clock shows another time than the station's, and wraps soon.
constexpr base::Duration ahead = reference_time_period - std::chrono::seconds(30);
constexpr std::size_t max_bytes = 8192;
constexpr std::int64_t max_statuses = 2000;
constexpr int symbols_in_vector = 7;

void put(bool written) { (void)written; }

}  // namespace

void FeedbackWriter::arrived(std::int64_t number, base::TimePoint at) {
  // What comes this late was told lost; the browser tells of it again.
  arrived_.emplace(number, at.time_since_epoch() + ahead);
}

std::vector<std::uint8_t> FeedbackWriter::write() {
  if (arrived_.empty()) return {};
  const std::int64_t first =
      std::min(next_.value_or(arrived_.begin()->first), arrived_.begin()->first);
  const std::int64_t last = std::min(arrived_.rbegin()->first, first + max_statuses);
  const auto count = static_cast<std::uint16_t>(last - first + 1);
  // Of the first that came, not of the earliest: deltas may be negative.
  base::Duration time = arrived_.begin()->second / reference_time_unit * reference_time_unit;

  base::ByteWriter head(max_bytes);
  base::ByteWriter chunks(max_bytes);
  base::ByteWriter deltas(max_bytes);
  put(chunks.u16(static_cast<std::uint16_t>(first)) && chunks.u16(count));
  const auto ticks = static_cast<std::uint32_t>(time / reference_time_unit) & 0xffffff;
  put(chunks.u32(ticks << 8 | count_++));
  int symbols = 0;
  std::uint32_t vector = 0b11;
  for (std::int64_t number = first; number <= last; ++number) {
    const auto found = arrived_.find(number);
    std::uint32_t symbol = 0;
    if (found != arrived_.end()) {
      const auto delta = (found->second - time) / delta_unit;
      time += delta * delta_unit;
      const bool is_small = delta >= 0 && delta < 256;
      symbol = is_small ? 1 : 2;
      put(is_small ? deltas.u8(static_cast<std::uint8_t>(delta))
                   : deltas.u16(static_cast<std::uint16_t>(delta)));
    }
    vector = vector << 2 | symbol;
    if (++symbols == symbols_in_vector || number == last) {
      put(chunks.u16(static_cast<std::uint16_t>(vector << 2 * (symbols_in_vector - symbols))));
      symbols = 0;
      vector = 0b11;
    }
  }
  put(chunks.bytes(deltas.written()));
  while (chunks.written().size() % 4 != 0) put(chunks.u8(0));
  put(head.u8(0x8f) && head.u8(205));
  put(head.u16(static_cast<std::uint16_t>(chunks.written().size() / 4 + 2)));
  put(head.u32(1) && head.u32(2) && head.bytes(chunks.written()));
  arrived_.erase(arrived_.begin(), arrived_.upper_bound(last));
  next_ = std::max(next_.value_or(0), last + 1);
  return {head.written().begin(), head.written().end()};
}

}  // namespace portero::sim::link
