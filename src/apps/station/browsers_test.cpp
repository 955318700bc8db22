// A station and the browsers of its operators, with a media process that the test speaks for.
#include <stdexcept>

#include <gmock/gmock.h>

#include "apps/station/ids.hpp"
#include "apps/station/record.hpp"
#include "apps/station/state.hpp"
#include "apps/station/station.hpp"
#include "core/call/policy_from_settings.hpp"
#include "core/settings/merge.hpp"
#include "core/sip/random_hex.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Eq;
using testing::HasSubstr;
using testing::Optional;

constexpr base::Duration patience = 30s;
constexpr base::Duration answer_within = 300ms;
constexpr base::Duration comes_again_within = 200ms;
constexpr std::string_view described =
    "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
    "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n"
    "m=video 9 UDP/TLS/RTP/SAVPF 97 96\r\na=rtpmap:97 rtx/90000\r\na=rtpmap:96 VP8/90000\r\n";

class NotedMedia final : public Media {
 public:
  explicit NotedMedia(std::vector<media::Command>& sent) : sent_(sent) {}
  void send(const media::Command& command) override { sent_.push_back(command); }

 private:
  std::vector<media::Command>& sent_;
};

StationSettings settings_with(const settings::Patch& more) {
  settings::Patch patch{{"call.answer_in_browser", settings::Value{true}}};
  for (const auto& [name, value] : more) patch.insert_or_assign(name, value);
  const auto merged = settings::merge({}, patch);
  StationSettings made{call::policy_from(merged->settings).value(),
                       phone_settings(merged->settings, {{base::loopback_ipv4, 0}}, {}).value(),
                       media_preferences(merged->settings),
                       {.program = PORTERO_RELAY_PROGRAM, .line = door::Simulated{}}};
  made.browsers = {.answer_within = answer_within, .comes_again_within = comes_again_within};
  return made;
}

struct BrowsersTest : testing::Test {
  void start(const settings::Patch& more = {}) {
    StationSettings settings = settings_with(more);
    settings.recorder = recorder.get();
    settings.display.program = screen;
    station = Station::open(loop, log, std::move(settings), [this](Media::Handler handler) {
                tell = std::move(handler);
                return std::make_unique<NotedMedia>(sent);
              }).value();
    station->listen([this](const control::News& what) { news.push_back(what); });
  }
  control::ToOperator ask(const control::FromOperator& wish) {
    std::optional<control::ToOperator> answer;
    station->obey(wish, [&](const control::ToOperator& told) { answer = told; });
    return answer.value_or(control::Refused{"not_yet", ""});
  }
  // The answer comes once the media process has described the browser's connection.
  std::uint64_t join(const std::string& name, call::Intent intent,
                     std::optional<media::ViewerId> replaces = {}) {
    std::optional<control::ToOperator> answer;
    station->obey(control::Join{name, intent, "offer", replaces},
                  [&](const control::ToOperator& told) { answer = told; });
    if (const auto* const open = last<media::OpenViewer>(); open != nullptr && !answer) {
      const media::ViewerId viewer = open->viewer;
      EXPECT_THAT(open->offer, Optional(Eq("offer")));
      tell(media::ViewerDescribed{viewer, std::string{described}});
      tell(media::ViewerCandidate{viewer, 0, "candidate:1"});
      EXPECT_FALSE(answer);
      tell(media::ViewerGathered{viewer});
      tell(media::ViewerConnected{viewer});
    }
    const auto* const joined = std::get_if<control::Joined>(&*answer);
    if (joined == nullptr) {
      refused = std::get<control::Refused>(*answer);
      return 0;
    }
    EXPECT_THAT(joined->answer, HasSubstr("a=candidate:1\r\na=end-of-candidates\r\n"));
    return joined->viewer.value();
  }
  template <class Command>
  const Command* last() const {
    const Command* found = nullptr;
    for (const media::Command& command : sent)
      if (const auto* const it = std::get_if<Command>(&command)) found = it;
    return found;
  }
  [[nodiscard]] std::optional<call::Flow> flow_of(std::uint64_t viewer) const {
    std::optional<call::Flow> flow;
    for (const media::Command& command : sent)
      if (const auto* const set = std::get_if<media::SetViewerFlow>(&command))
        if (set->viewer.value() == viewer) flow = set->flow;
    return flow;
  }
  control::Status status() {
    return std::get<control::Status>(station->obey(control::ToStation{control::AskStatus{}}));
  }
  control::Unlock click(std::optional<media::ViewerId> viewer = {}) {
    return {.command = new_command(),
            .run = access::RunId{std::stoull(status().run, nullptr, 16)},
            .issued = base::TimePoint{status().now},
            .viewer = viewer,
            .who = "Dana"};
  }
  events::CallRecord last_call() {
    std::optional<events::Page<events::KeptCall>> calls;
    recorder->find_calls({}, [&](const auto& page) { calls = page.value(); });
    EXPECT_TRUE(loop.run_until([&] { return calls.has_value(); }, 10s));
    if (!calls || calls->kept.size() != 1) throw std::runtime_error{"there is not one call"};
    return calls->kept.front().call;
  }
  static access::Outcome outcome(const control::ToOperator& told) {
    return std::get<control::UnlockTold>(told).outcome;
  }
  std::vector<std::string> left() {
    std::vector<std::string> codes;
    for (const control::News& what : news)
      if (const auto* const gone = std::get_if<control::ViewerLeft>(&what))
        codes.push_back(gone->code);
    return codes;
  }

  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
  std::vector<media::Command> sent;
  Media::Handler tell;
  std::vector<control::News> news;
  control::Refused refused{};
  std::unique_ptr<store::Recorder> recorder;  // none where nothing is kept
  std::optional<process::Program> screen;     // none where nothing is drawn
  std::unique_ptr<Station> station;
};

