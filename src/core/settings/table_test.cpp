#include "core/settings/table.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/access/card_formats.hpp"
#include "core/settings/checks.hpp"

namespace portero::settings {
namespace {

using testing::ElementsAre;

template <class T>
const T& type_of(std::string_view key) {
  return std::get<T>(find(key)->type);
}

std::vector<std::string> choice_labels(std::string_view key) {
  std::vector<std::string> labels;
  for (const Choice& choice : type_of<ChoiceType>(key).choices) labels.emplace_back(choice.label);
  return labels;
}

TEST(Table, HasEachKeyOnceInDottedSnakeCase) {
  std::set<std::string_view> seen;
  for (const Setting& setting : table()) {
    EXPECT_TRUE(seen.insert(setting.key).second) << setting.key;
    EXPECT_EQ(std::ranges::count(setting.key, '.'), 1) << setting.key;
    EXPECT_TRUE(std::ranges::all_of(setting.key, [](char c) {
      return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_' || c == '.';
    })) << setting.key;
  }
}

TEST(Table, TellsPeopleWhatEachSettingIs) {
  for (const Setting& setting : table()) {
    EXPECT_FALSE(setting.about.label.empty()) << setting.key;
    EXPECT_TRUE(setting.about.help.ends_with(".")) << setting.key;
    EXPECT_FALSE(setting.about.product_id.empty()) << setting.key;
  }
}

TEST(Table, KeepsTheSettingsOfASectionTogether) {
  std::set<std::pair<std::string_view, std::string_view>> finished;
  Section current{};
  for (const Setting& setting : table()) {
    const Section& section = setting.about.section;
    if (section == current) continue;
    EXPECT_TRUE(finished.emplace(section.page, section.title).second) << setting.key;
    current = section;
  }
}

TEST(Table, FindsNoObjectionToItsOwnDefaults) {
  for (const Setting& setting : table()) {
    if (const auto value = default_value(setting)) {
      EXPECT_EQ(objection(setting, *value), std::nullopt) << setting.key;
    }
  }
}

// A choice reads as the enumerator with its ordinal, which must be its place.
TEST(Table, ListsChoicesInTheOrderOfTheirEnumerators) {
  for (const Setting& setting : table()) {
    const auto* type = std::get_if<ChoiceType>(&setting.type);
    if (type == nullptr) continue;
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < type->choices.size(); ++i) {
      EXPECT_EQ(type->choices[i].ordinal, i) << setting.key;
      EXPECT_TRUE(names.insert(type->choices[i].name).second) << setting.key;
    }
  }
}

TEST(Table, OffersTheCodecsAndTransportsOfTheSpecification) {
  EXPECT_THAT(choice_labels("sip.transport"), ElementsAre("TCP", "UDP", "TLS"));
  EXPECT_THAT(choice_labels("sip.audio"),
              ElementsAre("Auto", "Off", "Speex-8000", "Speex-16000", "Speex-32000", "iLBC-8000",
                          "GSM-8000", "PCMU-8000", "PCMA-8000", "G722-8000", "Opus-48000-2"));
  EXPECT_THAT(choice_labels("sip.call_button_action"),
              ElementsAre("Disabled", "Call operator", "Directory"));
  EXPECT_THAT(choice_labels("webrtc.call_button_action"),
              ElementsAre("Disabled", "Call operator", "Call mobile phone"));
}

TEST(Table, CallsTheCardFormatsWhatAccessCallsThem) {
  for (const Choice& choice : type_of<ChoiceType>("card_reader.card_format").choices) {
    if (choice.name == "custom") continue;
    EXPECT_TRUE(access::reader_format_by_name(choice.name).has_value()) << choice.name;
  }
}

TEST(Table, HasTheRangesOfTheSpecification) {
  EXPECT_EQ(allowed_values(*find("access.relay_pulse_s")), "1 to 60 s");
  EXPECT_EQ(allowed_values(*find("access.osdp_address")), "0 to 126");
  EXPECT_EQ(allowed_values(*find("access.osdp_baud")),
            "9600, 19200, 38400, 57600, 115200 or 230400 baud");
  EXPECT_EQ(allowed_values(*find("sip.unlock_dial_key")), "one digit 0 to 9");
  EXPECT_EQ(allowed_values(*find("display.language")), "en, es, de or fr");
  EXPECT_EQ(allowed_values(*find("sip.video")), "true or false");
}

TEST(Table, KeepsPasswordsAndKeysSecret) {
  std::vector<std::string_view> secret;
  for (const Setting& setting : table()) {
    if (is_secret(setting)) secret.push_back(setting.key);
  }
  EXPECT_THAT(secret, ElementsAre("sip.password", "sip.tls_client_key", "webrtc.secret_key",
                                  "webrtc.session_token", "access.osdp_secure_channel_key"));
}

TEST(NearestKey, CorrectsAMisspeltName) {
  EXPECT_EQ(nearest_key("sip.server_adress"), "sip.server_address");
  EXPECT_EQ(nearest_key("sip.sever_address"), "sip.server_address");
  EXPECT_EQ(nearest_key("transport"), "sip.transport");
  EXPECT_EQ(nearest_key("access.relay_pulse"), "access.relay_pulse_s");
}

TEST(NearestKey, GivesNoAdviceForWhatIsFarFromEveryKey) {
  EXPECT_EQ(nearest_key("favourite_colour_of_the_house"), "");
  EXPECT_EQ(nearest_key(""), "");
  EXPECT_EQ(nearest_key(std::string(100'000, 's')), "");
}

}  // namespace
}  // namespace portero::settings
