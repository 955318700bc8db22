#include "core/settings/merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::settings {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

auto error(const std::string& field, Reason reason) {
  return AllOf(Field("field", &FieldError::field, field),
               Field("reason", &FieldError::reason, reason));
}

Settings with(const Patch& patch) { return merge(Settings{}, patch).value().settings; }
std::vector<FieldError> errors_of(const Patch& patch) {
  auto merged = merge(Settings{}, patch);
  if (merged) return {};
  return std::move(merged.error());
}

const Patch sip_settings{{"sip.enabled", Value{true}},
                         {"sip.server_address", Value{"pbx.example.org"}},
                         {"sip.username", Value{"1001"}}};

TEST(Merge, ChangesOnlyWhatThePatchNames) {
  const Settings settings = merge(with(sip_settings), {{"sip.extension", Value{"200"}}})->settings;
  EXPECT_EQ(settings.get(key::sip_extension), "200");
  EXPECT_EQ(settings.get(key::sip_username), "1001");
}

TEST(Merge, TakesASettingBackToItsDefault) {
  const Settings before = with({{"access.relay_pulse_s", Value{9}}});
  EXPECT_EQ(merge(before, {{"access.relay_pulse_s", Reset{}}})->settings, Settings{});
}

TEST(Merge, NamesTheFieldTheReasonAndTheAllowedValues) {
  EXPECT_THAT(errors_of({{"access.relay_pulse_s", Value{61}}}),
              ElementsAre(FieldError{"access.relay_pulse_s", Reason::out_of_range, "1 to 60 s"}));
  EXPECT_EQ(sentence({"access.relay_pulse_s", Reason::out_of_range, "1 to 60 s"}),
            "access.relay_pulse_s is out of range; allowed: 1 to 60 s");
}

TEST(Merge, NamesTheNearestKnownKeyForAnUnknownOne) {
  const auto errors = errors_of({{"sip.transprot", Value{"tls"}}});
  EXPECT_THAT(errors, ElementsAre(FieldError{"sip.transprot", Reason::unknown, "sip.transport"}));
  EXPECT_EQ(sentence(errors[0]), "sip.transprot is not a setting; did you mean sip.transport?");
}

TEST(Merge, FindsEveryErrorAtOnce) {
  EXPECT_THAT(
      errors_of({
          {"access.osdp_address", Value{127}},
          {"access.osdp_baud", Value{9601}},
          {"display.help_line", Value{std::string(81, 'x')}},
          {"sip.enabled", Value{true}},
          {"sip.limit_incoming_to_extensions", Value{TextList{"200", "200"}}},
          {"sip.realm", Value{""}},
          {"sip.server_address", Value{"not a host"}},
          {"sip.transport", Value{"TCP"}},
          {"sip.unlock_dial_key", Value{"12"}},
          {"sip.video", Value{1}},
          {"webrtc.mobile_phones", Value{TextList{""}}},
          {"webrtc.video", Unreadable{}},
      }),
      ElementsAre(
          error("access.osdp_address", Reason::out_of_range),
          error("access.osdp_baud", Reason::not_a_choice),
          error("display.help_line", Reason::too_long),
          error("sip.limit_incoming_to_extensions", Reason::repeated),
          error("sip.realm", Reason::empty), error("sip.server_address", Reason::malformed),
          error("sip.transport", Reason::not_a_choice),
          error("sip.unlock_dial_key", Reason::too_long), error("sip.video", Reason::wrong_type),
          error("webrtc.mobile_phones", Reason::empty_item),
          error("webrtc.video", Reason::wrong_type), error("sip.username", Reason::required)));
}

TEST(Merge, NeverTakesABooleanForANumber) {
  EXPECT_THAT(errors_of({{"access.relay_pulse_s", Value{true}}}),
              ElementsAre(error("access.relay_pulse_s", Reason::wrong_type)));
}