TEST_F(BrowsersTest, TheIntercomWorksWhileSomebodyIsReady) {
  start();
  EXPECT_THAT(status().state, Eq("offline"));
  EXPECT_THAT(status().reason_code, Optional(Eq("nobody_ready")));
  ask(control::Ready{{"Dana"}});
  EXPECT_THAT(status().state, Eq("waiting"));
  EXPECT_THAT(status().ready, ElementsAre("Dana"));
  ask(control::Ready{});
  EXPECT_THAT(status().state, Eq("offline"));
}

TEST_F(BrowsersTest, TheButtonRingsThemAndTheFirstToAnswerIsInTheCall) {
  start();
  ask(control::Ready{{"Dana", "Eli"}});
  ask(control::PressButton{});
  EXPECT_THAT(status().state, Eq("ringing"));
  EXPECT_TRUE(status().call->asks_browsers);
  const std::uint64_t dana = join("Dana", call::Intent::watch);
  const std::uint64_t eli = join("Eli", call::Intent::watch);
  EXPECT_THAT(flow_of(dana), Optional(call::Flow::preview));
  EXPECT_THAT(flow_of(eli), Optional(call::Flow::preview));

  EXPECT_EQ(ask(control::Answer{media::ViewerId{dana}}), control::ToOperator{control::Done{}});
  EXPECT_THAT(status().state, Eq("in_call"));
  EXPECT_THAT(flow_of(dana), Optional(call::Flow::both));
  EXPECT_THAT(flow_of(eli), Optional(call::Flow::preview));
  const control::Status::Party in_call{.name = "Dana", .route = "webrtc", .viewer = dana};
  EXPECT_THAT(status().call->parties, ElementsAre(in_call));
  EXPECT_FALSE(status().call->asks_browsers);

  ask(control::Answer{media::ViewerId{eli}});
  EXPECT_THAT(flow_of(eli), Optional(call::Flow::both));
  EXPECT_THAT(status().call->parties.size(), Eq(2U));
}

TEST_F(BrowsersTest, EachChangeIsTold) {
  start();
  ask(control::Ready{{"Dana"}});
  ask(control::PressButton{});
  std::vector<std::string> states;
  for (const control::News& what : news)
    if (const auto* const told = std::get_if<control::Status>(&what)) states.push_back(told->state);
  EXPECT_THAT(states, ElementsAre("waiting", "ringing"));
}

