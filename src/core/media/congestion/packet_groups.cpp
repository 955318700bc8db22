#include "core/media/congestion/packet_groups.hpp"

#include <algorithm>

namespace portero::congestion {

bool PacketGroups::belongs(const Group& group, base::TimePoint sent, base::Duration arrived) {
  if (sent - group.first_sent <= burst) return true;
  // What came closer together than it was sent was held up together, by a radio for instance.
  const base::Duration apart = arrived - group.last_arrived;
  return apart <= burst && apart < sent - group.last_sent &&
         arrived - group.first_arrived < longest_burst;
}

std::optional<GroupChange> PacketGroups::add(base::TimePoint sent, base::Duration arrived) {
  if (current_ && (arrived - current_->last_arrived > longest_pause ||
                   arrived < current_->first_arrived - longest_pause))
    *this = {};
  if (!current_) {
    current_ = Group{sent, sent, arrived, arrived};
    return std::nullopt;
  }
  if (sent < current_->first_sent) return std::nullopt;  // overtaken on its way
  if (belongs(*current_, sent, arrived)) {
    current_->last_sent = std::max(current_->last_sent, sent);
    current_->last_arrived = std::max(current_->last_arrived, arrived);
    return std::nullopt;
  }
  std::optional<GroupChange> change;
  if (before_)
    change = {current_->last_sent - before_->last_sent,
              current_->last_arrived - before_->last_arrived, current_->last_arrived};
  before_ = current_;
  current_ = Group{sent, sent, arrived, arrived};
  return change;
}

}  // namespace portero::congestion
