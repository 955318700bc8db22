#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "io/media/gst/owned.hpp"
#include "io/media/webrtc/events.hpp"
#include "io/media/webrtc/postbox.hpp"

namespace portero::webrtc {

// May so many bytes be sent again? Asked in a thread of GStreamer's.
using RetransmissionBudget = std::function<bool(std::size_t bytes)>;

// Watches the packets of one webrtcbin: when the browser was last heard of, which packets carry
// which transport-wide number, what the browser reports of them, and which it wants again.
class Packets {
 public:
  using Told = std::function<void(const TransportFeedback&)>;

  // Before webrtcbin leaves the state NULL. Feedback is told on the loop's thread.
  Packets(GstElement* webrtcbin, std::shared_ptr<Postbox> postbox,
          std::optional<std::uint16_t> feedback_id, RetransmissionBudget budget, Told told);

  // When something of theirs came: RTP, RTCP, DTLS, whatever libnice passes on. Before that, when
  // the watch began.
  [[nodiscard]] base::TimePoint last_heard() const;

  // When the first of the packets was sent of which no report has told since; nullopt when there
  // are none.
  [[nodiscard]] std::optional<base::TimePoint> unreported_since() const;

  struct Shared;  // with GStreamer's threads

 private:
  std::shared_ptr<Shared> shared_;
};

}  // namespace portero::webrtc
