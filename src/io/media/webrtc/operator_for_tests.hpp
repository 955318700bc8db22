#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/media/gst/pipeline.hpp"
#include "io/media/webrtc/object.hpp"
#include "io/media/webrtc/peer_connection.hpp"

namespace portero::webrtc {

// Stands in for an operator's browser: sees pictures, hears, speaks a tone, echoes texts.
class OperatorForTests {
 public:
  struct Handler {
    std::function<void(const std::string& sdp)> described;
    std::function<void(unsigned line, const std::string& candidate)> candidate;
  };

  OperatorForTests(loop::EventLoop& loop, Handler handler);
  ~OperatorForTests();

  void offer();
  void answer(const std::string& offer);
  void take_answer(const std::string& answer);
  void add_candidate(unsigned line, const std::string& candidate);
  void open_another_channel();
  // Through the last one.
  void say(const std::string& text);
  void ask_for_key_frame();
  // Of DTLS, as browsers do when the page is closed.
  void say_goodbye();
  // One in eight of the packets that come; it asks for them again.
  void lose_packets();
  // Like a browser without a network: nothing of it arrives any more, no goodbye either.
  void fall_silent();

  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] int pictures() const { return seen_->pictures; }
  [[nodiscard]] int key_frames() const { return seen_->key_frames; }
  [[nodiscard]] bool began_with_key_frame() const { return seen_->began_with_key_frame; }
  // Lost packets that came again and were understood.
  [[nodiscard]] unsigned repaired() const;
  [[nodiscard]] int loud_frames() const { return seen_->loud_frames; }
  [[nodiscard]] bool channel_open() const { return channel_open_; }
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

 private:
  struct Channels;
  struct Seen {
    std::atomic<int> pictures = 0;
    std::atomic<int> key_frames = 0;
    std::atomic<bool> began_with_key_frame = false;
    std::atomic<int> loud_frames = 0;
  };

  std::shared_ptr<Seen> seen_ = std::make_shared<Seen>();
  std::shared_ptr<Postbox> postbox_;
  gst::Pipeline pipeline_;
  gst::Owned<GstElement> webrtcbin_;
  std::vector<std::string> texts_{};
  bool connected_ = false;
  bool channel_open_ = false;
  PeerConnection peer_;
  Object channel_{};
};

}  // namespace portero::webrtc
