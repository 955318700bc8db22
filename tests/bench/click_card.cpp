#include "tests/bench/click_card.hpp"

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <utility>

namespace portero::bench {
namespace {

using sound::DeviceFailure;
using sound::Frame;
using sound::frame_duration;
using std::chrono::system_clock;
using Told = ClickCard::Told;

constexpr std::size_t click_samples = 2 * sound::frame_samples;
constexpr std::size_t period_samples = 100 * sound::frame_samples;
constexpr double click_hz = 1000;
constexpr double click_amplitude = 12'000;
constexpr int loud = 600;
constexpr std::size_t quiet_samples = 30 * sound::frame_samples;

base::Duration played_in(std::size_t samples) {
  return sound::duration_of(static_cast<std::int64_t>(samples));
}

class Mouth final : public sound::Microphone {
 public:
  explicit Mouth(std::shared_ptr<const Told> told) : told_(std::move(told)) {}

  std::expected<void, DeviceFailure> read(Frame& frame) override {
    for (std::size_t i = 0; i < frame.size(); ++i, at_ = (at_ + 1) % period_samples) {
      const double turn =
          2 * std::numbers::pi * click_hz * static_cast<double>(at_) / sound::sample_rate_hz;
      const double loudness = at_ < click_samples ? click_amplitude : 0;
      frame[i] = static_cast<std::int16_t>(loudness * std::sin(turn));
      if (at_ == 0) (*told_)(ClickCard::Click::spoken, began() + played_in(i));
    }
    return {};
  }
  [[nodiscard]] bool has_clock() const override { return false; }
  [[nodiscard]] base::Duration delay() const override { return frame_duration; }

 private:
  // Of the frame that is being read.
  [[nodiscard]] system_clock::time_point began() const { return system_clock::now() - delay(); }

  std::shared_ptr<const Told> told_;
  std::size_t at_ = period_samples / 2;
};

class Ear final : public sound::Loudspeaker {
 public:
  explicit Ear(std::shared_ptr<const Told> told) : told_(std::move(told)) {}

  std::expected<void, DeviceFailure> write(sound::FrameView frame) override {
    for (std::size_t i = 0; i < frame.size(); ++i, ++quiet_) {
      if (std::abs(frame[i]) < loud) continue;
      if (quiet_ >= quiet_samples)
        (*told_)(ClickCard::Click::heard, system_clock::now() + delay() + played_in(i));
      quiet_ = 0;
    }
    return {};
  }
  [[nodiscard]] base::Duration delay() const override { return 2 * frame_duration; }

 private:
  std::shared_ptr<const Told> told_;
  std::size_t quiet_ = quiet_samples;
};

}  // namespace

ClickCard::ClickCard(Told told) : told_(std::make_shared<const Told>(std::move(told))) {}

std::expected<std::unique_ptr<sound::Microphone>, DeviceFailure> ClickCard::open_microphone(
    const std::string& /*name*/) {
  return std::make_unique<Mouth>(told_);
}

std::expected<std::unique_ptr<sound::Loudspeaker>, DeviceFailure> ClickCard::open_loudspeaker(
    const std::string& /*name*/) {
  return std::make_unique<Ear>(told_);
}

}  // namespace portero::bench
