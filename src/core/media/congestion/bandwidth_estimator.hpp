#pragma once

#include <compare>
#include <optional>
#include <span>

#include "core/media/congestion/delay_trend.hpp"
#include "core/media/congestion/overuse_detector.hpp"
#include "core/media/congestion/packet_groups.hpp"
#include "core/media/congestion/queueing_delay.hpp"
#include "core/media/congestion/random_loss.hpp"
#include "core/media/congestion/rate_control.hpp"
#include "core/media/congestion/throughput.hpp"

namespace portero::congestion {

// How much one viewer's link carries, of everything that is sent to it: sound, picture,
// retransmissions and their headers.
class BandwidthEstimator {
 public:
  // Without a word from the receiver for this long, less is sent; again and again.
  static constexpr base::Duration silence = std::chrono::milliseconds(2000);
  static constexpr base::Duration silence_again = std::chrono::milliseconds(1000);

  explicit BandwidthEstimator(const RateLimits& limits = {}) : rate_(limits) {}

  // What SentPackets made of feedback.
  void handle(std::span<const PacketResult> results, base::TimePoint now);
  void handle_deadline(base::TimePoint now);
  // Nullopt before the first feedback.
  [[nodiscard]] std::optional<base::Deadline> next_deadline() const;

  [[nodiscard]] Bitrate estimate() const { return rate_.estimate(); }
  [[nodiscard]] std::optional<base::TimePoint> last_decrease() const {
    return rate_.last_decrease();
  }
  // The share of packets lost of late.
  [[nodiscard]] double lost() const { return loss_.lost(); }
  [[nodiscard]] base::Duration queueing() const { return queueing_.now(); }
  [[nodiscard]] base::Duration round_trip() const { return round_trip_; }

 private:
  struct Arrival {
    base::Duration arrived;
    base::TimePoint sent;
    std::size_t bytes;

    auto operator<=>(const Arrival&) const = default;
  };

  void add(const Arrival& arrival);
  [[nodiscard]] Usage usage(Usage by_trend) const;

  PacketGroups groups_;
  DelayTrend trend_;
  OveruseDetector detector_;
  QueueingDelay queueing_;
  Throughput sent_;
  Throughput acknowledged_;
  RandomLoss loss_;
  RateControl rate_;
  base::Duration round_trip_ = std::chrono::milliseconds(100);
  std::optional<base::TimePoint> starves_;
};

}  // namespace portero::congestion
