// A station that checks itself, with a SIP server and a name server on the loopback.
#include "apps/station/diagnosis.hpp"

#include <gmock/gmock.h>

#include "apps/station/simulated_media.hpp"
#include "core/call/policy_from_settings.hpp"
#include "core/settings/merge.hpp"
#include "io/net/deaf_endpoint_for_tests.hpp"
#include "io/net/dns_server_for_tests.hpp"
#include "io/phone/phone_for_tests.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::station {
namespace {

using diagnostics::CheckId;
using diagnostics::Outcome;
using settings::Value;
using testing::HasSubstr;
using testing::IsEmpty;

struct DiagnosisTest : testing::Test {
  void start(const settings::Patch& patch) {
    auto store = store::SettingsStore::open(folder.path(), key).value();
    configuration.emplace(std::vector<config::Given>{}, config::merge({}, patch).value(),
                          std::move(store));
    const settings::Settings& settings = configuration->settings();
    StationSettings meant{
        call::policy_from(settings).value(),
        phone_settings(settings, {{base::loopback_ipv4, 0}}, {names.address()}).value(),
        media_preferences(settings),
        {.program = PORTERO_RELAY_PROGRAM, .line = door::Simulated{}}};
    station = Station::open(loop, log, std::move(meant), [this](Media::Handler handler) {
                return std::make_unique<SimulatedMedia>(loop, std::move(handler));
              }).value();
    diagnosis =
        std::make_unique<Diagnosis>(loop, *station, *configuration, std::vector{names.address()},
                                    Diagnosis::Folder{folder.path(), kept});
  }
  void start_with_server(const std::string& host, std::uint16_t port, bool direct_calls = false) {
    start({{"sip.enabled", Value{true}},
           {"sip.direct_calls", Value{direct_calls}},
           {"sip.server_address", Value{host + ":" + std::to_string(port)}},
           {"sip.transport", Value{"tcp"}},
           {"sip.username", Value{"100"}},
           {"sip.extension", Value{"201"}}});
  }
  // Somebody who calls the station.
  std::unique_ptr<Station> caller() {
    const auto merged = settings::merge(
        {}, settings::Patch{{"sip.enabled", Value{true}}, {"sip.direct_calls", Value{true}}});
    StationSettings meant{call::policy_from(merged->settings).value(),
                          phone_settings(merged->settings, {{base::loopback_ipv4, 0}}, {}).value(),
                          media_preferences(merged->settings),
                          {.program = PORTERO_RELAY_PROGRAM, .line = door::Simulated{}}};
    auto calling = Station::open(loop, log, std::move(meant), [this](Media::Handler handler) {
                     return std::make_unique<SimulatedMedia>(loop, std::move(handler));
                   }).value();
    const std::string door = base::to_string(station->listening().front());
    EXPECT_EQ(calling->obey(control::ToStation{control::Call{door}}),
              control::Reply{control::Done{}});
    return calling;
  }
  static control::Status status(Station& of) {
    return std::get<control::Status>(of.obey(control::ToStation{control::AskStatus{}}));
  }
  diagnostics::Report ask(const control::ToDiagnostics& request) {
    return std::get<diagnostics::Report>(diagnosis->obey(request));
  }
  // Answers each OPTIONS meanwhile: of the extension with this status.
  diagnostics::Report run(int status_of_extension = 200) {
    EXPECT_TRUE(ask(control::Diagnose{}).running);
    std::size_t answered = 0;
    EXPECT_TRUE(loop.run_until(
        [&] {
          for (; answered < pbx.requests.size(); ++answered) {
            const sip::Request& request = pbx.requests[answered].first;
            if (request.method == sip::Method{sip::MethodId::options})
              pbx.answer(answered, request.uri.user == "201" ? status_of_extension : 200);
          }
          return !ask(control::AskDiagnostics{}).running;
        },
        std::chrono::seconds{30}));
    return ask(control::AskDiagnostics{});
  }
  static diagnostics::Verdict of(CheckId id, const diagnostics::Report& report) {
    for (const diagnostics::Check& check : report.checks)
      if (check.id == id) return check.verdict;
    ADD_FAILURE() << "not checked: " << name(id);
    return {};
  }

