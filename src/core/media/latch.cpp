#include "core/media/latch.hpp"

namespace portero::media {

void Latch::expect(const std::optional<base::Endpoint>& described) {
  if (described == described_ && latched_) return;
  described_ = described;
  latched_.reset();
}

bool Latch::takes(const base::Endpoint& source, base::TimePoint now) {
  if (latched_ != source && !may_replace(source, now)) return false;
  latched_ = source;
  heard_ = now;
  return true;
}

bool Latch::may_replace(const base::Endpoint& source, base::TimePoint now) const {
  if (!latched_ || source == described_) return true;
  return source.address == latched_->address && now >= heard_ + silence_before_another_port;
}

}  // namespace portero::media
