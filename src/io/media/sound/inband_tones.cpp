#include "io/media/sound/inband_tones.hpp"

#include <algorithm>
#include <spandsp.h>
#include <utility>

namespace portero::sound {
namespace {

constexpr int narrow_rate_hz = 8000;
constexpr std::size_t samples_between_reports = narrow_rate_hz / InbandTones::reports_a_second;

}  // namespace

InbandTones::InbandTones(int rate_hz) : receiver_(dtmf_rx_init(nullptr, nullptr, nullptr)) {
  dtmf_rx_set_realtime_callback(receiver_.get(), &InbandTones::told, this);
  if (rate_hz != narrow_rate_hz) to_8_khz_.emplace(rate_hz, narrow_rate_hz);
}

InbandTones::~InbandTones() = default;

std::vector<dtmf::InbandTone> InbandTones::hear(std::span<const std::int16_t> samples) {
  if (to_8_khz_) {
    narrow_.clear();
    to_8_khz_->convert(samples, narrow_);
    samples = narrow_;
  }
  // A piece never hides that a key was let go and pressed again, nor lets a report wait.
  constexpr std::size_t piece = 80;
  for (; !samples.empty(); samples = samples.subspan(std::min(piece, samples.size()))) {
    const auto next = samples.first(std::min(piece, samples.size()));
    dtmf_rx(receiver_.get(), next.data(), static_cast<int>(next.size()));
    go_on(next.size());
  }
  return std::exchange(found_, {});
}

void InbandTones::told(void* self, int character, int /*level*/, int /*delay*/) {
  auto& tones = *static_cast<InbandTones*>(self);
  tones.key_ = dtmf::Key::from_character(static_cast<char>(character));
  tones.since_report_ = 0;
  if (tones.key_) tones.found_.push_back({.key = *tones.key_});
}

void InbandTones::go_on(std::size_t samples) {
  since_report_ += samples;
  if (!key_ || since_report_ < samples_between_reports) return;
  since_report_ = 0;
  found_.push_back({.key = *key_, .goes_on = true});
}

void InbandTones::Free::operator()(dtmf_rx_state_s* state) const { dtmf_rx_free(state); }

}  // namespace portero::sound
