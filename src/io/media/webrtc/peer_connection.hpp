#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "io/media/gst/owned.hpp"
#include "io/media/webrtc/postbox.hpp"
#include "io/media/webrtc/steps.hpp"

namespace portero::webrtc {

enum class PeerState : std::uint8_t { connected, failed, closed };

// The descriptions and candidates of one webrtcbin. Its steps run in a thread of its own; what
// comes of them is told on the loop's thread, until the postbox is closed.
class PeerConnection {
 public:
  struct Handler {
    std::function<void(const std::string& sdp)> described;  // ours, before the first candidate
    std::function<void(unsigned line, const std::string& candidate)> candidate;
    std::function<void()> gathered;  // after the last candidate
    std::function<void(PeerState)> changed;
    std::function<void(const std::string& why)> failed;
  };

  // Before webrtcbin leaves the state NULL (P3).
  PeerConnection(GstElement* webrtcbin, std::shared_ptr<Postbox> postbox, Handler handler);
  PeerConnection(const PeerConnection&) = delete;
  PeerConnection& operator=(const PeerConnection&) = delete;

  void offer();
  void answer(const std::string& their_offer);
  void take_answer(const std::string& their_answer);
  void add_candidate(unsigned line, const std::string& candidate);

  // What is to be waited for before the pipeline ends.
  [[nodiscard]] std::shared_ptr<Steps> steps() const { return steps_; }

 private:
  // What webrtcbin has done: nullptr where it has nothing to say.
  using Then = std::function<void(const GstStructure* reply)>;
  enum class Kind : std::uint8_t { offer, answer };

  void create(Kind kind);
  void created(Kind kind, const GstStructure* reply);
  void set(const char* action, Kind kind, const std::string& sdp, std::function<void()> then);
  void ask(const char* action, gpointer argument, Then then);

  gst::Owned<GstElement> webrtcbin_;
  std::shared_ptr<Postbox> postbox_;
  std::shared_ptr<Steps> steps_ = std::make_shared<Steps>();
  Handler handler_;
};

}  // namespace portero::webrtc
