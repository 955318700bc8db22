#include "core/settings/json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::settings {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;
using testing::UnorderedElementsAre;

Settings with(const Patch& patch) { return merge(Settings{}, patch).value().settings; }

Reason refusal_of(std::string_view json) { return patch_from_json(json).error().reason; }

TEST(SettingsJson, ReadsEachTypeOfValue) {
  EXPECT_THAT(
      patch_from_json(R"({"a":true,"b":3,"c":4.0,"d":"text","e":["1","2"],"f":null})").value(),
      UnorderedElementsAre(Pair("a", Change{Value{true}}), Pair("b", Change{Value{3}}),
                           Pair("c", Change{Value{4}}), Pair("d", Change{Value{"text"}}),
                           Pair("e", Change{Value{TextList{"1", "2"}}}),
                           Pair("f", Change{Reset{}})));
}

TEST(SettingsJson, HandsOnWhatNoSettingCanBeToBeRefusedByName) {
  for (const char* value :
       {"1.5", "1e300", "18446744073709551615", "{}", "[1]", "[[]]", "{\"set\":true}"}) {
    const auto patch = patch_from_json(std::string{"{\"sip.realm\":"} + value + "}");
    EXPECT_EQ(patch->at("sip.realm"), Change{Unreadable{}}) << value;
  }
}

TEST(SettingsJson, RefusesWhatIsNoObject) {
  for (const char* text : {"", "[]", "3", "{", "{\"a\":}", "{} {}", "{'a':1}", "{\"a\":\"\xff\"}"})
    EXPECT_EQ(refusal_of(text), Reason::not_json) << text;
}

TEST(SettingsJson, LimitsSizeAndDepth) {
  EXPECT_EQ(refusal_of(std::string(max_json_bytes + 1, ' ')), Reason::too_big);
  EXPECT_EQ(refusal_of("{\"a\":" + std::string(100'000, '[')), Reason::not_json);
  EXPECT_EQ(refusal_of("{\"a\":[[[[1]]]]}"), Reason::not_json);
}

TEST(SettingsJson, LeavesASecretThatComesBackAsItWasShown) {
  EXPECT_THAT(patch_from_json(R"({"sip.password":{"set":true}})").value(), IsEmpty());
  EXPECT_EQ(patch_from_json(R"({"sip.password":{"set":false}})")->at("sip.password"),
            Change{Unreadable{}});
}

TEST(SettingsJson, WritesWhatWasGiven) {
  const Settings settings = with({{"access.relay_pulse_s", Value{5}},
                                  {"sip.realm", Value{"\"pbx\"\u00FC"}},
                                  {"sip.limit_incoming_to_extensions", Value{TextList{"200"}}},
                                  {"sip.video", Value{false}}});
  EXPECT_EQ(to_json(settings, Defaults::left_out),
            R"({"sip.realm":"\"pbx\"ü","sip.video":false,)"
            R"("sip.limit_incoming_to_extensions":["200"],"access.relay_pulse_s":5})");
}

TEST(SettingsJson, WritesDefaultsWhereAskedTo) {
  const std::string json = to_json(Settings{}, Defaults::written);
  EXPECT_THAT(json, HasSubstr(R"("sip.transport":"tcp")"));
  EXPECT_THAT(json, HasSubstr(R"("access.relay_pulse_s":3)"));
  EXPECT_THAT(json, Not(HasSubstr("sip.server_address")));
  EXPECT_EQ(to_json(Settings{}, Defaults::left_out), "{}");
}

TEST(SettingsJson, HidesSecretsUnlessTheyAreToBeRevealed) {
  const Settings settings =
      with({{"sip.password", Value{"hunter2"}}, {"webrtc.session_token", Value{""}}});
  EXPECT_EQ(to_json(settings, Defaults::left_out), R"({"sip.password":{"set":true}})");
  EXPECT_THAT(to_json(settings, Defaults::left_out, Secrets::revealed),
              HasSubstr(R"("sip.password":"hunter2")"));
}

// What could be stored and not be read again would be lost with the next restart.
TEST(SettingsJson, CanReadTheLargestSettings) {
  const std::string begin = "-----BEGIN CERTIFICATE-----";
  const std::string end = "-----END CERTIFICATE-----";
  Patch patch{
      {"card_reader.custom_format", Value{std::string(4096, '"')}},
      {"sip.tls_ca", Value{begin + std::string(32768 - begin.size() - end.size(), '\n') + end}},
      {"webrtc.session_token", Value{std::string(4096, '\\')}},
  };
  TextList extensions;
  for (std::size_t i = 100; i < 200; ++i)
    extensions.push_back(std::to_string(i) + std::string(125, '"'));
  patch.emplace("sip.limit_incoming_to_extensions", Value{extensions});
  const std::string json = to_json(with(patch), Defaults::written, Secrets::revealed);
  EXPECT_LT(json.size(), max_json_bytes - 8192) << "the short texts need room too";
  EXPECT_TRUE(patch_from_json(json).has_value());
}

TEST(SettingsJson, ReadsBackTheChangesThatItWrote) {
  const Patch patch{{"access.relay_pulse_s", Value{std::int64_t{7}}},
                    {"sip.extension", Reset{}},
                    {"sip.limit_incoming_to_extensions", Value{TextList{"201"}}},
                    {"sip.video", Value{false}}};
  EXPECT_EQ(patch_from_json(to_json(patch)), patch);
}

TEST(SettingsJson, ReadsBackWhatItWrote) {
  const Settings settings = with({{"access.card_id", Value{9007199254740991}},
                                  {"access.credential_enabled", Value{true}},
                                  {"sip.password", Value{"hunter2"}},
                                  {"sip.transport", Value{"udp"}},
                                  {"webrtc.mobile_phones", Value{TextList{"+34600000000"}}}});
  const auto patch =
      patch_from_json(to_json(settings, Defaults::left_out, Secrets::revealed)).value();
  EXPECT_EQ(with(patch), settings);
  const auto hidden = patch_from_json(to_json(settings, Defaults::left_out)).value();
  EXPECT_EQ(merge(settings, hidden)->settings, settings);
}

}  // namespace
}  // namespace portero::settings
