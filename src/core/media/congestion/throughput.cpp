#include "core/media/congestion/throughput.hpp"

#include <algorithm>

namespace portero::congestion {

void Throughput::add(base::Duration at, std::size_t bytes) {
  if (passed_.empty() || at < newest_ - max_disorder) *this = {};
  if (passed_.empty()) first_ = newest_ = at;
  if (at < newest_ - window) return;
  newest_ = std::max(newest_, at);
  passed_.push_back({at, bytes});
  bytes_ += bytes;
  while (passed_.front().at <= newest_ - window || passed_.size() > max_packets) {
    bytes_ -= passed_.front().bytes;
    passed_.pop_front();
  }
}

std::optional<Bitrate> Throughput::rate() const {
  const base::Duration known = std::min(newest_ - first_, window);
  if (passed_.empty() || known < window / 2) return std::nullopt;
  return bitrate(bytes_, known);
}

}  // namespace portero::congestion