TEST(Merge, LeavesWhatWasInForceWhenAnythingIsWrong) {
  const Settings before = with(sip_settings);
  const auto merged =
      merge(before, {{"sip.extension", Value{"200"}}, {"sip.transport", Value{"carrier pigeon"}}});
  EXPECT_FALSE(merged.has_value());
  EXPECT_EQ(before.get(key::sip_extension), "");
}

// Visitors see names alone: which of two Annas would ring?
TEST(Merge, RefusesTwoContactsOfOneName) {
  const auto contacts = [](const TextList& list) {
    return errors_of({{"display.contacts", Value{list}}});
  };
  EXPECT_THAT(contacts({"Anna = 201", "Bob = 201"}), IsEmpty());
  EXPECT_THAT(contacts({"Anna = 201", "Anna= 202"}),
              ElementsAre(error("display.contacts", Reason::repeated)));
}

TEST(Merge, SaysHowAContactIsWritten) {
  const auto errors = errors_of({{"display.contacts", Value{TextList{"Anna 201"}}}});
  EXPECT_THAT(errors, ElementsAre(error("display.contacts", Reason::malformed)));
  EXPECT_THAT(sentence(errors[0]), HasSubstr("name = extension"));
  const TextList many(101, "Anna = 201");
  EXPECT_THAT(errors_of({{"display.contacts", Value{many}}}),
              ElementsAre(error("display.contacts", Reason::too_many)));
}

TEST(Merge, CountsCharactersNotBytes) {
  std::string eighty;
  for (int i = 0; i < 80; ++i) eighty += "\u00FC";
  EXPECT_EQ(with({{"display.help_line", Value{eighty}}}).get(key::display_help_line), eighty);
}

// Text from a file or a command line that is not UTF-8 would have been stored as JSON that cannot
// be read back, and continuation bytes alone counted as no characters at all.
TEST(Merge, RefusesTextThatIsNotUtf8) {
  for (const char* text : {"M\xfcller", "\x80\x80"}) {
    EXPECT_THAT(errors_of({{"display.help_line", Value{text}}, {"sip.password", Value{text}}}),
                ElementsAre(error("display.help_line", Reason::malformed),
                            error("sip.password", Reason::malformed)));
  }
}

TEST(Merge, RequiresTheAccountOnlyWhileItsProtocolIsEnabled) {
  EXPECT_THAT(errors_of({{"sip.enabled", Value{true}}}),
              ElementsAre(error("sip.server_address", Reason::required),
                          error("sip.username", Reason::required)));
  EXPECT_THAT(errors_of({{"webrtc.enabled", Value{true}}}),
              ElementsAre(error("webrtc.region", Reason::required),
                          error("webrtc.access_key", Reason::required),
                          error("webrtc.secret_key", Reason::required),
                          error("webrtc.channel_name", Reason::required)));
  EXPECT_THAT(errors_of({{"sip.extension", Value{"200"}}}), IsEmpty());
}

TEST(Merge, TakesAnEmptyTextForAMissingOne) {
  const auto merged = merge(with(sip_settings), {{"sip.username", Value{""}}});
  EXPECT_THAT(merged.error(), ElementsAre(error("sip.username", Reason::required)));
}

TEST(Merge, LetsDirectCallsDoWithoutAServerButNotWithoutItsAccount) {
  const Patch direct{{"sip.enabled", Value{true}}, {"sip.direct_calls", Value{true}}};
  EXPECT_THAT(errors_of(direct), IsEmpty());
  Patch with_server = direct;
  with_server["sip.server_address"] = Value{"pbx"};
  EXPECT_THAT(errors_of(with_server), ElementsAre(error("sip.username", Reason::required)));
}

TEST(Merge, RequiresWhatVerifiesTheServer) {
  EXPECT_THAT(errors_of({{"sip.tls_verification", Value{"uploaded_ca"}}}),
              ElementsAre(error("sip.tls_ca", Reason::required)));
  EXPECT_THAT(errors_of({{"sip.tls_verification", Value{"pinned_certificate"}}}),
              ElementsAre(error("sip.tls_pinned_certificate", Reason::required)));
}

