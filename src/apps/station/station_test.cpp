// Two stations on the loopback, by SIP, without a server: one plays the door, the other its
// operator. What only real phones can show is in tests/interop.
#include "apps/station/station.hpp"

#include <sstream>

#include <gmock/gmock.h>

#include "apps/station/simulated_media.hpp"
#include "core/call/policy_from_settings.hpp"
#include "core/display/look.hpp"
#include "core/media/memory.hpp"
#include "core/settings/merge.hpp"
#include "io/net/udp.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Eq;
using testing::IsEmpty;
using testing::Optional;

constexpr base::Duration patience = 10s;

StationSettings settings_with(const settings::Patch& more) {
  settings::Patch patch{{"sip.enabled", settings::Value{true}},
                        {"sip.direct_calls", settings::Value{true}}};
  for (const auto& [name, value] : more) patch.insert_or_assign(name, value);
  const auto merged = settings::merge({}, patch);
  return {call::policy_from(merged->settings).value(),
          phone_settings(merged->settings, {{base::loopback_ipv4, 0}}, {}).value(),
          media_preferences(merged->settings),
          {.program = PORTERO_RELAY_PROGRAM, .line = door::Simulated{}}};
}

struct StationTest : testing::Test {
  std::unique_ptr<Station> start(const settings::Patch& more = {}) { return start(more, log); }
  std::unique_ptr<Station> start(const settings::Patch& more, log::Log& its_log) {
    return start_with(settings_with(more), its_log);
  }
  std::unique_ptr<Station> start_with(StationSettings settings) {
    return start_with(std::move(settings), log);
  }
  std::unique_ptr<Station> start_with(StationSettings settings, log::Log& its_log) {
    return Station::open(loop, its_log, std::move(settings),
                         [this](Media::Handler handler) {
                           return std::make_unique<SimulatedMedia>(loop, std::move(handler));
                         })
        .value();
  }
  static std::string address_of(const Station& station) {
    return base::to_string(station.listening().front());
  }
  static control::Status status(Station& station) {
    return std::get<control::Status>(station.obey(control::AskStatus{}));
  }
  bool comes_to(Station& station, const std::string& state) {
    return loop.run_until([&] { return status(station).state == state; }, patience);
  }
  bool is_over(Station& station) {
    const auto look = [&] {
      const std::string state = status(station).state;
      return state == "ended" || state == "waiting";
    };
    return loop.run_until(look, patience);
  }

  // What is answered, at once or later.
  control::ToOperator operate(Station& station, const control::FromOperator& wish) {
    std::optional<control::ToOperator> told;
    station.obey(wish, [&](const control::ToOperator& answer) { told = answer; });
    EXPECT_TRUE(loop.run_until([&] { return told.has_value(); }, patience));
    return told.value_or(control::Done{});
  }
  static std::string code_of(const control::ToOperator& told) {
    const auto* const refused = std::get_if<control::Refused>(&told);
    return refused == nullptr ? "" : refused->code;
  }

  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
};

TEST_F(StationTest, CallsAnAddressWhichAnswersAtOnce) {
  const auto door = start();
  const auto desk = start();
  EXPECT_THAT(door->obey(control::Call{address_of(*desk)}), Eq(control::Reply{control::Done{}}));
  EXPECT_TRUE(comes_to(*door, "in_call"));
  EXPECT_TRUE(comes_to(*desk, "in_call"));
  EXPECT_THAT(status(*door).parties, ElementsAre(address_of(*desk)));
  EXPECT_THAT(status(*desk).parties, ElementsAre("door@127.0.0.1"));
}

// Media of which the test hears what the visitor does.
class HeardMedia final : public Media {
 public:
  HeardMedia(loop::EventLoop& loop, Handler handler, std::vector<media::Cue>& cues)
      : media_(loop, std::move(handler)), cues_(cues) {}
  void send(const media::Command& command) override {
    if (const auto* play = std::get_if<media::PlayCue>(&command)) cues_.push_back(play->cue);
    media_.send(command);
  }

