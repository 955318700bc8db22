#include "io/media/sound/sound_step.hpp"

#include <array>
#include <vector>

#include <gtest/gtest.h>

#include "io/media/sound/room_for_tests.hpp"
#include "io/media/sound/soft_limit.hpp"

namespace portero::sound {
namespace {

using std::chrono::seconds;

// A station whose microphone hears nothing but its loudspeaker, 30 ms later and half as loud.
class Station {
 public:
  explicit Station(const SoundSettings& settings) {
    shared_->canceller.put({.canceller = make_canceller(settings.canceller, cleaning_of(settings)),
                            .cancels = settings.canceller != Canceller::none});
    shared_->settings.put(settings);
    shared_->voices.put({voice_});
    shared_->hearings.put({std::make_shared<Hearing>([this](FrameView frame, base::TimePoint) {
      for (const std::int16_t sample : frame) told_.push_back(static_cast<float>(sample));
    })});
  }

  // What operators hear of it while one of them talks.
  const Sound& talk(const Sound& speech) {
    for (std::size_t at = 0; at + frame_samples <= speech.size(); at += frame_samples) {
      Frame said;
      for (std::size_t i = 0; i < frame_samples; ++i) said[i] = clipped(speech[at + i]);
      voice_->write(said);
      Frame& air = air_[at / frame_samples % air_.size()];
      Frame heard;
      for (std::size_t i = 0; i < frame_samples; ++i) {
        heard[i] = static_cast<std::int16_t>(air[i] / 2);
      }
      air = step_.take(heard, base::TimePoint{}, 3 * frame_duration);
    }
    return told_;
  }

  [[nodiscard]] bool ducks() const { return step_.ducks(); }

 private:
  std::shared_ptr<SharedSound> shared_ = std::make_shared<SharedSound>();
  std::shared_ptr<VoiceBuffer> voice_ = std::make_shared<VoiceBuffer>();
  SoundStep step_{shared_};
  std::array<Frame, 3> air_{};
  Sound told_;
};

const SoundSettings loud{.noise_suppression = false,
                         .automatic_gain = false,
                         .speaker_percent = 100,
                         .microphone_percent = 100};

double told_dbfs(const SoundSettings& settings) {
  Station station(settings);
  const Sound& told = station.talk(operator_speech(-20, seconds(15)));
  return decibels(power_between(told, 8, 14.5) / (32768.0 * 32768));
}

TEST(SoundStep, OperatorsDoNotHearThemselves) { EXPECT_LT(told_dbfs(loud), -20 - 6 - 30); }

TEST(SoundStep, WithoutACancellerOperatorsHearThemselvesTurnedDown) {
  SoundSettings settings = loud;
  settings.canceller = Canceller::none;
  EXPECT_NEAR(told_dbfs(settings), -20 - 6 + Ducking::microphone_db, 1.5);
}

// The loudspeaker's volume is also that of the cues, and the canceller knows what is played.
TEST(SoundStep, AMelodyIsPlayedBesideTheVoices) {
  const auto shared = std::make_shared<SharedSound>();
  SoundSettings settings = loud;
  settings.speaker_percent = 0;
  SoundStep step(shared);
  const auto played = [&] {
    Frame heard{};
    return step.take(heard, base::TimePoint{}, frame_duration);
  };
  const Frame silence{};
  EXPECT_EQ(played(), silence);
  shared->melody.put({.notes = {{.hz = 440, .lasts = seconds(1)}}});
  EXPECT_NE(played(), silence);
  shared->settings.put(settings);
  std::ignore = played();
  EXPECT_EQ(played(), silence);
}

// A station waits for a visitor nearly always; its processor has better things to do then.
TEST(SoundStep, CleansNothingThatNobodyHears) {
  const auto shared = std::make_shared<SharedSound>();
  shared->canceller.put({.canceller = make_canceller(Canceller::webrtc, {})});
  shared->settings.put(loud);
  SoundStep step(shared);
  Frame heard;
  heard.fill(1000);
  static_cast<void>(step.take(heard, base::TimePoint{}, base::Duration::zero()));
  EXPECT_EQ(heard[100], 1000);
}

}  // namespace
}  // namespace portero::sound
