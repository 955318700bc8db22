#include "io/media/sound/ducking.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "io/media/sound/echo_canceller.hpp"
#include "io/media/sound/level.hpp"
#include "io/media/sound/room_for_tests.hpp"

namespace portero::sound {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds whole{24};
constexpr base::Duration way = milliseconds(40);

// Its gains do not act on the sound here, so that each decision is seen for itself.
class Talk {
 public:
  Talk(Canceller kind, const Sound& operators, const Sound& echo, const Sound& visitor)
      : canceller_(make_canceller(kind, {})),
        ducking_(kind == Canceller::none),
        operators_(heard_of(operators, Sound(operators.size()))),
        heard_(heard_of(echo, visitor)) {}

  // The average gains until then.
  Ducking::Gains until(double second) {
    Ducking::Gains sum;
    int frames = 0;
    for (; static_cast<double>(at_) < second * sample_rate_hz; at_ += frame_samples, ++frames) {
      const Ducking::Gains gains = ducking_.step(levels());
      sum.microphone_db += gains.microphone_db;
      sum.loudspeaker_db += gains.loudspeaker_db;
      ever_ducked_ = ever_ducked_ || ducking_.ducks();
    }
    return {.microphone_db = sum.microphone_db / static_cast<float>(frames),
            .loudspeaker_db = sum.loudspeaker_db / static_cast<float>(frames)};
  }

  [[nodiscard]] bool ducks() const { return ducking_.ducks(); }
  [[nodiscard]] bool ever_ducked() const { return ever_ducked_; }

 private:
  StepLevels levels() {
    Frame played;
    Frame heard;
    std::copy_n(operators_.data() + at_, frame_samples, played.data());
    std::copy_n(heard_.data() + at_, frame_samples, heard.data());
    StepLevels levels{.played_dbfs = dbfs_of_power(power_of(played)),
                      .heard_dbfs = dbfs_of_power(power_of(heard))};
    canceller_->played(played);
    canceller_->clean(heard, way);
    levels.cleaned_dbfs = dbfs_of_power(power_of(heard));
    return levels;
  }

  std::unique_ptr<EchoCanceller> canceller_;
  Ducking ducking_;
  std::vector<std::int16_t> operators_;
  std::vector<std::int16_t> heard_;
  std::size_t at_ = 0;
  bool ever_ducked_ = false;
};

void silence(Sound& sound, double from_s, double to_s) {
  std::fill(sound.begin() + static_cast<std::ptrdiff_t>(from_s * sample_rate_hz),
            sound.begin() + static_cast<std::ptrdiff_t>(to_s * sample_rate_hz), 0.0F);
}

TEST(Ducking, IsNotNeededWhereTheEchoIsCancelledEvenWhileBothTalk) {
  const Sound operators = operator_speech(-20, whole);
  Sound visitor = visitor_speech(-22, whole);
  silence(visitor, 0, 14);
  Talk talk(Canceller::webrtc, operators, echo_of(operators, -6, way), visitor);
  const auto gains = talk.until(23);
  EXPECT_FALSE(talk.ever_ducked());
  EXPECT_EQ(gains.microphone_db, 0);
  EXPECT_EQ(gains.loudspeaker_db, 0);
}

TEST(Ducking, BeginsWhenTheCancellerDoesNotCope) {
  const Sound operators = operator_speech(-20, whole);
  const Sound echo = echo_of(bent(operators), -6, way);
  Talk talk(Canceller::speexdsp, operators, echo, Sound(operators.size()));
  talk.until(12);
  EXPECT_TRUE(talk.ever_ducked());
}

TEST(Ducking, WithoutACancellerTurnsTheMicrophoneDownWhileTheOperatorTalks) {
  const Sound operators = operator_speech(-20, whole);
  Talk talk(Canceller::none, operators, echo_of(operators, -6, way), Sound(operators.size()));
  EXPECT_LT(talk.until(3).microphone_db, -11);
  const auto gains = talk.until(23);
  EXPECT_LT(gains.microphone_db, -11);
  EXPECT_GT(gains.loudspeaker_db, -1);
  EXPECT_TRUE(talk.ducks());
}

TEST(Ducking, WithoutACancellerTurnsTheLoudspeakerDownWhileTheVisitorTalks) {
  Sound operators = operator_speech(-20, whole);
  Sound visitor = visitor_speech(-22, whole);
  for (int turn = 0; turn < 8; ++turn) {
    silence(turn % 2 == 0 ? visitor : operators, turn * 3, turn * 3 + 3);
  }
  Talk talk(Canceller::none, operators, echo_of(operators, -6, way), visitor);
  talk.until(12);
  const auto operator_turn = talk.until(15);
  EXPECT_LT(operator_turn.microphone_db, -9);
  EXPECT_GT(operator_turn.loudspeaker_db, -2);
  const auto visitor_turn = talk.until(18);
  EXPECT_GT(visitor_turn.microphone_db, -1.5);
  EXPECT_LT(visitor_turn.loudspeaker_db, -7);
}

TEST(Ducking, EndsWhereThereIsNoEcho) {
  const Sound operators = operator_speech(-20, whole);
  Talk talk(Canceller::none, operators, Sound(operators.size()), Sound(operators.size()));
  talk.until(10);
  EXPECT_FALSE(talk.ducks());
  EXPECT_EQ(talk.until(23).microphone_db, 0);
}

}  // namespace
}  // namespace portero::sound