TEST(Merge, RequiresBothOrNoneOfTheClientCertificateAndItsKey) {
  const Value certificate{"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"};
  const Value key{"-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"};
  EXPECT_THAT(errors_of({{"sip.tls_client_certificate", certificate}}),
              ElementsAre(error("sip.tls_client_key", Reason::required)));
  EXPECT_THAT(errors_of({{"sip.tls_client_key", key}}),
              ElementsAre(error("sip.tls_client_certificate", Reason::required)));
  EXPECT_THAT(errors_of({{"sip.tls_client_certificate", certificate}, {"sip.tls_client_key", key}}),
              IsEmpty());
}

TEST(Merge, RequiresACardForTheCredentialAndADescriptionForACustomFormat) {
  EXPECT_THAT(errors_of({{"access.credential_enabled", Value{true}},
                         {"card_reader.card_format", Value{"custom"}}}),
              ElementsAre(error("access.card_id", Reason::required),
                          error("card_reader.custom_format", Reason::required)));
}

TEST(Merge, NeverSendsACredentialInAUidFormat) {
  const Patch reader_only{{"card_reader.card_format", Value{"uid_32_mapped"}}};
  EXPECT_THAT(errors_of(reader_only), IsEmpty());
  EXPECT_THAT(merge(with(reader_only),
                    {{"access.credential_enabled", Value{true}}, {"access.card_id", Value{7}}})
                  .error(),
              ElementsAre(error("card_reader.card_format", Reason::contradiction)));
}

// CALL-9
TEST(Merge, RefusesADirectoryThatListsNobodyAsWhatTheButtonOpens) {
  Patch patch{{"sip.enabled", Value{true}},
              {"sip.direct_calls", Value{true}},
              {"sip.call_button_action", Value{"directory"}}};
  const auto refused = ElementsAre(error("sip.call_button_action", Reason::contradiction));
  EXPECT_THAT(errors_of(patch), refused);
  patch["display.directory"] = Value{true};
  EXPECT_THAT(errors_of(patch), refused);
  patch["display.contacts"] = Value{TextList{"Anna Smith = 201"}};
  EXPECT_THAT(errors_of(patch), IsEmpty());
}

TEST(Merge, RemovesBlanksAroundPastedKeysAndSaysSo) {
  const auto merged = merge(Settings{}, {
                                            {"webrtc.access_key", Value{" AKIAIOSFODNN7EXAMPLE\n"}},
                                            {"webrtc.secret_key", Value{"\u00A0secret"}},
                                            {"webrtc.session_token", Value{"token"}},
                                        });
  EXPECT_THAT(merged->notices, ElementsAre(Notice{"webrtc.access_key", Remark::blanks_removed},
                                           Notice{"webrtc.secret_key", Remark::blanks_removed}));
  EXPECT_EQ(merged->settings.get(key::webrtc_access_key), "AKIAIOSFODNN7EXAMPLE");
  EXPECT_EQ(merged->settings.reveal(key::webrtc_secret_key), "secret");
}

TEST(Merge, LeavesBlanksInPasswordsAlone) {
  const Settings settings = with({{"sip.password", Value{" secret "}}});
  EXPECT_EQ(settings.reveal(key::sip_password), " secret ");
}

TEST(Merge, NeverRepeatsARefusedSecret) {
  for (const FieldError& error : errors_of({{"webrtc.secret_key", Value{"hunter 2"}}}))
    EXPECT_THAT(sentence(error), testing::Not(HasSubstr("hunter")));
  EXPECT_THAT(errors_of({{"webrtc.secret_key", Value{"hunter 2"}}}), SizeIs(1));
}

TEST(Merge, RefusesAPatchThatIsLongerThanAnyTable) {
  Patch patch;
  for (std::size_t i = 0; i <= max_patch_settings; ++i)
    patch.emplace("stranger_" + std::to_string(i), Value{true});
  EXPECT_THAT(errors_of(patch), ElementsAre(error("", Reason::too_many_settings)));
}

}  // namespace
}  // namespace portero::settings
