// The input is an RTCP datagram of a viewer. Whatever it holds, it tells of a bounded number of
// packets, of consecutive numbers; each packet that was sent is told of once, and the estimate
// stays within its limits.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "core/media/congestion/bandwidth_estimator.hpp"
#include "core/media/congestion/sent_packets.hpp"
#include "core/media/congestion/transport_feedback.hpp"

using namespace portero;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parsed = congestion::parse_transport_feedback({data, size});
  if (!parsed) return 0;
  const base::TimePoint now{std::chrono::hours(1)};
  congestion::SentPackets sent;
  for (std::size_t number = 0; number < congestion::SentPackets::max_packets; ++number)
    sent.sent(static_cast<std::uint16_t>(number), 1000,
              now - number * std::chrono::milliseconds(1));
  congestion::BandwidthEstimator estimator;
  const congestion::RateLimits limits;
  std::size_t told = 0;
  std::size_t arrived = 0;
  for (const auto& feedback : *parsed) {
    for (std::size_t i = 0; i < feedback.packets.size(); ++i)
      PORTERO_ASSERT(feedback.packets[i].sequence_number ==
                         static_cast<std::uint16_t>(feedback.packets[0].sequence_number + i),
                     "consecutive");
    told += feedback.packets.size();
    const auto results = sent.acknowledge(feedback, now);
    for (const auto& result : results) arrived += result.arrived ? 1 : 0;
    estimator.handle(results, now);
    PORTERO_ASSERT(estimator.estimate() >= limits.lowest && estimator.estimate() <= limits.highest,
                   "within its limits");
  }
  PORTERO_ASSERT(told <= congestion::max_packet_statuses, "bounded");
  PORTERO_ASSERT(arrived <= congestion::SentPackets::max_packets, "once");
  return 0;
}