 private:
  SimulatedMedia media_;
  std::vector<media::Cue>& cues_;
};

// DSP-10: who does not see the screen hears what the call does, and that somebody listens.
TEST_F(StationTest, TheVisitorHearsEachStepOfACall) {
  std::vector<media::Cue> at_the_door;
  std::vector<media::Cue> called;
  const auto with = [this](std::vector<media::Cue>& cues, StationSettings settings) {
    return Station::open(loop, log, std::move(settings),
                         [&](Media::Handler handler) {
                           return std::make_unique<HeardMedia>(loop, std::move(handler), cues);
                         })
        .value();
  };
  const auto door = with(at_the_door, settings_with({}));
  const auto desk = with(called, settings_with({}));
  std::ignore = door->obey(control::Call{address_of(*desk)});
  ASSERT_TRUE(comes_to(*door, "in_call"));
  EXPECT_THAT(called, ElementsAre(media::Cue::answered)) << "a call to the door does not ring";
  std::ignore = desk->obey(control::HangUp{});
  EXPECT_TRUE(is_over(*door));
  EXPECT_THAT(at_the_door,
              ElementsAre(media::Cue::ringing, media::Cue::answered, media::Cue::ended));
}

TEST_F(StationTest, WhoPressesAndCannotCallHearsThat) {
  const auto silent_server =
      net::UdpSocket::bind(loop, {base::loopback_ipv4, 0}, [](const net::UdpEvent&) {}).value();
  std::vector<media::Cue> cues;
  const auto door =
      Station::open(loop, log,
                    settings_with({{"sip.server_address",
                                    settings::Value{base::to_string(silent_server.local())}},
                                   {"sip.transport", settings::Value{"udp"}},
                                   {"sip.username", settings::Value{"100"}}}),
                    [&](Media::Handler handler) {
                      return std::make_unique<HeardMedia>(loop, std::move(handler), cues);
                    })
          .value();
  door->press();
  EXPECT_THAT(cues, ElementsAre(media::Cue::unavailable));
  EXPECT_EQ(status(*door).state, "offline");
}

TEST_F(StationTest, NothingIsHeardWhereSoundsAreOff) {
  const auto silent_phone =
      net::UdpSocket::bind(loop, {base::loopback_ipv4, 0}, [](const net::UdpEvent&) {}).value();
  const std::string extension = base::to_string(silent_phone.local());
  std::vector<media::Cue> cues;
  const StationSettings loud = settings_with({{"sip.extension", settings::Value{extension}}});
  StationSettings quiet = loud;
  quiet.display.sounds = false;
  const auto door = Station::open(loop, log, loud, [&](Media::Handler handler) {
                      return std::make_unique<HeardMedia>(loop, std::move(handler), cues);
                    }).value();
  door->press();
  ASSERT_TRUE(comes_to(*door, "ringing"));
  door->configure(quiet, Station::Account::kept);
  EXPECT_THAT(cues, ElementsAre(media::Cue::ringing, media::Cue::silence));
  std::ignore = door->obey(control::HangUp{});
  EXPECT_TRUE(is_over(*door));
  EXPECT_THAT(cues, testing::SizeIs(2));
}

// Remembers what the media process would be told again if it died now.
class RememberingMedia final : public Media {
 public:
  RememberingMedia(loop::EventLoop& loop, Handler handler, media::Memory& memory)
      : media_(loop,
               [&memory, handler = std::move(handler)](const media::Event& event) {
                 if (memory.is_news(event)) handler(event);
               }),
        memory_(memory) {}
  void send(const media::Command& command) override {
    memory_.told(command);
    media_.send(command);
  }

 private:
  SimulatedMedia media_;
  media::Memory& memory_;
};

