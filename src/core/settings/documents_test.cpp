#include "core/settings/documents.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/settings/json_value.hpp"
#include "core/settings/table.hpp"

namespace portero::settings {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

const json::object& schema() {
  static const json::value parsed = json::parse(settings_schema());
  return parsed.as_object();
}

const json::object& property(std::string_view key) {
  return schema().at("properties").as_object().at(key).as_object();
}

TEST(SettingsSchema, DescribesEverySettingAndNothingElse) {
  EXPECT_EQ(schema().at("properties").as_object().size(), table().size());
  EXPECT_EQ(schema().at("additionalProperties"), json::value(false));
}

TEST(SettingsSchema, SaysWhatAFormNeedsToShowASetting) {
  EXPECT_EQ(property("access.relay_pulse_s"), json::parse(R"({
      "title": "Pulse time",
      "description": "How long the relay stays on.",
      "type": "integer", "minimum": 1, "maximum": 60, "default": 3,
      "x-ui": {"order": 36, "page": "Access control", "section": "Door relay",
               "product_id": "UNL-3", "unit": "s"}})"));
}

TEST(SettingsSchema, NamesChoicesByValueAndLabel) {
  EXPECT_EQ(property("sip.transport").at("oneOf"), json::parse(R"([
      {"const": "tcp", "title": "TCP"}, {"const": "udp", "title": "UDP"},
      {"const": "tls", "title": "TLS"}])"));
}

TEST(SettingsSchema, SaysInWordsWhatAPatternAllows) {
  const auto allowed = [](std::string_view name) {
    return property(name).at("x-ui").as_object().if_contains("allowed");
  };
  EXPECT_EQ(*allowed("sip.unlock_dial_key"), json::value("one digit 0 to 9"));
  EXPECT_EQ(allowed("access.relay_pulse_s"), nullptr);
}

TEST(SettingsSchema, LetsASecretReadAsSetOnly) {
  EXPECT_EQ(property("sip.password").at("anyOf").as_array()[1].at("properties"),
            json::parse(R"({"set": {"const": true}})"));
  EXPECT_EQ(property("sip.password").at("x-ui").at("secret"), json::value(true));
  EXPECT_FALSE(property("sip.username").at("x-ui").as_object().contains("secret"));
}

TEST(SettingsSchema, RequiresTheAccountWhereItsProtocolIsEnabled) {
  EXPECT_EQ(schema().at("allOf").as_array()[0], json::parse(R"({
      "if": {"properties": {"sip.enabled": {"const": true}, "sip.direct_calls": {"const": false}},
             "required": ["sip.enabled"]},
      "then": {"properties": {"sip.server_address": {"minLength": 1},
                              "sip.username": {"minLength": 1}},
               "required": ["sip.server_address", "sip.username"]}})"));
}

TEST(SettingsDocument, ShowsEverySettingInItsSection) {
  const std::string document = settings_document();
  for (const Setting& setting : table())
    EXPECT_THAT(document, HasSubstr("| `" + std::string{setting.key} + "` |"));
  EXPECT_THAT(document, HasSubstr("## Access control\n\n### Door relay\n"));
  EXPECT_THAT(document, HasSubstr("| Pulse time | `access.relay_pulse_s` | 3 s | 1 to 60 s | "
                                  "How long the relay stays on. (UNL-3) |\n"));
  EXPECT_THAT(document, HasSubstr("none, required when WebRTC is enabled"));
}

TEST(IndentedJson, PutsEachMemberOnItsOwnLine) {
  EXPECT_EQ(indented(json::parse(R"({"a":{"b":[1,"x"]},"c":{},"d":[]})")),
            "{\n"
            "  \"a\": {\n"
            "    \"b\": [\n"
            "      1,\n"
            "      \"x\"\n"
            "    ]\n"
            "  },\n"
            "  \"c\": {},\n"
            "  \"d\": []\n"
            "}\n");
}

}  // namespace
}  // namespace portero::settings