TEST_F(BrowsersTest, AnOperatorPausesAndComesBackAndLeaves) {
  start();
  ask(control::Ready{{"Dana"}});
  const std::uint64_t dana = join("Dana", call::Intent::talk);
  EXPECT_THAT(status().state, Eq("in_call"));
  ask(control::Pause{media::ViewerId{dana}});
  EXPECT_THAT(status().state, Eq("paused"));
  EXPECT_THAT(flow_of(dana), Optional(call::Flow::none));
  ask(control::Resume{media::ViewerId{dana}});
  EXPECT_THAT(flow_of(dana), Optional(call::Flow::both));
  ask(control::Leave{media::ViewerId{dana}});
  EXPECT_THAT(last<media::CloseViewer>()->viewer.value(), Eq(dana));
  EXPECT_THAT(status().state, Eq("ended"));
  EXPECT_THAT(std::get<control::Refused>(ask(control::Pause{media::ViewerId{dana}})).code,
              Eq("no_such_viewer"));
}

TEST_F(BrowsersTest, WhoSaysGoodbyeIsInTheCallNoMore) {
  start();
  const std::uint64_t dana = join("Dana", call::Intent::talk);
  tell(media::ViewerGone{media::ViewerId{dana}, media::ViewerEnd::closed, "goodbye"});
  EXPECT_THAT(status().call, Eq(std::nullopt));
  EXPECT_THAT(left(), ElementsAre("closed"));
}

// The media process ended, or the browser's network changed: one call, in the record as well.
TEST_F(BrowsersTest, WhoWasLostComesAgainIntoTheSameCall) {
  start();
  const media::ViewerId dana{join("Dana", call::Intent::talk)};
  const std::uint64_t call = status().call->id;
  tell(media::ViewerGone{dana, media::ViewerEnd::failed, "the media process ended"});
  EXPECT_THAT(left(), ElementsAre("failed"));
  EXPECT_THAT(status().state, Eq("in_call"));
  const std::uint64_t again = join("Dana", call::Intent::talk, dana);
  EXPECT_THAT(status().call->id, Eq(call));
  EXPECT_THAT(flow_of(again), Optional(call::Flow::both));
  EXPECT_THAT(status().call->parties.front().viewer, Optional(Eq(again)));
  loop.run_for(comes_again_within + 200ms);
  EXPECT_THAT(status().state, Eq("in_call"));
}

// CALL-10.
TEST_F(BrowsersTest, TheRecordTellsCodecsAndQualityThoughThePageWasJustClosed) {
  const store::TemporaryFolder folder;
  State state = open_state(folder.path());
  recorder = recorder_in(state, loop, log);
  start();
  ask(control::Ready{{"Dana", "Eli"}});
  ask(control::PressButton{});
  const media::ViewerId eli{join("Eli", call::Intent::watch)};
  const media::ViewerId dana{join("Dana", call::Intent::watch)};
  ask(control::Answer{dana});
  const auto heard = [](media::ViewerId viewer, std::uint64_t lost) {
    return media::ViewerStatistics{
        .viewer = viewer,
        .sound = {.packets_received = 100 - lost, .packets_lost = lost, .jitter_us = 2000}};
  };
  tell(media::Statistics{.viewers = {heard(eli, 50), heard(dana, 1)}});
  tell(media::ViewerGone{dana, media::ViewerEnd::closed, "the browser said goodbye"});
  EXPECT_FALSE(status().call);
  const events::CallRecord call = last_call();
  EXPECT_THAT(call.codecs, Eq("Opus-48000-2, VP8"));
  EXPECT_THAT(call.quality.value_or(events::Quality{}).loss_percent, testing::DoubleEq(1));
  EXPECT_THAT(call.quality.value_or(events::Quality{}).jitter_ms, testing::DoubleEq(2));
  station.reset();
}