// A call to the door was answered before it had ports. Its flow was told at once, and nobody heard:
// the caller saw and heard nothing at all.
TEST_F(StationTest, LetsMediaFlowInACallToTheDoor) {
  media::Memory memory;
  const auto door = Station::open(loop, log, settings_with({}), [&](Media::Handler handler) {
                      return std::make_unique<RememberingMedia>(loop, std::move(handler), memory);
                    }).value();
  const auto desk = start();
  std::ignore = desk->obey(control::Call{address_of(*door)});
  const auto flows = [&] {
    return std::ranges::any_of(memory.retell(), [](const media::Command& command) {
      const auto* const set = std::get_if<media::SetFlow>(&command);
      return set != nullptr && set->flow == call::Flow::both;
    });
  };
  EXPECT_TRUE(loop.run_until(flows, patience));
}

// Media of a process that speaks DTLS, and may die.
class CertifiedMedia final : public Media {
 public:
  CertifiedMedia(loop::EventLoop& loop, Handler handler, std::string digest)
      : media_(loop, [this](const media::Event& event) { came(event); }),
        handler_(std::move(handler)),
        digest_(std::move(digest)) {}
  void send(const media::Command& command) override {
    if (const auto* use = std::get_if<media::UseAgreement>(&command)) agreement = use->agreement;
    media_.send(command);
  }
  // Another process is in its place, with another certificate.
  void begins_again(std::string digest) {
    digest_ = std::move(digest);
    if (ready_) came(*ready_);
  }
  // While the phone still rings.
  void begins_again_once_ready(std::string digest) { next_ = std::move(digest); }
  [[nodiscard]] std::vector<sdp::Fingerprint> theirs() const {
    const auto* dtls = agreement.audio
                           ? std::get_if<sdp::DtlsSrtp>(&agreement.audio->transport.protection)
                           : nullptr;
    return dtls == nullptr ? std::vector<sdp::Fingerprint>{} : dtls->remote_fingerprints;
  }

  sdp::Agreement agreement;

 private:
  void came(media::Event event) {
    if (auto* ready = std::get_if<media::LegReady>(&event)) {
      ready->local.fingerprint = {"sha-256", digest_};
      ready_ = *ready;
    }
    handler_(event);
    if (const auto next = std::exchange(next_, std::nullopt)) begins_again(*next);
  }

  SimulatedMedia media_;
  Handler handler_;
  std::string digest_;
  std::optional<std::string> next_;
  std::optional<media::LegReady> ready_;
};

struct CertifiedTest : StationTest {
  std::unique_ptr<Station> with(CertifiedMedia*& media, std::string digest) {
    const auto settings = settings_with({{"sip.srtp", settings::Value{"dtls"}}});
    return Station::open(loop, log, settings,
                         [&](Media::Handler handler) {
                           auto made =
                               std::make_unique<CertifiedMedia>(loop, std::move(handler), digest);
                           media = made.get();
                           return made;
                         })
        .value();
  }
  void desk_learns(const std::string& digest) {
    EXPECT_TRUE(loop.run_until(
        [&] { return desk_media->theirs() == std::vector<sdp::Fingerprint>{{"sha-256", digest}}; },
        patience));
  }

  CertifiedMedia* door_media = nullptr;
  CertifiedMedia* desk_media = nullptr;
  std::unique_ptr<Station> door = with(door_media, "AA:AA");
  std::unique_ptr<Station> desk = with(desk_media, "BB:BB");
};

// The certificate of a call by DTLS died with the media process, and the next one's was told to
// nobody: the call was silent from then on, and its keys opened nothing.
TEST_F(CertifiedTest, APhoneLearnsTheCertificateOfAnotherMediaProcess) {
  std::ignore = door->obey(control::Call{address_of(*desk)});
  ASSERT_TRUE(comes_to(*door, "in_call"));
  desk_learns("AA:AA");
  door_media->begins_again("CC:CC");
  desk_learns("CC:CC");
  EXPECT_TRUE(loop.run_until(
      [&] {
        return sdp::our_certificate(door_media->agreement) == sdp::Fingerprint{"sha-256", "CC:CC"};
      },
      patience));
  EXPECT_EQ(status(*door).state, "in_call");
  EXPECT_EQ(status(*desk).state, "in_call");
}

