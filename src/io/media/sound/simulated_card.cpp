#include "io/media/sound/simulated_card.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "io/media/sound/level.hpp"
#include "io/media/sound/soft_limit.hpp"
#include "io/media/sound/synthetic_speech.hpp"

namespace portero::sound {

// The sound thread is the only one that uses what goes from the loudspeaker to the microphone.
struct SimulatedCard::Air {
  // What is played arrives this many frames later.
  static constexpr std::size_t frames_on_the_way =
      static_cast<std::size_t>(echo_delay / frame_duration);

  std::atomic<bool> plugged = true;
  std::array<Frame, frames_on_the_way> played{};
  std::size_t next = 0;
};

namespace {

std::unexpected<DeviceFailure> unplugged() {
  return std::unexpected(DeviceFailure{"No such device"});
}

class SimulatedMicrophone final : public Microphone {
 public:
  explicit SimulatedMicrophone(std::shared_ptr<SimulatedCard::Air> air) : air_(std::move(air)) {}

  std::expected<void, DeviceFailure> read(Frame& frame) override {
    if (!air_->plugged) return unplugged();
    if (auto read = visitor_.read(frame); !read) return read;
    const float gain = gain_of_db(SimulatedCard::echo_db);
    Frame& echo = air_->played[air_->next];
    for (std::size_t i = 0; i < frame.size(); ++i) {
      frame[i] = softly_limited(static_cast<float>(frame[i]) + gain * static_cast<float>(echo[i]));
    }
    echo.fill(0);
    air_->next = (air_->next + 1) % air_->played.size();
    return {};
  }
  [[nodiscard]] bool has_clock() const override { return false; }
  [[nodiscard]] base::Duration delay() const override { return base::Duration::zero(); }

 private:
  std::shared_ptr<SimulatedCard::Air> air_;
  SyntheticSpeech visitor_;
};

class SimulatedLoudspeaker final : public Loudspeaker {
 public:
  explicit SimulatedLoudspeaker(std::shared_ptr<SimulatedCard::Air> air) : air_(std::move(air)) {}

  std::expected<void, DeviceFailure> write(FrameView frame) override {
    if (!air_->plugged) return unplugged();
    const std::size_t before = (air_->next + air_->played.size() - 1) % air_->played.size();
    std::ranges::copy(frame, air_->played[before].begin());
    return {};
  }
  [[nodiscard]] base::Duration delay() const override { return SimulatedCard::echo_delay; }

 private:
  std::shared_ptr<SimulatedCard::Air> air_;
};

}  // namespace

SimulatedCard::SimulatedCard() : air_(std::make_shared<Air>()) {}
SimulatedCard::~SimulatedCard() = default;

void SimulatedCard::plug(bool plugged) { air_->plugged = plugged; }

std::expected<std::unique_ptr<Microphone>, DeviceFailure> SimulatedCard::open_microphone(
    const std::string& /*name*/) {
  if (!air_->plugged) return unplugged();
  return std::make_unique<SimulatedMicrophone>(air_);
}

std::expected<std::unique_ptr<Loudspeaker>, DeviceFailure> SimulatedCard::open_loudspeaker(
    const std::string& /*name*/) {
  if (!air_->plugged) return unplugged();
  return std::make_unique<SimulatedLoudspeaker>(air_);
}

}  // namespace portero::sound