  bool kept = true;
  store::TemporaryFolder folder;
  store::SealingKey key = store::SealingKey::obtain(folder.path(), std::nullopt).value();
  log::Log log{log::Level::error, log::Format::text};
  loop::EventLoop loop;
  net::DnsServer names{loop};
  phone::Server pbx{loop, base::loopback_ipv4};
  std::optional<Configuration> configuration{};
  std::unique_ptr<Station> station{};
  std::unique_ptr<Diagnosis> diagnosis{};
};

TEST_F(DiagnosisTest, FindsNothingWrongWithAServerThatIsWell) {
  names.add("pbx.example", base::loopback_ipv4);
  start_with_server("pbx.example", pbx.endpoint().port);
  EXPECT_TRUE(loop.run_until([&] { return station->sign_in().registered; }, phone::patience));
  EXPECT_TRUE(loop.run_until([&] { return station->relay().attended; }, phone::patience));
  const diagnostics::Report report = run();
  EXPECT_EQ(of(CheckId::name, report).outcome, Outcome::pass);
  EXPECT_THAT(of(CheckId::name, report).found,
              HasSubstr("127.0.0.1, told by the name server " + base::to_string(names.address())));
  EXPECT_EQ(of(CheckId::tcp, report).outcome, Outcome::pass);
  EXPECT_EQ(of(CheckId::udp, report).outcome, Outcome::pass);
  EXPECT_EQ(of(CheckId::tls, report).outcome, Outcome::skipped);
  EXPECT_EQ(of(CheckId::sign_in, report).outcome, Outcome::pass);
  EXPECT_EQ(of(CheckId::extension, report).outcome, Outcome::pass);
  EXPECT_EQ(of(CheckId::relay, report).found, "The relay is simulated: no door opens.");
  EXPECT_THAT(of(CheckId::disk, report).found, HasSubstr("MB are free in"));
}

TEST_F(DiagnosisTest, RingsNobodyAndLeavesTheCallAsItIs) {
  start_with_server("127.0.0.1", pbx.endpoint().port);
  EXPECT_TRUE(loop.run_until([&] { return station->sign_in().registered; }, phone::patience));
  const auto before = station->obey(control::ToStation{control::AskStatus{}});
  const diagnostics::Report report = run(404);
  EXPECT_EQ(of(CheckId::extension, report).outcome, Outcome::fail);
  EXPECT_TRUE(pbx.of(sip::MethodId::invite).empty());
  const auto after = station->obey(control::ToStation{control::AskStatus{}});
  EXPECT_EQ(std::get<control::Status>(before).state, std::get<control::Status>(after).state);
}

TEST_F(DiagnosisTest, RingsNobodyAndLeavesACallThatGoesOnAsItIs) {
  start_with_server("127.0.0.1", pbx.endpoint().port, true);
  EXPECT_TRUE(loop.run_until([&] { return station->sign_in().registered; }, phone::patience));
  const auto desk = caller();
  const auto they_talk = [&] {
    return status(*station).state == "in_call" && status(*desk).state == "in_call";
  };
  ASSERT_TRUE(loop.run_until(they_talk, phone::patience));
  const control::Status before = status(*station);
  const diagnostics::Report report = run(404);
  EXPECT_EQ(of(CheckId::extension, report).outcome, Outcome::fail) << "it was asked for";
  EXPECT_TRUE(pbx.of(sip::MethodId::invite).empty());
  EXPECT_TRUE(they_talk());
  const control::Status after = status(*station);
  EXPECT_EQ(after.parties, before.parties);
  EXPECT_THAT(after.door.movements, IsEmpty());
}

TEST_F(DiagnosisTest, TellsThatNobodyListens) {
  const net::DeafEndpoint deaf;
  start_with_server("127.0.0.1", deaf.endpoint().port);
  const diagnostics::Report report = run();
  EXPECT_EQ(of(CheckId::tcp, report).outcome, Outcome::fail);
  EXPECT_THAT(of(CheckId::tcp, report).found, HasSubstr("refused"));
  EXPECT_EQ(of(CheckId::udp, report).outcome, Outcome::skipped);
  EXPECT_EQ(of(CheckId::sign_in, report).outcome, Outcome::fail);
  EXPECT_EQ(of(CheckId::extension, report).outcome, Outcome::skipped);
}

TEST_F(DiagnosisTest, TriesTheNextAddressAsThePhoneDoes) {
  names.add("pbx.example", base::loopback_ipv6);
  names.add("pbx.example", base::loopback_ipv4);
  start_with_server("pbx.example", pbx.endpoint().port);
  EXPECT_TRUE(loop.run_until([&] { return station->sign_in().registered; }, phone::patience));
  const diagnostics::Report report = run();
  EXPECT_EQ(of(CheckId::tcp, report).outcome, Outcome::warn);
  EXPECT_THAT(of(CheckId::tcp, report).found, HasSubstr("[::1]"));
  EXPECT_EQ(of(CheckId::extension, report).outcome, Outcome::pass);
}

TEST_F(DiagnosisTest, SaysThatNothingIsKept) {
  kept = false;
  start({});
  const diagnostics::Report report = run();
  EXPECT_EQ(of(CheckId::disk, report).outcome, Outcome::fail);
  EXPECT_THAT(of(CheckId::disk, report).found, HasSubstr("nothing can be kept"));
}

TEST_F(DiagnosisTest, KnowsANameThatIsNotThere) {
  start_with_server("pbx.example", 5060);
  const diagnostics::Report report = run();
  EXPECT_EQ(of(CheckId::name, report).outcome, Outcome::fail);
  EXPECT_THAT(of(CheckId::name, report).found, HasSubstr("does not know it"));
  EXPECT_EQ(of(CheckId::tcp, report).outcome, Outcome::skipped);
}

TEST_F(DiagnosisTest, OfAStationWithoutSipLooksAtTheRest) {
  start({});
  const diagnostics::Report report = run();
  EXPECT_EQ(of(CheckId::name, report).found, "SIP is off in the settings.");
  EXPECT_EQ(of(CheckId::camera, report).found, "The camera gave no picture: there is no camera.");
  EXPECT_EQ(of(CheckId::microphone, report).outcome, Outcome::fail);
}

TEST_F(DiagnosisTest, JoinsTheRunThatIsUnderWay) {
  start({});
  EXPECT_EQ(ask(control::Diagnose{}).run, 1U);
  EXPECT_EQ(ask(control::Diagnose{}).run, 1U);
  EXPECT_EQ(run().run, 1U);
  EXPECT_EQ(run().run, 2U);
}

// The console began a run just after porteroctl's was over: porteroctl went on with the new one,
// and told its results as those of the run that it had asked for.
TEST_F(DiagnosisTest, WhoWaitsForARunGetsItsResultsThoughAnotherOneIsUnderWay) {
  start({});
  const diagnostics::Report first = run();
  EXPECT_EQ(ask(control::Diagnose{}).run, 2U);
  EXPECT_EQ(ask(control::AskDiagnostics{.run = 1}), first);
  EXPECT_TRUE(ask(control::AskDiagnostics{.run = 2}).running);
  EXPECT_EQ(ask(control::AskDiagnostics{}).run, 2U) << "whoever looks on";
  const auto code_of = [&](std::uint64_t number) {
    return std::get<control::Refused>(diagnosis->obey(control::AskDiagnostics{number})).code;
  };
  EXPECT_EQ(code_of(3), "no_such_run");
  for (std::size_t over = 0; over <= Diagnosis::max_past; ++over) run();
  EXPECT_EQ(code_of(1), "no_such_run") << "not for ever";
  EXPECT_EQ(ask(control::AskDiagnostics{.run = 2}).run, 2U);
}

}  // namespace
}  // namespace portero::station