TEST_F(CertifiedTest, WhoWasCalledTellsItsCertificateAnew) {
  std::ignore = desk->obey(control::Call{address_of(*door)});
  ASSERT_TRUE(comes_to(*door, "in_call"));
  desk_learns("AA:AA");
  door_media->begins_again("CC:CC");
  desk_learns("CC:CC");
}

TEST_F(CertifiedTest, APhoneThatRingsMeanwhileLearnsItOnceItHasAnswered) {
  door_media->begins_again_once_ready("CC:CC");
  std::ignore = door->obey(control::Call{address_of(*desk)});
  ASSERT_TRUE(comes_to(*door, "in_call"));
  desk_learns("CC:CC");
}

TEST_F(StationTest, ThePressOfItsButtonCallsTheExtension) {
  const auto desk = start();
  const auto door = start({{"sip.extension", settings::Value{address_of(*desk)}}});
  door->press();
  EXPECT_TRUE(comes_to(*door, "in_call"));
  EXPECT_TRUE(comes_to(*desk, "in_call"));
}

TEST_F(StationTest, EndsTheCallOnBothSides) {
  const auto door = start();
  const auto desk = start();
  std::ignore = door->obey(control::Call{address_of(*desk)});
  // The one that is called is in the call before the other has its answer.
  ASSERT_TRUE(comes_to(*door, "in_call"));
  std::ignore = desk->obey(control::HangUp{});
  EXPECT_TRUE(is_over(*door));
  EXPECT_TRUE(is_over(*desk));
  EXPECT_THAT(status(*door).parties, IsEmpty());
  EXPECT_THAT(status(*door).last_end, Optional(Eq("The far side hung up.")));
  EXPECT_THAT(status(*desk).last_end, Eq(std::nullopt));
}

TEST_F(StationTest, KnowsWhichCodecsWereAgreedAndWhereNoneWere) {
  const settings::Patch pcma{{"sip.audio", settings::Value{"pcma_8000"}},
                             {"sip.video", settings::Value{false}}};
  const auto door = start(pcma);
  const auto desk = start();
  EXPECT_THAT(door->agreed().codecs, Eq(""));
  std::ignore = door->obey(control::Call{address_of(*desk)});
  ASSERT_TRUE(comes_to(*door, "in_call"));
  EXPECT_THAT(door->agreed().codecs, Eq("PCMA-8000"));
  std::ignore = desk->obey(control::HangUp{});
  ASSERT_TRUE(is_over(*door));
  EXPECT_FALSE(door->agreed().none_in_common);

  const auto other = start({{"sip.audio", settings::Value{"pcmu_8000"}}});
  std::ignore = door->obey(control::Call{address_of(*other)});
  EXPECT_TRUE(comes_to(*door, "failed"));
  EXPECT_TRUE(door->agreed().none_in_common);
}

TEST_F(StationTest, TakesNoCallFromWhoIsNotListed) {
  const auto door = start();
  const auto desk = start(
      {{"sip.limit_incoming_to_extensions", settings::Value{settings::TextList{"reception"}}}});
  std::ignore = door->obey(control::Call{address_of(*desk)});
  EXPECT_TRUE(comes_to(*door, "failed"));
  EXPECT_THAT(status(*door).last_end, Optional(Eq("The server does not allow this call.")));
  EXPECT_THAT(status(*desk).state, Eq("waiting"));
}