TEST_F(BrowsersTest, WhoOnlyWatchedSaysNothingOfTheCall) {
  const store::TemporaryFolder folder;
  State state = open_state(folder.path());
  recorder = recorder_in(state, loop, log);
  start();
  ask(control::Ready{{"Dana"}});
  ask(control::PressButton{});
  const media::ViewerId dana{join("Dana", call::Intent::watch)};
  tell(media::Statistics{.viewers = {{.viewer = dana, .sound = {.packets_received = 9}}}});
  ask(control::Leave{dana});
  std::ignore = station->obey(control::ToStation{control::HangUp{}});
  const events::CallRecord call = last_call();
  EXPECT_THAT(call.codecs, Eq(""));
  EXPECT_FALSE(call.quality);
  station.reset();
}

// Its number was of a run before: nobody else's place is taken.
TEST_F(BrowsersTest, NumbersOfAnotherRunNameNobody) {
  start();
  const std::uint64_t dana = join("Dana", call::Intent::talk);
  start();
  EXPECT_NE(join("Eli", call::Intent::talk), dana);
  EXPECT_THAT(std::get<control::Refused>(ask(control::Leave{media::ViewerId{dana}})).code,
              Eq("no_such_viewer"));
}

TEST_F(BrowsersTest, WhoDoesNotComeAgainIsInTheCallNoMore) {
  start();
  const std::uint64_t dana = join("Dana", call::Intent::talk);
  tell(media::ViewerGone{media::ViewerId{dana}, media::ViewerEnd::vanished, "nothing came"});
  EXPECT_THAT(status().state, Eq("in_call"));
  EXPECT_TRUE(loop.run_until([&] { return !status().call; }, comes_again_within + 5s));
}

TEST_F(BrowsersTest, WhoOnlyWatchedIsGoneAtOnce) {
  start();
  const std::uint64_t dana = join("Dana", call::Intent::watch);
  tell(media::ViewerGone{media::ViewerId{dana}, media::ViewerEnd::failed, "no network"});
  EXPECT_THAT(status().watchers, testing::IsEmpty());
}

TEST_F(BrowsersTest, WhoCannotBeConnectedIsToldWhy) {
  start();
  std::optional<control::ToOperator> answer;
  for (const call::Intent intent : {call::Intent::watch, call::Intent::talk}) {
    station->obey(control::Join{"Dana", intent, "nonsense"},
                  [&](const control::ToOperator& told) { answer = told; });
    tell(
        media::ViewerGone{last<media::OpenViewer>()->viewer, media::ViewerEnd::failed, "no offer"});
    ASSERT_TRUE(answer);
    EXPECT_THAT(std::get<control::Refused>(*answer).code, Eq("no_media"));
    EXPECT_THAT(std::get<control::Refused>(*answer).sentence, HasSubstr("no offer"));
    EXPECT_THAT(status().call, Eq(std::nullopt));
    answer.reset();
  }
}

// The media process did not read what it was told: the door stayed in a call with nobody.
TEST_F(BrowsersTest, WhoseOfferIsNeverAnsweredIsToldAndOutOfTheCall) {
  start();
  std::optional<control::ToOperator> answer;
  station->obey(control::Join{"Dana", call::Intent::talk, "unread"},
                [&](const control::ToOperator& told) { answer = told; });
  EXPECT_THAT(status().state, Eq("in_call"));
  ASSERT_TRUE(loop.run_until([&] { return answer.has_value(); }, answer_within + 5s));
  EXPECT_THAT(std::get<control::Refused>(*answer).code, Eq("no_media"));
  EXPECT_THAT(status().call, Eq(std::nullopt));
}

