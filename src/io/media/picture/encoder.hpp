#pragma once

#include <atomic>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "io/loop/event_loop.hpp"
#include "io/media/gst/pipeline.hpp"
#include "io/media/picture/encoder_kind.hpp"
#include "io/media/picture/pace.hpp"

namespace portero::picture {

// One encoder at work, in a pipeline of its own, so that no trouble of the camera reaches it.
class Encoder {
 public:
  struct Handler {
    // An access unit: its timestamp is running time, it has no decoding time. Told on the
    // encoder's thread.
    std::function<void(GstBuffer& unit, GstCaps& caps)> encoded;
    std::function<void(const gst::Failure&)> failed;  // on the loop's thread; it is of no more use
  };

  [[nodiscard]] static std::expected<std::unique_ptr<Encoder>, gst::Failure> start(
      loop::EventLoop& loop, const EncoderKind& kind, const CameraSettings& settings, Rate rate,
      Handler handler);

  // By one thread at a time. Unless wanted, frames are left alone. An encoder that cannot follow
  // the camera loses frames.
  void take(GstSample& frame);
  void set_wanted(bool wanted) { wanted_ = wanted; }
  [[nodiscard]] bool wanted() const { return wanted_; }

  void set(Rate rate);
  // The next frame that it takes becomes one.
  void force_key_frame();
  [[nodiscard]] const EncoderKind& kind() const { return kind_; }

 private:
  Encoder(const EncoderKind& kind, const CameraSettings& settings, Rate rate, Handler handler)
      : kind_(kind), settings_(settings), handler_(std::move(handler)), pace_(rate.fps) {}
  void connect(gst::Pipeline pipeline);
  GstFlowReturn encoded(GstElement* appsink);

  const EncoderKind& kind_;
  CameraSettings settings_;
  Handler handler_;
  std::atomic<bool> wanted_ = false;
  std::atomic<int> fps_ = 0;  // to be set by the thread that brings frames; 0: nothing new
  Pace pace_;
  gst::OwnedMini<GstCaps> caps_;  // of the frames
  gst::Owned<GstElement> encoder_, frames_;
  std::unique_ptr<gst::Pipeline> pipeline_;  // ends first
};

}  // namespace portero::picture