// The words are those of 480 and of no other answer.
TEST_F(StationTest, IsNotThereForCallersWhereIncomingCallsAreOff) {
  const auto door = start();
  const auto desk = start({{"sip.accept_incoming_calls", settings::Value{false}}});
  std::ignore = door->obey(control::Call{address_of(*desk)});
  EXPECT_TRUE(comes_to(*door, "no_answer"));
  EXPECT_THAT(status(*door).last_end, Optional(Eq("Nobody is there at the moment.")));
  EXPECT_THAT(status(*desk).state, Eq("waiting"));
}

// Lines once told what the display showed: while it said goodbye, nothing told that the station was
// ready again.
TEST_F(StationTest, LogsEachChangeOfTheCallOnce) {
  log::Log info{log::Level::info, log::Format::text};
  testing::internal::CaptureStderr();
  const auto door = start({}, info);
  const auto desk = start();
  std::ignore = door->obey(control::Call{address_of(*desk)});
  EXPECT_TRUE(comes_to(*door, "in_call"));
  std::ignore = desk->obey(control::HangUp{});
  EXPECT_TRUE(is_over(*door));
  std::istringstream lines{testing::internal::GetCapturedStderr()};
  std::vector<std::string> changes;
  const std::string_view logger = " call: ";
  for (std::string line; std::getline(lines, line);)
    if (const auto at = line.find(logger); at != line.npos && line.contains(" -> "))
      changes.push_back(line.substr(at + logger.size()));
  EXPECT_THAT(changes, ElementsAre("offline -> waiting", "waiting -> ringing", "ringing -> in_call",
                                   "in_call -> waiting"));
}

TEST_F(StationTest, SaysWhyItCannotDial) {
  const auto door = start();
  const auto refused = std::get<control::Refused>(door->obey(control::Call{"201"}));
  EXPECT_THAT(refused.code, Eq("no_such_extension"));
}

TEST_F(StationTest, ObeysNewSettingsAtOnce) {
  const auto door = start();
  const auto desk = start();
  door->configure(settings_with({{"sip.extension", settings::Value{address_of(*desk)}}}),
                  Station::Account::kept);
  door->press();
  EXPECT_TRUE(comes_to(*desk, "in_call"));
}

TEST_F(StationTest, EndsACallThatNewSettingsDoNotAllow) {
  const auto door = start();
  const auto desk = start();
  std::ignore = door->obey(control::Call{address_of(*desk)});
  ASSERT_TRUE(comes_to(*door, "in_call"));
  door->configure(settings_with({{"sip.enabled", settings::Value{false}}}),
                  Station::Account::changed);
  EXPECT_TRUE(comes_to(*door, "disabled"));
  EXPECT_TRUE(is_over(*desk));
}

// Where the account had changed in the call, that call's requests would have come from a stranger.
TEST_F(StationTest, TakesAnotherAccountOnceItsCallIsOver) {
  std::string heard;
  const auto registrar =
      net::UdpSocket::bind(loop, {base::loopback_ipv4, 0}, [&](const net::UdpEvent& event) {
        if (const auto* got = std::get_if<net::UdpReceived>(&event))
          heard.append(got->bytes.begin(), got->bytes.end());
      }).value();
  const auto door = start();
  const auto desk = start();
  std::ignore = door->obey(control::Call{address_of(*desk)});
  ASSERT_TRUE(comes_to(*door, "in_call"));
  door->configure(
      settings_with({{"sip.server_address", settings::Value{base::to_string(registrar.local())}},
                     {"sip.transport", settings::Value{"udp"}},
                     {"sip.username", settings::Value{"100"}}}),
      Station::Account::changed);
  loop.run_for(50ms);
  EXPECT_EQ(status(*door).state, "in_call");
  EXPECT_EQ(heard, "");
  EXPECT_TRUE(door->account_waits());
  std::ignore = desk->obey(control::HangUp{});
  EXPECT_TRUE(loop.run_until([&] { return heard.starts_with("REGISTER sip:"); }, patience));
  EXPECT_FALSE(door->account_waits());
  EXPECT_TRUE(comes_to(*door, "offline"));
  door->configure(settings_with({}), Station::Account::changed);
  EXPECT_TRUE(comes_to(*door, "waiting")) << "and back to none";
}

