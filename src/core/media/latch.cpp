#include "core/media/latch.hpp"

namespace portero::media {

void Latch::expect(const std::optional<base::Endpoint>& described) {
  if (described == described_ && latched_) return;
  described_ = described;
  latched_.reset();
  proven_.clear();
}

bool Latch::takes(const base::Endpoint& source, base::TimePoint now) {
  const bool goes_on = latched_ == source && (proven_.empty() || has_proven(source));
  if (!goes_on && !may_replace(source, now)) return false;
  latched_ = source;
  heard_ = now;
  return true;
}

void Latch::proven(const base::Endpoint& source, bool wanted, base::TimePoint now) {
  if (!has_proven(source)) {
    if (proven_.size() == max_proven) proven_.erase(proven_.begin());
    proven_.push_back(source);
  }
  const bool media_comes =
      latched_ && has_proven(*latched_) && now < heard_ + silence_before_another_port;
  if (!wanted || media_comes) return;
  latched_ = source;
  heard_ = now;
}

bool Latch::may_replace(const base::Endpoint& source, base::TimePoint now) const {
  if (!proven_.empty()) return has_proven(source);
  if (!latched_ || source == described_) return true;
  return source.address == latched_->address && now >= heard_ + silence_before_another_port;
}

}  // namespace portero::media