// The media process ended again before it described the second connection.
TEST_F(BrowsersTest, WhoIsLostTwiceMayComeAgainTwice) {
  start();
  const media::ViewerId dana{join("Dana", call::Intent::talk)};
  tell(media::ViewerGone{dana, media::ViewerEnd::failed, "the media process ended"});
  std::optional<control::ToOperator> answer;
  station->obey(control::Join{"Dana", call::Intent::talk, "offer", dana},
                [&](const control::ToOperator& told) { answer = told; });
  const media::ViewerId second = last<media::OpenViewer>()->viewer;
  tell(media::ViewerGone{second, media::ViewerEnd::failed, "the media process ended"});
  EXPECT_THAT(std::get<control::Refused>(answer.value()).code, Eq("no_media"));
  EXPECT_THAT(status().state, Eq("in_call"));
  EXPECT_NE(join("Dana", call::Intent::talk, second), 0U);
  EXPECT_THAT(status().state, Eq("in_call"));
}

TEST_F(BrowsersTest, NoMoreThanTenAreLetIn) {
  start();
  for (int i = 0; i < 10; ++i) EXPECT_NE(join("Dana", call::Intent::watch), 0U);
  EXPECT_EQ(join("Eli", call::Intent::watch), 0U);
  EXPECT_THAT(refused.code, Eq("full"));
}

TEST_F(BrowsersTest, NobodyTalksThroughAnIntercomThatIsOff) {
  start({{"call.answer_in_browser", settings::Value{false}}});
  EXPECT_EQ(join("Dana", call::Intent::talk), 0U);
  EXPECT_THAT(refused.code, Eq("switched_off"));
}

TEST_F(BrowsersTest, AClickInACallOpensOnceHoweverOftenItIsSent) {
  start();
  const media::ViewerId dana{join("Dana", call::Intent::talk)};
  const control::Unlock unlock = click(dana);
  EXPECT_EQ(outcome(ask(unlock)), access::Outcome{access::Opened{}});
  EXPECT_EQ(outcome(ask(unlock)), access::Outcome{access::Opened{}});
  ask(control::Leave{dana});
  EXPECT_THAT(status().state, Eq("access_granted"));
}

TEST_F(BrowsersTest, WhoeverListensIsToldThatTheRelayMoved) {
  start();
  const media::ViewerId dana{join("Dana", call::Intent::talk)};
  ASSERT_TRUE(loop.run_until([&] { return status().door.attended; }, patience));
  EXPECT_TRUE(status().door.simulated);
  EXPECT_EQ(outcome(ask(click(dana))), access::Outcome{access::Opened{}});
  const auto told_open = [&] {
    const auto* const last = std::get_if<control::Status>(&news.back());
    return last != nullptr && !last->door.movements.empty() && last->door.movements.back().open;
  };
  EXPECT_TRUE(loop.run_until(told_open, patience));
}

// The operator looks at the picture of a visitor who has gone; another one stands there now.
TEST_F(BrowsersTest, AClickOfALegThatIsGoneOpensNothing) {
  start();
  const media::ViewerId dana{join("Dana", call::Intent::talk)};
  ask(control::Leave{dana});
  std::ignore = join("Eli", call::Intent::talk);
  EXPECT_THAT(std::get<control::Refused>(ask(click(dana))).code, Eq("no_such_viewer"));
}

TEST_F(BrowsersTest, OutsideACallThePasswordIsWanted) {
  start();
  EXPECT_EQ(outcome(ask(click())), access::Outcome{access::Why::needs_passkey});
  control::Unlock verified = click();
  verified.verified = true;
  EXPECT_EQ(outcome(ask(verified)), access::Outcome{access::Opened{}});
}

TEST_F(BrowsersTest, AnOldClickAndOneForAnotherRunOpenNothing) {
  start();
  const media::ViewerId dana{join("Dana", call::Intent::talk)};
  control::Unlock old = click(dana);
  old.issued -= 6s;
  EXPECT_EQ(outcome(ask(old)), access::Outcome{access::Why::expired});
  control::Unlock other = click(dana);
  other.run = access::RunId{other.run.value() + 1};
  EXPECT_EQ(outcome(ask(other)), access::Outcome{access::Why::earlier_run});
}

