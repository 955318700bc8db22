#include "core/media/congestion/queueing_delay.hpp"

namespace portero::congestion {

void QueueingDelay::add(base::TimePoint sent, base::Duration arrived) {
  const base::Duration travelled = arrived - sent.time_since_epoch();
  fastest_.add(arrived, travelled);
  current_.add(arrived, travelled);
}

base::Duration QueueingDelay::now() const {
  const auto current = current_.value();
  const auto fastest = fastest_.value();
  return current && fastest ? *current - *fastest : base::Duration::zero();
}

void QueueingDelay::Least::add(base::Duration at, base::Duration value) {
  if (at - begun_ >= span_ || at < begun_ - span_) {
    before_ = at - begun_ < 2 * span_ && at > begun_ ? current_ : std::nullopt;
    current_.reset();
    begun_ = at;
  }
  current_ = current_ ? std::min(*current_, value) : value;
}

std::optional<base::Duration> QueueingDelay::Least::value() const {
  if (!before_ || !current_) return current_;
  return std::min(*before_, *current_);
}

}  // namespace portero::congestion
