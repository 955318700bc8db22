#include "core/media/congestion/retransmission_budget.hpp"

#include <algorithm>
#include <cmath>

namespace portero::congestion {
namespace {

// The use of a moment counts less with time: to a third after so long.
constexpr base::Duration averaged_over = std::chrono::seconds(1);

}  // namespace

void RetransmissionBudget::fill(base::TimePoint now) {
  const auto most = static_cast<double>(std::max(bytes_in(rate_, saved), least_saved_bytes));
  const double passed_s = static_cast<double>((now - filled_).count()) / 1e6;
  const double bytes = static_cast<double>(rate_.bits_per_s) / 8 * passed_s;
  saved_bytes_ = std::min(saved_bytes_ + bytes, most);
  filled_ = now;
}

void RetransmissionBudget::set_estimate(Bitrate estimate, base::TimePoint now) {
  fill(now);
  rate_ = std::max(estimate * share, lowest);
}

bool RetransmissionBudget::allow(std::size_t wire_bytes, base::TimePoint now) {
  fill(now);
  const auto bytes = static_cast<double>(wire_bytes);
  if (bytes > saved_bytes_) return false;
  saved_bytes_ -= bytes;
  used_ = used(now) + bitrate(wire_bytes, averaged_over);
  used_at_ = now;
  return true;
}

Bitrate RetransmissionBudget::used(base::TimePoint now) const {
  const double passed =
      static_cast<double>((now - used_at_).count()) / static_cast<double>(averaged_over.count());
  return used_ * std::exp(-passed);
}

}  // namespace portero::congestion
