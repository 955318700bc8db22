#include "io/media/sound/voice_buffer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

namespace portero::sound {
namespace {

using std::chrono::milliseconds;

// Someone who writes a sine of 400 Hz, and the sound thread, in virtual time.
class Conversation {
 public:
  void write(std::size_t count) {
    std::vector<std::int16_t> samples(count);
    for (auto& sample : samples) {
      const double phase = 2 * std::numbers::pi * static_cast<double>(written_++) / 120;
      sample = static_cast<std::int16_t>(8000 * std::sin(phase));
    }
    voice_->write(samples);
  }

  // Whether all of the frame is sound.
  bool play() {
    sounds_ = voice_->play(frame_);
    return sounds_ && dbfs_of_power(power_of(frame_)) > -17;
  }

  // Chunks of 20 ms by a clock that is `fast` parts per million ahead of the sound thread's, each
  // late by up to `late`. How many frames were not all sound.
  int talk(std::chrono::seconds duration, double fast, base::Duration late) {
    int gaps = 0;
    const double chunk_us = 20'000 / (1 + fast / 1e6);
    unsigned dice = 1;
    const base::Duration end = now_ + duration;
    for (; now_ < end; now_ += frame_duration) {
      for (; due_us_ + late_us_ <= static_cast<double>(now_.count()); due_us_ += chunk_us) {
        write(960);
        dice = dice * 1103515245 + 12345;
        late_us_ = static_cast<double>(late.count()) * (dice >> 16 & 0xFF) / 255;
      }
      if (!play()) ++gaps;
      longest_ = std::max(longest_, voice_->waiting());
    }
    return gaps;
  }

  VoiceBuffer& voice() { return *voice_; }
  const Frame& frame() const { return frame_; }
  base::Duration longest() const { return longest_; }

 private:
  std::unique_ptr<VoiceBuffer> voice_ = std::make_unique<VoiceBuffer>();
  Frame frame_{};
  bool sounds_ = false;
  std::size_t written_ = 0;
  base::Duration now_{0};
  double due_us_ = 0;   // of the next chunk
  double late_us_ = 0;  // that chunk
  base::Duration longest_{0};
};

TEST(VoiceBuffer, IsSilentBeforeAnybodySpoke) {
  Conversation operators;
  EXPECT_FALSE(operators.play());
  EXPECT_EQ(operators.frame(), Frame{});
  EXPECT_EQ(operators.voice().level_dbfs(), silence_dbfs);
}

TEST(VoiceBuffer, PlaysWithin20MillisecondsOfTheFirstChunk) {
  Conversation operators;
  operators.write(960);
  EXPECT_FALSE(operators.play());
  EXPECT_TRUE(operators.play());
}

TEST(VoiceBuffer, NeverGapsWhileChunksComeInTime) {
  Conversation operators;
  EXPECT_LE(operators.talk(std::chrono::seconds(60), 0, milliseconds(0)), 1);
  EXPECT_LE(operators.longest(), milliseconds(40));
}

TEST(VoiceBuffer, FollowsAClockThatIsFastOrSlow) {
  for (const double ppm : {-1000.0, 1000.0}) {
    Conversation operators;
    EXPECT_LE(operators.talk(std::chrono::minutes(1), ppm, milliseconds(0)), 3) << ppm;
    EXPECT_LE(operators.longest(), milliseconds(50)) << ppm;
  }
}

TEST(VoiceBuffer, KeepsMoreInHandWhenTheNetworkJitters) {
  Conversation operators;
  operators.talk(std::chrono::seconds(20), 0, milliseconds(40));
  EXPECT_LE(operators.talk(std::chrono::seconds(20), 0, milliseconds(40)), 20);
  EXPECT_LE(operators.longest(), milliseconds(140));
}

TEST(VoiceBuffer, IsSoonInTimeAgainAfterABurst) {
  Conversation operators;
  operators.talk(std::chrono::seconds(5), 0, milliseconds(0));
  operators.write(12'000);
  EXPECT_LE(operators.talk(std::chrono::seconds(20), 0, milliseconds(0)), 0);
  EXPECT_LE(operators.voice().waiting(), milliseconds(40));
}

TEST(VoiceBuffer, HoldsNoMoreThanItsCapacity) {
  Conversation operators;
  for (int i = 0; i < 1000; ++i) operators.write(960);
  EXPECT_LE(operators.voice().waiting(), milliseconds(342));
}

TEST(VoiceBuffer, EndsWithoutAClick) {
  Conversation operators;
  operators.write(960 + 300);
  std::int16_t before = 0;
  for (int i = 0; i < 5; ++i) {
    operators.play();
    for (const std::int16_t sample : operators.frame()) {
      EXPECT_LE(std::abs(sample - before), 600);
      before = sample;
    }
  }
}

TEST(VoiceBuffer, MutesWithoutAClickAndShowsIt) {
  Conversation operators;
  operators.talk(std::chrono::seconds(1), 0, milliseconds(0));
  EXPECT_NEAR(operators.voice().level_dbfs(), -15.3, 0.5);
  operators.voice().mute(true);
  operators.talk(std::chrono::seconds(3), 0, milliseconds(0));
  EXPECT_EQ(operators.frame(), Frame{});
  EXPECT_LT(operators.voice().level_dbfs(), -90);
  operators.voice().mute(false);
  operators.talk(std::chrono::seconds(1), 0, milliseconds(0));
  EXPECT_NEAR(operators.voice().level_dbfs(), -15.3, 0.5);
}

}  // namespace
}  // namespace portero::sound
