// What a station remembers of a whole call, and what its log says of it. Two stations on the
// loopback: one plays the door, the other its operator.
#include "apps/station/memory.hpp"

#include <gmock/gmock.h>

#include "apps/station/simulated_media.hpp"
#include "apps/station/state.hpp"
#include "apps/station/station.hpp"
#include "core/call/policy_from_settings.hpp"
#include "core/settings/merge.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using events::Kind;
using testing::AllOf;
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::SizeIs;

constexpr base::Duration patience = 20s;
constexpr std::string_view password = "wonderland-7351";
constexpr std::string_view number = "+34600123789";

StationSettings settings_with_secret() {
  const settings::Patch patch{{"sip.enabled", settings::Value{true}},
                              {"sip.direct_calls", settings::Value{true}},
                              {"sip.password", settings::Value{std::string{password}}},
                              {"webrtc.secret_key", settings::Value{std::string{password}}}};
  const auto merged = settings::merge({}, patch);
  return {call::policy_from(merged->settings).value(),
          phone_settings(merged->settings, {{base::loopback_ipv4, 0}}, {}).value(),
          media_preferences(merged->settings),
          {.program = PORTERO_RELAY_PROGRAM, .line = door::Simulated{}}};
}

// Media with a finger on the operator's keypad and a camera that shows a dot.
class PressingMedia final : public Media {
 public:
  PressingMedia(loop::EventLoop& loop, Handler handler)
      : loop_(loop), handler_(handler), simulated_(loop, std::move(handler)) {}

  void send(const media::Command& command) override {
    if (const auto* open = std::get_if<media::OpenLeg>(&command)) leg_ = open->leg;
    if (const auto* take = std::get_if<media::TakeSnapshot>(&command))
      return loop_.post(
          [this, id = take->snapshot] { handler_(media::SnapshotTaken{id, {0xff, 0xd8, 0xff}}); });
    if (std::holds_alternative<media::AskStatistics>(command) && leg_)
      return loop_.post([this, leg = *leg_] {
        handler_(media::Statistics{.legs = {{leg, {.packets_received = 99, .packets_lost = 1}}}});
      });
    simulated_.send(command);
  }
  void press(char key) {
    if (!leg_) return;
    handler_(media::KeyHeard{*leg_, {*dtmf::Key::from_character(key), 1, ++presses_ * 8000, 800}});
  }

 private:
  loop::EventLoop& loop_;
  Handler handler_;
  SimulatedMedia simulated_;
  std::optional<media::LegId> leg_;
  std::uint32_t presses_ = 0;
};

struct MemoryTest : testing::TestWithParam<log::Format> {
  std::unique_ptr<Station> start(store::Recorder* recorder = nullptr) {
    StationSettings settings = settings_with_secret();
    settings.recorder = recorder;
    return Station::open(loop, log, std::move(settings),
                         [this](Media::Handler handler) {
                           auto made = std::make_unique<PressingMedia>(loop, std::move(handler));
                           media = made.get();
                           return made;
                         })
        .value();
  }
  bool comes_to(Station& station, const std::string& state) {
    return loop.run_until(
        [&] {
          return std::get<control::Status>(station.obey(control::AskStatus{})).state == state;
        },
        patience);
  }
  // The door calls a phone number at the desk, which presses a wrong key and the right one.
  void hold_a_call(store::Recorder* recorder) {
    const auto desk = start();
    const auto door = start(recorder);
    ASSERT_THAT(door->obey(control::Call{"sip:" + std::string{number} + "@" +
                                         base::to_string(desk->listening().front())}),
                Eq(control::Reply{control::Done{}}));
    ASSERT_TRUE(comes_to(*door, "in_call"));
    const std::string before = testing::internal::GetCapturedStderr();
    testing::internal::CaptureStderr();
    media->press('7');
    EXPECT_THAT(testing::internal::GetCapturedStderr(), IsEmpty()) << "of a key nothing is told";
    testing::internal::CaptureStderr();
    media->press('0');
    ASSERT_TRUE(comes_to(*door, "access_granted"));
    std::ignore = desk->obey(control::HangUp{});
    ASSERT_TRUE(comes_to(*door, "waiting"));
    said = before + testing::internal::GetCapturedStderr();
    testing::internal::CaptureStderr();
  }

  loop::EventLoop loop;
  log::Log log{log::Level::debug, GetParam()};
  PressingMedia* media = nullptr;
  std::string said;
  store::TemporaryFolder folder;
};

// Invariant 5. The log of one whole call, at its most talkative.
TEST_P(MemoryTest, TheLogHoldsNoSecretNoNumberAndNoKey) {
  testing::internal::CaptureStderr();
  hold_a_call(nullptr);
  std::ignore = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, AllOf(HasSubstr("call answered"), HasSubstr("unlock granted"),
                          HasSubstr("call ended"), HasSubstr("relay open")));
  EXPECT_THAT(said, HasSubstr("+34******789"));
  EXPECT_THAT(said, AllOf(Not(HasSubstr(std::string{password})), Not(HasSubstr("600123")),
                          Not(HasSubstr("123789"))));
}

// CALL-10, EVT-1, UNL-6: who, when, how and with what outcome.
TEST_P(MemoryTest, TheRecordHoldsTheWholeCall) {
  testing::internal::CaptureStderr();
  State state = open_state(folder.path());
  const auto recorder = recorder_in(state, loop, log);
  hold_a_call(recorder.get());
  std::ignore = testing::internal::GetCapturedStderr();

  std::optional<events::Page<events::KeptCall>> calls;
  recorder->find_calls({}, [&](const auto& page) { calls = page.value(); });
  std::optional<events::Page<events::KeptEvent>> found;
  recorder->find_events({}, [&](const auto& page) { found = page.value(); });
  ASSERT_TRUE(loop.run_until([&] { return calls && found; }, patience));
  if (!calls || !found) return;

  ASSERT_THAT(calls->kept, SizeIs(1));
  const events::CallRecord& call = calls->kept.front().call;
  EXPECT_THAT(call.who, HasSubstr(std::string{number}));
  EXPECT_THAT(call.direction, Eq(call::Direction::from_door));
  EXPECT_TRUE(call.answered && call.ended);
  EXPECT_THAT(call.why, Eq("operator_hung_up"));
  EXPECT_THAT(call.unlocks, Eq(1));
  EXPECT_THAT(call.codecs, HasSubstr("Opus"));
  ASSERT_TRUE(call.quality);
  EXPECT_DOUBLE_EQ(call.quality.value_or(events::Quality{}).loss_percent, 1);
  EXPECT_TRUE(calls->kept.front().photo);

  std::vector<Kind> kinds;
  for (const events::KeptEvent& kept : found->kept) {
    kinds.push_back(kept.event.kind);
    if (kept.event.kind != Kind::unlock_granted) continue;
    EXPECT_THAT(kept.event.who, HasSubstr(std::string{number}));
    EXPECT_THAT(kept.event.how, Eq("dial_key"));
    EXPECT_THAT(kept.event.call, Eq(call.call));
  }
  EXPECT_THAT(kinds, IsSupersetOf({Kind::started, Kind::call_requested, Kind::call_answered,
                                   Kind::unlock_granted, Kind::call_ended}));
}

INSTANTIATE_TEST_SUITE_P(OfBothFormats, MemoryTest,
                         testing::Values(log::Format::text, log::Format::json),
                         [](const auto& format) {
                           return format.param == log::Format::text ? "Text" : "Json";
                         });

}  // namespace
}  // namespace portero::station
