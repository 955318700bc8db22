#pragma once

#include <expected>
#include <optional>

#include "base/bytes.hpp"
#include "core/media/congestion/bandwidth_estimator.hpp"
#include "core/media/congestion/pacer.hpp"
#include "core/media/congestion/retransmission_budget.hpp"
#include "core/media/congestion/sent_packets.hpp"
#include "core/media/congestion/video_share.hpp"

namespace portero::congestion {

// All that is decided about the link to one viewer. Sizes are those on the wire: of the RTP packet
// with datagram_overhead_bytes.
class ViewerLink {
 public:
  // sound: with its headers; whether anybody speaks or not.
  ViewerLink(Bitrate sound, base::TimePoint now) : sound_(sound), budget_(now) {}

  // When a packet of the picture, first sent or repeated, may leave.
  [[nodiscard]] base::TimePoint leaves(std::size_t bytes, base::TimePoint now) {
    return pacer_.leaves(bytes, now);
  }
  // Whether to repeat a packet that the viewer misses (NACK).
  [[nodiscard]] bool may_repeat(std::size_t bytes, base::TimePoint now) {
    return budget_.allow(bytes, now);
  }
  // A packet of sound or picture left, with its transport-wide sequence number.
  void sent(std::uint16_t sequence_number, std::size_t bytes, base::TimePoint now) {
    packets_.sent(sequence_number, bytes, now);
  }

  // An RTCP datagram from the viewer, of whatever kind.
  [[nodiscard]] std::expected<void, FeedbackError> receive(base::ByteView rtcp,
                                                           base::TimePoint now);
  void handle_deadline(base::TimePoint now);
  [[nodiscard]] std::optional<base::Deadline> next_deadline() const {
    return estimator_.next_deadline();
  }

  // For SharedEncoder.
  [[nodiscard]] Bitrate video(base::TimePoint now) const;
  [[nodiscard]] const BandwidthEstimator& estimator() const { return estimator_; }

 private:
  void follow_estimate(base::TimePoint now);

  Bitrate sound_;
  SentPackets packets_;
  BandwidthEstimator estimator_;
  RetransmissionBudget budget_;
  Pacer pacer_;
};

}  // namespace portero::congestion
