#pragma once

#include <mutex>
#include <optional>

#include "core/media/congestion/viewer_link.hpp"
#include "io/media/webrtc/events.hpp"

namespace portero::engine {

// What of a picture the link to a far side carries.
struct Carried {
  congestion::Bitrate video;
  std::optional<base::TimePoint> last_decrease{};
};

// What is decided about the link to one viewer, for the loop and for the thread of GStreamer's in
// which its browser's wishes for packets arrive.
class ViewerLink {
 public:
  explicit ViewerLink(base::TimePoint now);

  // Any thread. `bytes` are of an RTP packet.
  [[nodiscard]] bool may_send_again(std::size_t bytes, base::TimePoint now);

  void reported(const webrtc::TransportFeedback& feedback);
  // Several times a second; packets sent since then were not reported. A browser that gets nothing
  // has nothing to report, and that says nothing of its link.
  void pass_time(base::TimePoint now, std::optional<base::TimePoint> unreported_since);
  [[nodiscard]] Carried carried(base::TimePoint now) const;
  [[nodiscard]] congestion::Bitrate estimate() const;

 private:
  mutable std::mutex mutex_;
  congestion::ViewerLink link_;
};

}  // namespace portero::engine
