#include "core/media/congestion/bandwidth_estimator.hpp"

#include <algorithm>
#include <vector>

namespace portero::congestion {
namespace {

// Loss while a queue stands is ours: a full queue's delay grows no more, and shows no slope.
constexpr base::Duration standing_queue = std::chrono::milliseconds(80);
constexpr double loss_of_full_queue = 0.03;

}  // namespace

void BandwidthEstimator::handle(std::span<const PacketResult> results, base::TimePoint now) {
  std::vector<Arrival> arrivals;
  for (const PacketResult& result : results) {
    loss_.add(result);
    if (!result.late) sent_.add(result.sent.time_since_epoch(), result.bytes);
    if (result.arrived) arrivals.push_back({*result.arrived, result.sent, result.bytes});
  }
  if (arrivals.empty()) return;
  starves_ = now + silence;
  std::ranges::sort(arrivals);
  round_trip_ = now - arrivals.back().sent;
  for (const Arrival& arrival : arrivals) add(arrival);

  const Traffic traffic{sent_.rate(), acknowledged_.rate(), round_trip_, queueing_.now(),
                        loss_.anyway()};
  const Usage current = usage(detector_.usage());
  rate_.handle(current, traffic, now);
  if (current == Usage::overused) loss_.congested();
  switch (loss_.judge(now)) {
    case RandomLoss::Advice::none: return;
    case RandomLoss::Advice::back_off: return rate_.back_off(traffic, now);
    case RandomLoss::Advice::restore: return rate_.restore(now);
    case RandomLoss::Advice::confirm: return rate_.confirm(now);
  }
}

void BandwidthEstimator::add(const Arrival& arrival) {
  acknowledged_.add(arrival.arrived, arrival.bytes);
  queueing_.add(arrival.sent, arrival.arrived);
  const auto change = groups_.add(arrival.sent, arrival.arrived);
  if (!change) return;
  trend_.add(*change);
  if (const auto slope = trend_.slope())
    detector_.handle(*slope, change->sent_apart, change->arrived);
}

Usage BandwidthEstimator::usage(Usage by_trend) const {
  const bool is_full =
      queueing_.now() > standing_queue && loss_.lost() > loss_.anyway() + loss_of_full_queue;
  return is_full ? Usage::overused : by_trend;
}

void BandwidthEstimator::handle_deadline(base::TimePoint now) {
  if (!starves_ || now < *starves_) return;
  rate_.starve();
  starves_ = now + silence_again;
}

std::optional<base::Deadline> BandwidthEstimator::next_deadline() const {
  return starves_.transform(
      [](base::TimePoint at) { return base::Deadline{at, "no feedback from the viewer"}; });
}

}  // namespace portero::congestion
