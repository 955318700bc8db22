#include "core/call/policy_from_settings.hpp"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/settings/merge.hpp"

namespace portero::call {
namespace {

using namespace std::chrono_literals;
using settings::FieldError;
using settings::Patch;
using settings::Reason;
using settings::Settings;
using settings::Value;
using testing::ElementsAre;

const Patch sip_settings{{"sip.enabled", Value{true}},
                         {"sip.server_address", Value{std::string{"pbx.example.com"}}},
                         {"sip.username", Value{std::string{"300"}}},
                         {"sip.extension", Value{std::string{"201"}}}};

const Patch credential_settings{{"access.credential_enabled", Value{true}},
                                {"access.facility_id", Value{std::int64_t{1}}},
                                {"access.card_id", Value{std::int64_t{2}}}};

Patch operator+(Patch patch, const Patch& more) {
  for (const auto& [key, change] : more) patch.insert_or_assign(key, change);
  return patch;
}

Settings with(const Patch& patch) {
  const auto merged = settings::merge(Settings{}, patch);
  EXPECT_TRUE(merged) << (merged ? "" : settings::sentence(merged.error().front()));
  return merged ? merged->settings : Settings{};
}

Policy policy(const Patch& patch) { return policy_from(with(patch)).value(); }

TEST(PolicyFromSettings, ANewStationIsOffAndHasItsRelay) {
  const Policy expected{.outputs = {.relay = access::RelayPulse{.hold = 3s}}};
  EXPECT_EQ(policy({}), expected);
  EXPECT_FALSE(expected.enabled());
}

TEST(PolicyFromSettings, SipCallsItsExtension) {
  EXPECT_EQ(policy(sip_settings).sip, (SipPolicy{.button = SipButton::call_operator,
                                                 .extensions = {"201"},
                                                 .accept_incoming = true,
                                                 .allowed_callers = {}}));
}

TEST(PolicyFromSettings, EverySettingOfSipArrives) {
  const Policy changed = policy(
      sip_settings +
      Patch{{"sip.call_button_action", Value{std::string{"directory"}}},
            {"display.directory", Value{true}},
            {"display.contacts", Value{settings::TextList{"Anna Smith = 201"}}},
            {"sip.accept_incoming_calls", Value{false}},
            {"sip.limit_incoming_to_extensions", Value{std::vector<std::string>{"201", "202"}}},
            {"sip.unlock_by_dial_key", Value{false}},
            {"sip.unlock_dial_key", Value{std::string{"7"}}}});
  EXPECT_EQ(changed.sip->button, SipButton::directory);
  EXPECT_FALSE(changed.sip->accept_incoming);
  EXPECT_THAT(changed.sip->allowed_callers, ElementsAre("201", "202"));
  EXPECT_FALSE(changed.unlock_by_key);
  EXPECT_EQ(changed.unlock_key.character(), '7');
}

TEST(PolicyFromSettings, TheConsolesBrowsersAreAskedWithoutAnyServer) {
  const Policy browsers = policy({{"call.answer_in_browser", Value{true}}});
  EXPECT_EQ(browsers.webrtc, WebrtcPolicy{Ask::operators});
  EXPECT_FALSE(browsers.sip);
  EXPECT_TRUE(browsers.enabled());
}

TEST(PolicyFromSettings, TimesAndSwitchesArrive) {
  const Policy changed = policy({{"call.ring_timeout_s", Value{std::int64_t{30}}},
                                 {"call.far_side_timeout_s", Value{std::int64_t{45}}},
                                 {"display.visitor_may_cancel", Value{true}},
                                 {"access.unlock_outside_call", Value{std::string{"never"}}},
                                 {"access.relay_pulse_s", Value{std::int64_t{5}}}});
  EXPECT_EQ(changed.ring_timeout, 30s);
  EXPECT_EQ(changed.vanish_timeout, 45s);
  EXPECT_TRUE(changed.visitor_may_cancel);
  EXPECT_EQ(changed.unlock_outside_call, OutsideCall::never);
  EXPECT_EQ(changed.outputs.relay, access::RelayPulse{.hold = 5s});
}

TEST(PolicyFromSettings, TheRelayCanBeOff) {
  EXPECT_FALSE(policy({{"access.relay_enabled", Value{false}}}).outputs.any());
}

// The 26-bit example that every vendor prints: facility 1, card 2.
TEST(PolicyFromSettings, TheCredentialIsEncodedInTheStationsFormat) {
  const auto credential = policy(credential_settings).outputs.credential;
  ASSERT_TRUE(credential);
  EXPECT_EQ(credential->bits.text(), "10000000100000000000000100");
  EXPECT_EQ(credential->line, access::PanelLine::wiegand);
  EXPECT_EQ(credential->feedback_timeout, std::nullopt);
}

TEST(PolicyFromSettings, FeedbackAndLineOfTheCredentialArrive) {
  const auto credential =
      policy(credential_settings + Patch{{"access.credential_output", Value{std::string{"osdp"}}},
                                         {"access.feedback_from_panel", Value{true}},
                                         {"access.feedback_timeout_s", Value{std::int64_t{4}}}})
          .outputs.credential;
  EXPECT_EQ(credential->line, access::PanelLine::osdp);
  EXPECT_EQ(credential->feedback_timeout, 4s);
}

// 37 bits of H10302 have no place for a facility.
TEST(PolicyFromSettings, EveryFormatThatMayUnlockIsKnown) {
  const std::pair<std::string, std::int64_t> formats[] = {
      {"h10301", 1}, {"corporate_1000_35", 1}, {"h10302", 0},
      {"h10304", 1}, {"corporate_1000_48", 1}, {"h10306", 1}};
  for (const auto& [format, facility] : formats)
    EXPECT_TRUE(policy(credential_settings + Patch{{"card_reader.card_format", Value{format}},
                                                   {"access.facility_id", Value{facility}}})
                    .outputs.credential)
        << format;
}

TEST(PolicyFromSettings, ADescribedFormatIsUsed) {
  const auto credential =
      policy(credential_settings +
             Patch{{"card_reader.card_format", Value{std::string{"custom"}}},
                   {"card_reader.custom_format", Value{std::string{"8: F=0-3 C=4-7"}}}})
          .outputs.credential;
  EXPECT_EQ(credential->bits.text(), "00010010");
}

std::vector<FieldError> errors(const Patch& patch) { return policy_from(with(patch)).error(); }

TEST(PolicyFromSettings, ACredentialOutOfItsFormatsRangeIsRefusedWithTheRange) {
  EXPECT_THAT(errors(credential_settings + Patch{{"access.card_id", Value{std::int64_t{65536}}}}),
              ElementsAre(FieldError{"access.card_id", Reason::out_of_range,
                                     "card number 65536 is out of range: 0 to 65535 is allowed"}));
  EXPECT_THAT(errors(credential_settings + Patch{{"access.facility_id", Value{std::int64_t{256}}}})
                  .at(0)
                  .field,
              "access.facility_id");
}

TEST(PolicyFromSettings, ADescriptionThatIsWrongIsRefusedWithItsPlace) {
  const auto wrong = errors(credential_settings +
                            Patch{{"card_reader.card_format", Value{std::string{"custom"}}},
                                  {"card_reader.custom_format", Value{std::string{"8: C=4-9"}}}});
  EXPECT_EQ(wrong.at(0).field, "card_reader.custom_format");
  EXPECT_THAT(wrong.at(0).allowed, testing::StartsWith("column "));
}

TEST(PolicyFromSettings, TheDirectoryComesAlongWhereItIsOn) {
  const Patch listed{
      {"display.contacts", Value{settings::TextList{"Zo\u00EB = 203", "Anna Smith = 201"}}}};
  const Patch on{{"display.directory", Value{true}}};
  EXPECT_THAT(policy(sip_settings + listed + on).directory,
              testing::ElementsAre(Contact{ContactId{1}, {Route::sip, "203"}},
                                   Contact{ContactId{2}, {Route::sip, "201"}}));
  EXPECT_TRUE(policy(sip_settings + listed).directory.empty());
}

TEST(PolicyFromSettings, AWrongDescriptionIsRefusedBeforeItIsNeeded) {
  EXPECT_EQ(errors({{"card_reader.card_format", Value{std::string{"custom"}}},
                    {"card_reader.custom_format", Value{std::string{"8: C=4-9"}}}})
                .at(0)
                .field,
            "card_reader.custom_format");
}

}  // namespace
}  // namespace portero::call
