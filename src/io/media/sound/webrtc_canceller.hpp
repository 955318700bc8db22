#pragma once

#include <memory>

#include "io/media/sound/echo_canceller.hpp"

// Of webrtc-audio-processing 0.3.
namespace webrtc {
class AudioProcessing;
class AudioFrame;
}  // namespace webrtc

namespace portero::sound {

// WebRTC's echo canceller, noise suppression and gain, as of 2015: cancels through bent
// loudspeakers and drifting clocks, and lets some of the visitor's voice go when both talk.
class WebrtcCanceller final : public EchoCanceller {
 public:
  WebrtcCanceller(bool cancels_echo, const Cleaning& cleaning);
  ~WebrtcCanceller() override;

  void played(FrameView frame) override;
  void clean(Frame& heard, base::Duration delay) override;
  void set(const Cleaning& cleaning) override;

 private:
  std::unique_ptr<webrtc::AudioProcessing> processing_;
  std::unique_ptr<webrtc::AudioFrame> frame_;
  bool cancels_echo_;
  Cleaning cleaning_;
};

}  // namespace portero::sound
