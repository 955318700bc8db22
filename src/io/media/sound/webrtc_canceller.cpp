#include "io/media/sound/webrtc_canceller.hpp"

#include <algorithm>

#include <webrtc/modules/audio_processing/include/audio_processing.h>
#include <webrtc/modules/interface/module_common_types.h>

namespace portero::sound {
namespace {

constexpr Cleaning nothing{.noise_suppression = false, .automatic_gain = false};

void copy_in(FrameView from, webrtc::AudioFrame& to) {
  to.sample_rate_hz_ = sample_rate_hz;
  to.samples_per_channel_ = frame_samples;
  to.num_channels_ = 1;
  std::ranges::copy(from, to.data_);
}

}  // namespace

WebrtcCanceller::WebrtcCanceller(bool cancels_echo, const Cleaning& cleaning)
    : frame_(std::make_unique<webrtc::AudioFrame>()), cancels_echo_(cancels_echo) {
  webrtc::Config config;
  // 128 ms instead of 48 ms, and sturdier against delays that are not quite right.
  config.Set<webrtc::ExtendedFilter>(new webrtc::ExtendedFilter(true));
  // The delay is known; guessing it takes 15 s and makes the echo louder by 10 dB.
  config.Set<webrtc::DelayAgnostic>(new webrtc::DelayAgnostic(false));
  config.Set<webrtc::ExperimentalAgc>(new webrtc::ExperimentalAgc(false));
  processing_.reset(webrtc::AudioProcessing::Create(config));
  processing_->high_pass_filter()->Enable(true);
  processing_->echo_cancellation()->enable_drift_compensation(false);
  processing_->echo_cancellation()->set_suppression_level(
      webrtc::EchoCancellation::kModerateSuppression);
  processing_->echo_cancellation()->Enable(cancels_echo);
  processing_->noise_suppression()->set_level(webrtc::NoiseSuppression::kModerate);
  processing_->gain_control()->set_mode(webrtc::GainControl::kAdaptiveDigital);
  processing_->gain_control()->enable_limiter(true);
  set(cleaning);
}

WebrtcCanceller::~WebrtcCanceller() = default;

void WebrtcCanceller::set(const Cleaning& cleaning) {
  cleaning_ = cleaning;
  if (processing_->noise_suppression()->is_enabled() != cleaning.noise_suppression) {
    processing_->noise_suppression()->Enable(cleaning.noise_suppression);
  }
  if (processing_->gain_control()->is_enabled() != cleaning.automatic_gain) {
    processing_->gain_control()->Enable(cleaning.automatic_gain);
  }
}

void WebrtcCanceller::played(FrameView frame) {
  copy_in(frame, *frame_);
  processing_->AnalyzeReverseStream(frame_.get());
}

void WebrtcCanceller::clean(Frame& heard, base::Duration delay) {
  if (!cancels_echo_ && cleaning_ == nothing) return;
  constexpr base::Duration longest = std::chrono::milliseconds(500);
  const auto known = std::clamp(delay, base::Duration::zero(), longest);
  processing_->set_stream_delay_ms(
      static_cast<int>(std::chrono::round<std::chrono::milliseconds>(known).count()));
  copy_in(heard, *frame_);
  if (processing_->ProcessStream(frame_.get()) != webrtc::AudioProcessing::kNoError) return;
  std::copy_n(frame_->data_, frame_samples, heard.begin());
}

}  // namespace portero::sound
