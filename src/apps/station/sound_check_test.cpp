// What somebody at the console hears of the sound, and lets be heard at the door, with a media
// process that the test speaks for.
#include "apps/station/sound_check.hpp"

#include <gmock/gmock.h>

#include "apps/station/station.hpp"
#include "core/call/policy_from_settings.hpp"
#include "core/settings/merge.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using testing::Field;
using testing::HasSubstr;
using testing::Optional;
using testing::VariantWith;

constexpr base::Duration patience = 10s;
constexpr base::Duration tone = 60ms;

class NotedMedia final : public Media {
 public:
  explicit NotedMedia(std::vector<media::Command>& sent) : sent_(sent) {}
  void send(const media::Command& command) override { sent_.push_back(command); }

 private:
  std::vector<media::Command>& sent_;
};

StationSettings settings_for_browsers() {
  const auto merged =
      settings::merge({}, settings::Patch{{"call.answer_in_browser", settings::Value{true}}});
  StationSettings made{call::policy_from(merged->settings).value(),
                       phone_settings(merged->settings, {{base::loopback_ipv4, 0}}, {}).value(),
                       media_preferences(merged->settings),
                       {.program = PORTERO_RELAY_PROGRAM, .line = door::Simulated{}}};
  made.sound_check = {.tone = tone, .patience = 50ms};
  return made;
}

struct SoundCheckTest : testing::Test {
  SoundCheckTest() {
    tell(media::DeviceFound{media::Device::loudspeaker, "alsa:default"});
    tell(media::DeviceFound{media::Device::microphone, "alsa:default"});
  }
  // What came of it by and by.
  std::shared_ptr<std::optional<control::ToOperator>> ask(const control::FromOperator& wish) {
    auto answer = std::make_shared<std::optional<control::ToOperator>>();
    station->obey(wish, [answer](const control::ToOperator& told) { *answer = told; });
    return answer;
  }
  static std::string code(const std::optional<control::ToOperator>& answer) {
    if (!answer) return "not yet";
    const auto* const refused = std::get_if<control::Refused>(&*answer);
    return refused == nullptr ? "" : refused->code;
  }
  template <class Command>
  [[nodiscard]] std::ptrdiff_t count() const {
    return std::ranges::count_if(sent, [](const media::Command& command) {
      return std::holds_alternative<Command>(command);
    });
  }

  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
  std::vector<media::Command> sent;
  Media::Handler tell;
  std::unique_ptr<Station> station =
      Station::open(loop, log, settings_for_browsers(), [this](Media::Handler handler) {
        tell = std::move(handler);
        return std::make_unique<NotedMedia>(sent);
      }).value();
};

TEST_F(SoundCheckTest, TellsHowLoudItIsAndByWhichDevices) {
  tell(media::DeviceLost{media::Device::microphone, "unplugged"});
  const auto one = ask(control::AskLevels{});
  const auto other = ask(control::AskLevels{});
  EXPECT_EQ(count<media::AskStatistics>(), 1) << "once for all who ask";
  EXPECT_EQ(*one, std::nullopt);
  tell(media::Statistics{.microphone_dbfs = -42, .loudspeaker_dbfs = -60});
  const control::Levels levels{.microphone = {-42, "alsa:default", "unplugged"},
                               .loudspeaker = {-60, "alsa:default", std::nullopt}};
  EXPECT_THAT(*one, Optional(VariantWith<control::Levels>(levels)));
  EXPECT_EQ(*one, *other);
  std::ignore = ask(control::AskLevels{});
  EXPECT_EQ(count<media::AskStatistics>(), 2);
}

TEST_F(SoundCheckTest, AMediaProcessThatSaysNothingIsNotWaitedForLong) {
  const auto answer = ask(control::AskLevels{});
  EXPECT_TRUE(loop.run_until([&] { return code(*answer) == "no_media"; }, patience));
}

TEST_F(SoundCheckTest, TheToneIsPlayedForItsTimeAndThenAnswered) {
  const auto answer = ask(control::PlayTone{});
  EXPECT_THAT(sent.back(), VariantWith<media::PlayTone>(media::PlayTone{60}));
  EXPECT_EQ(code(*ask(control::PlayTone{})), "tone_plays");
  EXPECT_EQ(count<media::PlayTone>(), 1);
  EXPECT_EQ(code(*answer), "not yet");
  ASSERT_TRUE(loop.run_until([&] { return answer->has_value(); }, patience));
  EXPECT_THAT(*answer, Optional(VariantWith<control::Done>(control::Done{})));
  std::ignore = ask(control::PlayTone{});
  EXPECT_EQ(count<media::PlayTone>(), 2);
}

TEST_F(SoundCheckTest, WhoeverAskedForTheToneAndIsGoneHearsItNoMore) {
  const auto answer = ask(control::PlayTone{});
  std::ignore = ask(control::StopTone{});
  EXPECT_EQ(count<media::StopTone>(), 1);
  EXPECT_EQ(code(*answer), "stopped");
  std::ignore = ask(control::StopTone{});
  EXPECT_EQ(count<media::StopTone>(), 1) << "there is none to be stopped";
}

// A visitor would hear it instead of the operator.
TEST_F(SoundCheckTest, ThereIsNoToneInACall) {
  std::ignore = ask(control::Ready{{"Dana"}});
  const auto before = ask(control::PlayTone{});
  std::ignore = ask(control::PressButton{});
  EXPECT_EQ(count<media::StopTone>(), 1) << "the call stops it";
  EXPECT_EQ(code(*before), "call_goes_on");
  EXPECT_EQ(code(*ask(control::PlayTone{})), "call_goes_on");
  EXPECT_EQ(count<media::PlayTone>(), 1);
}

TEST_F(SoundCheckTest, WhereThereIsNoLoudspeakerItIsToldWhy) {
  tell(media::DeviceLost{media::Device::loudspeaker, "alsa:default: unplugged"});
  const auto lost = ask(control::PlayTone{});
  EXPECT_EQ(code(*lost), "no_loudspeaker");
  EXPECT_THAT(*lost, Optional(VariantWith<control::Refused>(
                         Field(&control::Refused::sentence, HasSubstr("unplugged")))));
  tell(media::DeviceFound{media::Device::loudspeaker, "none"});
  EXPECT_EQ(code(*ask(control::PlayTone{})), "no_loudspeaker");
  EXPECT_EQ(count<media::PlayTone>(), 0);
  tell(media::DeviceFound{media::Device::loudspeaker, "alsa:default"});
  EXPECT_EQ(code(*ask(control::PlayTone{})), "not yet");
}

}  // namespace
}  // namespace portero::station