TEST_F(BrowsersTest, OnePictureIsTakenForAllWhoWantToSee) {
  start();
  std::vector<control::ToOperator> answers;
  const auto note = [&](const control::ToOperator& told) { answers.push_back(told); };
  station->obey(control::AskPicture{}, note);
  station->obey(control::AskPicture{}, note);
  EXPECT_EQ(std::ranges::count_if(sent,
                                  [](const media::Command& command) {
                                    return std::holds_alternative<media::TakeSnapshot>(command);
                                  }),
            1);
  tell(media::SnapshotTaken{last<media::TakeSnapshot>()->snapshot, {1, 2}});
  const control::ToOperator picture = control::Picture{{1, 2}};
  EXPECT_THAT(answers, ElementsAre(picture, picture));
}

// Privacy: the visitor is told that somebody sees him, in a call or not.
struct WatchedDoorTest : BrowsersTest {
  WatchedDoorTest() { screen = {.path = "/bin/sh", .arguments = {"-c", "exec cat <&3"}}; }
  bool is_marked() { return status().screen.value().camera_on; }
  void sees(std::uint64_t viewer, media::Sight sight) {
    tell(media::ViewerSees{media::ViewerId{viewer}, sight});
  }
};

TEST_F(WatchedDoorTest, IsMarkedWhileABrowserSeesIt) {
  start();
  ask(control::Ready{{"Dana"}});
  ASSERT_THAT(status().state, Eq("waiting"));
  const std::uint64_t dana = join("Dana", call::Intent::watch);
  EXPECT_FALSE(is_marked()) << "nothing was sent yet";
  news.clear();
  sees(dana, media::Sight::motion);
  EXPECT_TRUE(is_marked());
  EXPECT_THAT(status().state, Eq("waiting"));
  ASSERT_THAT(news, testing::SizeIs(1)) << "whoever looks at the screen from afar is told";
  EXPECT_TRUE(std::get<control::Status>(news.front()).screen.value().camera_on);
  sees(dana, media::Sight::stills);
  EXPECT_TRUE(is_marked());
  ask(control::Leave{media::ViewerId{dana}});
  EXPECT_FALSE(is_marked());
}

TEST_F(WatchedDoorTest, IsMarkedUntilTheLastBrowserIsGone) {
  start();
  ask(control::Ready{{"Dana", "Eli"}});
  ask(control::PressButton{});
  const std::uint64_t dana = join("Dana", call::Intent::talk);
  const std::uint64_t eli = join("Eli", call::Intent::talk);
  ASSERT_THAT(status().state, Eq("in_call"));
  for (const std::uint64_t viewer : {dana, eli}) sees(viewer, media::Sight::motion);
  sees(dana, media::Sight::nothing);  // on hold
  EXPECT_TRUE(is_marked());
  tell(media::ViewerGone{media::ViewerId{eli}, media::ViewerEnd::vanished, "lost"});
  EXPECT_THAT(status().call->parties.size(), Eq(2U)) << "and may come again";
  EXPECT_FALSE(is_marked());
}

// The new connection sees before the old one is known to be lost, or long after.
TEST_F(WatchedDoorTest, IsMarkedAgainWhenABrowserComesAgain) {
  start();
  ask(control::Ready{{"Dana"}});
  ask(control::PressButton{});
  const std::uint64_t dana = join("Dana", call::Intent::talk);
  sees(dana, media::Sight::motion);
  const std::uint64_t again = join("Dana", call::Intent::talk, media::ViewerId{dana});
  sees(again, media::Sight::motion);
  EXPECT_TRUE(is_marked());
  sees(dana, media::Sight::motion);
  ask(control::Leave{media::ViewerId{again}});
  EXPECT_FALSE(is_marked()) << "whatever is told of one that was replaced";
}

TEST_F(BrowsersTest, WhoCannotSeeIsToldWhy) {
  start();
  std::optional<control::ToOperator> answer;
  station->obey(control::AskPicture{}, [&](const control::ToOperator& told) { answer = told; });
  tell(media::SnapshotFailed{last<media::TakeSnapshot>()->snapshot, "no camera"});
  EXPECT_THAT(std::get<control::Refused>(answer.value()).code, Eq("no_picture"));
}

}  // namespace
}  // namespace portero::station
