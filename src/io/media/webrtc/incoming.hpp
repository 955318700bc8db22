#pragma once

#include <functional>
#include <memory>

#include "core/rtp/reception.hpp"
#include "io/media/gst/owned.hpp"
#include "io/media/webrtc/events.hpp"
#include "io/media/webrtc/hearing.hpp"
#include "io/media/webrtc/postbox.hpp"
#include "io/media/webrtc/sender.hpp"

namespace portero::webrtc {

// Takes what comes from the browser of one webrtcbin before webrtcbin sees it: RTP and RTCP are
// ours, with the key that its DTLS agreed on; it keeps DTLS and what lies in it
// (docs/decisions/0029).
class Incoming {
 public:
  struct Handler {  // on the loop's thread
    std::function<void(const TransportFeedback&)> feedback;
    std::function<void()> key_frame_wanted;
  };

  // Before webrtcbin leaves the state NULL. Without a hearing, no sound is taken.
  Incoming(GstElement* webrtcbin, std::shared_ptr<Postbox> postbox, std::shared_ptr<Sender> sender,
           std::unique_ptr<Hearing> hearing, Handler handler);
  ~Incoming();  // once it returns, nothing is heard
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;

  // What came before counts as if it never had. Whether sound was agreed on, too.
  void open(bool sound);

  // When something of theirs came, whatever libnice passes on. Before that, when the watch began.
  [[nodiscard]] base::TimePoint last_heard() const;
  [[nodiscard]] rtp::ReceptionCounts sound() const;

  struct Shared;  // with GStreamer's threads

 private:
  std::shared_ptr<Shared> shared_;
};

}  // namespace portero::webrtc
