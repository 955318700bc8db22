#include "core/media/congestion/random_loss.hpp"

#include <algorithm>

namespace portero::congestion {

double RandomLoss::Count::share() const {
  return packets == 0 ? 0 : static_cast<double>(lost) / packets;
}

void RandomLoss::count(const PacketResult& result, Count& count) {
  if (result.late) {
    count.lost = std::max(0, count.lost - 1);
    return;
  }
  ++count.packets;
  if (!result.arrived) ++count.lost;
}

void RandomLoss::add(const PacketResult& result) {
  if (!span_begun_) span_begun_ = result.sent;
  if (result.sent - *span_begun_ >= span) {
    if (before_.packets >= fewest_packets) anyway_ = std::min(anyway_, (anyway_ + lost()) / 2);
    before_ = current_;
    current_ = {};
    span_begun_ = result.sent;
  }
  count(result, current_);
  if (trial_ && result.sent >= trial_->counts_from) {
    count(result, trial_->count);
    trial_->newest = std::max(trial_->newest, result.sent);
  }
}

RandomLoss::Advice RandomLoss::judge(base::TimePoint now) {
  if (const auto trial = trial_) {
    const bool decided =
        trial->count.packets >= fewest_packets && trial->newest - trial->counts_from >= span;
    return decided ? verdict(*trial) : Advice::none;
  }
  const bool enough = (before_ + current_).packets >= fewest_packets;
  if (!enough || lost() < anyway_ + suspicious) return Advice::none;
  trial_ = Trial{lost(), now + settling, {}, now};
  return Advice::back_off;
}

RandomLoss::Advice RandomLoss::verdict(const Trial& trial) {
  trial_.reset();
  before_ = current_ = {};
  const double lost_now = trial.count.share();
  if (lost_now < anyway_ + (trial.lost_before - anyway_) / 2) return Advice::confirm;
  anyway_ = std::min(most, (trial.lost_before + lost_now) / 2);
  return Advice::restore;
}

}  // namespace portero::congestion
