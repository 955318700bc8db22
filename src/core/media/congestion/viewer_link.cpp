#include "core/media/congestion/viewer_link.hpp"

namespace portero::congestion {

std::expected<void, FeedbackError> ViewerLink::receive(base::ByteView rtcp, base::TimePoint now) {
  const auto parsed = parse_transport_feedback(rtcp);
  if (!parsed) return std::unexpected(parsed.error());
  for (const TransportFeedback& feedback : *parsed)
    estimator_.handle(packets_.acknowledge(feedback, now), now);
  follow_estimate(now);
  return {};
}

void ViewerLink::handle_deadline(base::TimePoint now) {
  estimator_.handle_deadline(now);
  follow_estimate(now);
}

void ViewerLink::follow_estimate(base::TimePoint now) {
  pacer_.set_estimate(estimator_.estimate());
  budget_.set_estimate(estimator_.estimate(), now);
}

Bitrate ViewerLink::video(base::TimePoint now) const {
  return video_share(estimator_.estimate(), sound_, budget_.used(now));
}

}  // namespace portero::congestion
