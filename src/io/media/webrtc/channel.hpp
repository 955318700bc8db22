#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "io/media/gst/owned.hpp"
#include "io/media/webrtc/object.hpp"
#include "io/media/webrtc/postbox.hpp"

namespace portero::webrtc {

// The data channel of a viewer: ours where we offer, else the first that they open. What is too
// long, too much, no text or no UTF-8 is dropped; channels besides the first are not listened to,
// and too many of them are a failure. Limits: limits.hpp.
class Channel {
 public:
  struct Handler {
    std::function<void()> opened;
    std::function<void(const std::string& text)> text;
    std::function<void(const std::string& why)> failed;
  };

  // Before webrtcbin leaves the state NULL.
  Channel(GstElement* webrtcbin, std::shared_ptr<Postbox> postbox, Handler handler);
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  // Once webrtcbin is at least READY, before its offer (P3).
  void create();
  // An error is a sentence.
  [[nodiscard]] std::expected<void, std::string> send(std::string_view text);

 private:
  struct Signals;
  void adopt(Object channel);

  gst::Owned<GstElement> webrtcbin_;
  std::shared_ptr<Postbox> postbox_;
  Handler handler_;
  Object channel_;
};

}  // namespace portero::webrtc
