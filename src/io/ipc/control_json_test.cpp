#include "io/ipc/control_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/ipc/fuzz_seeds_for_tests.hpp"

namespace portero::ipc {
namespace {

using control::Reply;
using control::Request;
using control::Status;
using testing::HasSubstr;

class EachRequest : public testing::TestWithParam<Request> {};

TEST_P(EachRequest, ReadsBackAsItWasWritten) {
  EXPECT_EQ(control_request(to_json(GetParam())), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    ControlJson, EachRequest,
    testing::Values(
        Request{control::Call{"201"}}, Request{control::Call{"\"\\\n\xc3\xa9"}},
        Request{control::HangUp{}}, Request{control::AskStatus{}}, Request{control::AskCalls{}},
        Request{control::AskEvents{{.limit = 100, .before = 1}}}, Request{control::AskSettings{}},
        Request{control::Backup{"open sesame"}}, Request{control::Restore{"open", "a\nb\n"}},
        Request{control::AskCertificate{}}, Request{control::UseCertificate{"a\n", "b"}},
        Request{control::UseOwnCertificate{}}, Request{control::AskConsole{}},
        Request{control::ChangeSettings{}},
        Request{control::ChangeSettings{{{"sip.enabled", settings::Value{true}},
                                         {"sip.extension", settings::Reset{}},
                                         {"sip.password", settings::Value{"se\"cret"}},
                                         {"relay.pulse_s", settings::Value{std::int64_t{5}}},
                                         {"list", settings::Value{settings::TextList{"a"}}}},
                                        "7"}}));

const events::Time noon{std::chrono::hours{12}};

class EachReply : public testing::TestWithParam<Reply> {};

TEST_P(EachReply, ReadsBackAsItWasWritten) {
  EXPECT_EQ(control_reply(to_json(GetParam())), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    ControlJson, EachReply,
    testing::Values(
        Reply{control::Done{}}, Reply{control::Refused{"not_ready", "The station is offline."}},
        Reply{
            control::Refused{"wrong_settings", "No.", {{"sip.transport", "is wrong"}, {"", "x"}}}},
        Reply{control::SettingsInForce{
            R"({"sip.enabled":true,"sip.password":{"set":true}})", "8", {{"a", "b:1"}}, {"c"}}},
        Reply{control::BackupMade{"portero-settings-2026-11-28.backup", "portero backup 1\n"}},
        Reply{control::ConsoleTold{"https://192.0.2.7:8443", "AB:CD", "4F7-K2P"}},
        Reply{control::CertificateTold{
            false, {"door", "192.0.2.1"}, "Root", "2026-11-28", "2027-11-28", "AB:CD"}},
        Reply{control::CertificateTold{.fingerprint = "AB:CD"}},
        Reply{control::ConsoleTold{"https://[::1]:8443", "AB:CD", {}}},
        Reply{control::SettingsInForce{"{}", "", {}, {}}}, Reply{Status{.state = "waiting"}},
        Reply{Status{
            .state = "failed", .last_end = "The extension is unknown.", .name = "North Gate"}},
        Reply{Status{.state = "offline", .reason_code = "no_answer", .reason = "No answer."}},
        Reply{Status{.state = "in_call",
                     .registration = Status::Registration{"192.0.2.1:5060", "tcp",
                                                          std::chrono::seconds{290}},
                     .parties = {"201", "dana"}}},
        Reply{control::CallsKept{}},
        Reply{control::CallsKept{
            .kept = {{7,
                      {.call = "run-1",
                       .direction = call::Direction::to_door,
                       .began = noon,
                       .answered = noon + std::chrono::seconds{2},
                       .who = "201",
                       .why = "busy",
                       .unlocks = 2,
                       .codecs = "opus",
                       .quality = events::Quality{.loss_percent = 0.5, .round_trip_ms = 20}},
                      true},
                     {6, {.call = "run-0", .began = noon, .ended = noon}, false}},
            .next = 6}},
        Reply{control::EventsKept{.kept = {{9,
                                            {.at = noon,
                                             .kind = events::Kind::relay_stayed,
                                             .call = "run-1",
                                             .who = "dana\n",
                                             .how = "dial_key",
                                             .outcome = "late"},
                                            true}}}}));

TEST(ControlJson, FuzzingBeginsWithWhatIsUnderstood) {
  const auto seeds = fuzz_seeds("control_request");
  EXPECT_EQ(seeds.count("unknown"), 1U);
  for (const auto& [name, seed] : seeds)
    EXPECT_EQ(control_request(seed).has_value() || control_reply(seed).has_value(),
              name != "unknown")
        << name;
}

TEST(DiagnosticsJson, ComesBackAsItWas) {
  for (const control::Request& request :
       {control::Request{control::ToDiagnostics{control::Diagnose{}}},
        control::Request{control::ToDiagnostics{control::AskDiagnostics{}}},
        control::Request{control::ToDiagnostics{control::AskDiagnostics{.run = 7}}}})
    EXPECT_EQ(control_request(to_json(request)), request);
  for (const char* const number : {"0", "-1", "1.5", "\"7\"", "null"})
    EXPECT_THAT(
        control_request(R"({"do":"diagnostics","run":)" + std::string{number} + "}").error(),
        HasSubstr("run: must be a number from 1"));
  const control::Reply report = diagnostics::Report{
      .run = 2,
      .running = true,
      .checks = {{diagnostics::CheckId::name, {diagnostics::Outcome::warn, "Slow.", "Set one."}},
                 {.id = diagnostics::CheckId::tcp}}};
  EXPECT_EQ(control_reply(to_json(report)), report);
  EXPECT_FALSE(control_reply(R"({"diagnostics":{"checks":[{"id":"x","outcome":"pass"}]}})"));
  EXPECT_FALSE(control_reply(R"({"diagnostics":{"checks":[{"id":"tcp","outcome":"well"}]}})"));
}

TEST(ControlJson, ALineIsOneLine) {
  EXPECT_FALSE(to_json(Request{control::Call{"2\n01"}}).contains('\n'));
}

TEST(ControlJson, WhatIsWrongIsNamed) {
  EXPECT_THAT(control_request("call 201").error(), HasSubstr("not JSON"));
  EXPECT_THAT(control_request("[]").error(), HasSubstr("not a JSON object"));
  EXPECT_THAT(control_request(R"({"do":"open_door"})").error(), HasSubstr("call, hang_up"));
  EXPECT_THAT(control_request(R"({"do":"call"})").error(), HasSubstr("extension"));
  EXPECT_THAT(control_request(R"({"do":"change_settings"})").error(), HasSubstr("by name"));
  EXPECT_THAT(control_request(R"({"do":"change_settings","settings":{},"version":1})").error(),
              HasSubstr("version: must be a text"));
  EXPECT_THAT(control_request(R"({"do":"call","extension":""})").error(), HasSubstr("extension"));
  EXPECT_THAT(control_request(R"({"do":"call","extension":7})").error(), HasSubstr("extension"));
  EXPECT_THAT(control_request(R"({"do":"events","limit":0})").error(), HasSubstr("1 to 100"));
  EXPECT_THAT(control_request(R"({"do":"calls","limit":101})").error(), HasSubstr("1 to 100"));
  EXPECT_THAT(control_request(R"({"do":"calls","limit":-1})").error(), HasSubstr("1 to 100"));
  EXPECT_THAT(control_request(R"({"do":"calls","before":"x"})").error(), HasSubstr("before"));
  EXPECT_THAT(control_reply(R"({"calls":1})").error(), HasSubstr("array"));
  EXPECT_THAT(control_reply(R"({"events":[{"kind":"?"}]})").error(), HasSubstr("unknown"));
  EXPECT_THAT(control_reply("{}").error(), HasSubstr("neither"));
  EXPECT_THAT(control_reply(R"({"status":1})").error(), HasSubstr("state"));
}

TEST(ControlJson, DeepNestingIsRefused) {
  EXPECT_FALSE(control_request(std::string(100'000, '[')));
}

}  // namespace
}  // namespace portero::ipc
