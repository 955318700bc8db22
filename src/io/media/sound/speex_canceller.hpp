#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "io/media/sound/echo_canceller.hpp"

// Of speexdsp.
struct SpeexEchoState_;
struct SpeexPreprocessState_;

namespace portero::sound {

// speexdsp's echo canceller with its noise suppression and gain: hardly touches the visitor's voice
// when both talk, but fails with bent loudspeakers and drifting clocks.
class SpeexCanceller final : public EchoCanceller {
 public:
  explicit SpeexCanceller(const Cleaning& cleaning);
  ~SpeexCanceller() override;

  void played(FrameView frame) override;
  void clean(Frame& heard, base::Duration delay) override;
  void set(const Cleaning& cleaning) override;

 private:
  // Frames that may be between a sound's played() and its echo.
  static constexpr std::size_t max_frames_of_delay = 64;

  struct Destroy {
    void operator()(SpeexEchoState_* state) const;
    void operator()(SpeexPreprocessState_* state) const;
  };

  [[nodiscard]] std::size_t frames_back(base::Duration delay);

  std::unique_ptr<SpeexEchoState_, Destroy> echo_;
  std::unique_ptr<SpeexPreprocessState_, Destroy> rest_;
  std::array<Frame, max_frames_of_delay> played_{};
  std::size_t last_played_ = 0;
  std::size_t frames_back_ = 0;
};

}  // namespace portero::sound