TEST_F(StationTest, LeavesWhenItsCallIsOver) {
  const auto door = start();
  const auto desk = start();
  std::ignore = door->obey(control::Call{address_of(*desk)});
  ASSERT_TRUE(comes_to(*desk, "in_call"));
  bool gone = false;
  door->leave([&] { gone = true; });
  loop.run_for(50ms);
  EXPECT_FALSE(gone);
  std::ignore = desk->obey(control::HangUp{});
  EXPECT_TRUE(loop.run_until([&] { return gone; }, patience));
}

// Stands in the place of the screen, and is touched as soon as it shows that the station waits.
process::Program touched_when_waiting() {
  return {.path = "/bin/sh",
          .arguments = {"-c",
                        "while read -r line <&3; do case $line in *'\"waiting\"'*)\n"
                        "  echo '{\"touched\":{}}' >&3; exec cat <&3 >/dev/null;; esac; done"}};
}

TEST_F(StationTest, ATouchOnTheScreenCallsTheExtension) {
  const auto desk = start();
  StationSettings settings = settings_with({{"sip.extension", settings::Value{address_of(*desk)}}});
  settings.display.program = touched_when_waiting();
  const auto door = start_with(std::move(settings));
  EXPECT_TRUE(comes_to(*door, "in_call"));
  EXPECT_TRUE(comes_to(*desk, "in_call"));
}

// The door on a laptop: the console shows the screen, and a click on it is the visitor's finger.
TEST_F(StationTest, ATouchFromTheConsoleCallsTheExtensionAndTheScreenShowsIt) {
  const auto silent =
      net::UdpSocket::bind(loop, {base::loopback_ipv4, 0}, [](const net::UdpEvent&) {}).value();
  StationSettings settings =
      settings_with({{"sip.extension", settings::Value{base::to_string(silent.local())}}});
  settings.display.program =
      process::Program{.path = PORTERO_DISPLAY_PROGRAM, .arguments = {"--platform", "offscreen"}};
  const auto door = start_with(std::move(settings));
  std::vector<control::Status::Screen> told;
  door->listen([&](const control::News& news) {
    const auto* const status = std::get_if<control::Status>(&news);
    if (status != nullptr && status->screen) told.push_back(*status->screen);
  });
  EXPECT_THAT(code_of(operate(*door, control::AskScreen{})), Eq("screen_down"));
  EXPECT_THAT(code_of(operate(*door, control::TouchScreen{})), Eq("screen_down"));
  ASSERT_TRUE(loop.run_until([&] { return !told.empty() && told.back().drawn; }, 30s));
  const auto waiting = std::get<control::ScreenPicture>(operate(*door, control::AskScreen{}));
  const std::int64_t before = told.back().change;
  EXPECT_EQ(operate(*door, control::TouchScreen{.x = 0.5, .y = 0.75}),
            control::ToOperator{control::Done{}});
  ASSERT_TRUE(comes_to(*door, "ringing"));
  ASSERT_TRUE(loop.run_until([&] { return told.back().change > before; }, patience));
  EXPECT_EQ(told.back().renewed, display::seen_moving_every);
  EXPECT_NE(std::get<control::ScreenPicture>(operate(*door, control::AskScreen{})), waiting);
  door->listen({});
  std::ignore = door->obey(control::HangUp{});
  EXPECT_TRUE(is_over(*door));
}

settings::Patch directory_of(const settings::TextList& contacts) {
  return {{"sip.call_button_action", settings::Value{"directory"}},
          {"display.directory", settings::Value{true}},
          {"display.contacts", settings::Value{contacts}}};
}

