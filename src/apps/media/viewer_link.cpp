#include "apps/media/viewer_link.hpp"

namespace portero::engine {
namespace {

using congestion::BandwidthEstimator;

// Opus, with the headers of RTP, SRTP, UDP and IP, each 20 ms.
constexpr congestion::Bitrate sound = congestion::bitrate(80 + 62, std::chrono::milliseconds{20});

}  // namespace

ViewerLink::ViewerLink(base::TimePoint now) : link_(sound, now) {}

bool ViewerLink::may_send_again(std::size_t bytes, base::TimePoint now) {
  const std::lock_guard lock{mutex_};
  return link_.may_repeat(bytes + congestion::datagram_overhead_bytes, now);
}

void ViewerLink::reported(const webrtc::TransportFeedback& feedback) {
  const std::lock_guard lock{mutex_};
  for (const webrtc::PacketSent& packet : feedback.sent)
    link_.sent(packet.number, packet.bytes + congestion::datagram_overhead_bytes, packet.at);
  // What cannot be read is not believed; silence is noticed either way.
  [[maybe_unused]] const auto read = link_.receive(feedback.rtcp, feedback.at);
}

void ViewerLink::pass_time(base::TimePoint now, std::optional<base::TimePoint> unreported_since) {
  if (!unreported_since || now - *unreported_since < BandwidthEstimator::silence) return;
  const std::lock_guard lock{mutex_};
  const auto deadline = link_.next_deadline();
  if (deadline && deadline->at <= now) link_.handle_deadline(now);
}

Carried ViewerLink::carried(base::TimePoint now) const {
  const std::lock_guard lock{mutex_};
  return {.video = link_.video(now), .last_decrease = link_.estimator().last_decrease()};
}

congestion::Bitrate ViewerLink::estimate() const {
  const std::lock_guard lock{mutex_};
  return link_.estimator().estimate();
}

}  // namespace portero::engine