// Stands in the place of the screen: opens the directory, and chooses this name there.
process::Program chooses(const std::string& name) {
  return {.path = "/bin/sh",
          .arguments = {"-c",
                        "while read -r line <&3; do case $line in\n"
                        "*'\"waiting\"'*) echo '{\"touched\":{}}' >&3;;\n"
                        "*'\"directory\"'*) echo '{\"chosen\":{\"contact\":\"" +
                            name + "\"}}' >&3;; esac; done"}};
}

// CALL-9: from the name to the INVITE at the extension that belongs to it.
TEST_F(StationTest, AContactThatIsChosenIsCalled) {
  const auto desk = start();
  const auto other = start();
  StationSettings settings =
      settings_with(directory_of({"Ben = " + address_of(*other), "Anna = " + address_of(*desk)}));
  settings.display.shown.contacts = {"Ben", "Anna"};
  settings.display.program = chooses("Anna");
  const auto door = start_with(std::move(settings));
  EXPECT_TRUE(comes_to(*door, "in_call"));
  EXPECT_TRUE(comes_to(*desk, "in_call"));
  EXPECT_EQ(status(*other).state, "waiting");
}

// On a laptop, by clicks: on the call button, on a name. The first ones come before the list was
// seen, and choose nobody.
TEST_F(StationTest, AContactIsChosenFromTheConsole) {
  const auto silent =
      net::UdpSocket::bind(loop, {base::loopback_ipv4, 0}, [](const net::UdpEvent&) {}).value();
  StationSettings settings =
      settings_with(directory_of({"Anna = " + base::to_string(silent.local())}));
  settings.display.shown.contacts = {"Anna"};
  settings.display.program =
      process::Program{.path = PORTERO_DISPLAY_PROGRAM, .arguments = {"--platform", "offscreen"}};
  const auto door = start_with(std::move(settings));
  const auto change = [&] { return door->display()->change(); };
  ASSERT_TRUE(loop.run_until([&] { return door->display()->ready(); }, 30s));
  operate(*door, control::TouchScreen{.x = 0.5, .y = 0.75});
  ASSERT_TRUE(comes_to(*door, "directory"));
  const std::int64_t opened = change();
  const auto touched_until = [&](double y, const std::function<bool()>& what) {
    for (int touch = 0; touch < 200 && !what(); ++touch) {
      operate(*door, control::TouchScreen{.x = 0.4, .y = y});
      std::ignore = loop.run_until(what, 50ms);
    }
    return what();
  };
  EXPECT_TRUE(touched_until(0.15, [&] { return change() > opened; })) << "the field: it shows keys";
  EXPECT_EQ(status(*door).state, "directory");
  EXPECT_TRUE(touched_until(0.27, [&] { return status(*door).state == "ringing"; }));
  std::ignore = door->obey(control::HangUp{});
  EXPECT_TRUE(is_over(*door));
}

// Somebody who was taken out of the list while a visitor looked at it.
TEST_F(StationTest, AContactThatIsNotThereCallsNobody) {
  const auto desk = start();
  StationSettings settings = settings_with(directory_of({"Anna = " + address_of(*desk)}));
  settings.display.shown.contacts = {"Anna"};
  const auto door = start_with(std::move(settings));
  door->press();
  ASSERT_TRUE(comes_to(*door, "directory"));
  door->choose("Ben");
  door->choose("");
  EXPECT_EQ(status(*door).state, "directory");
  door->choose("Anna");
  EXPECT_TRUE(comes_to(*desk, "in_call"));
}

TEST_F(StationTest, SaysThatItHasNoScreen) {
  const auto door = start();
  EXPECT_EQ(status(*door).screen, std::nullopt);
  EXPECT_THAT(code_of(operate(*door, control::AskScreen{})), Eq("no_screen"));
  EXPECT_THAT(code_of(operate(*door, control::TouchScreen{})), Eq("no_screen"));
}

}  // namespace
}  // namespace portero::station
