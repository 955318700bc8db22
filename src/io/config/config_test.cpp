#include "io/config/config.hpp"

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::config {
namespace {

namespace key = settings::key;
using testing::ElementsAre;
using testing::HasSubstr;

class ConfigTest : public testing::Test {
 protected:
  ConfigTest() {
    std::string name = std::filesystem::temp_directory_path() / "portero-config-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~ConfigTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path file(std::string_view text, std::string_view name = "station.toml") {
    std::ofstream{folder_ / name} << text;
    return folder_ / name;
  }

  std::string place(std::string_view position) {
    return (folder_ / "station.toml").string() + std::string{position};
  }

  std::filesystem::path folder_;
};

constexpr std::string_view good = R"(
[sip]
enabled = true
server_address = "pbx.example.com"
username = "300"
extension = "201"
limit_incoming_to_extensions = ["201", "202"]

[call]
ring_timeout_s = 30
)";

TEST_F(ConfigTest, AFileBecomesSettings) {
  const auto loaded = merge({read_toml(file(good)).value()});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->settings.get(key::sip_server_address), "pbx.example.com");
  EXPECT_EQ(loaded->settings.get(key::call_ring_timeout).count(), 30);
  EXPECT_THAT(loaded->settings.get(key::sip_limit_incoming_to_extensions),
              ElementsAre("201", "202"));
}

TEST_F(ConfigTest, EachSettingKnowsWhereItWasGiven) {
  const Given given = read_toml(file(good)).value();
  EXPECT_EQ(given.origins.at("sip.username"), place(":5:1"));
}

TEST_F(ConfigTest, TheCommandLineBeatsTheEnvironmentBeatsTheFile) {
  const auto loaded = merge({read_toml(file(good)).value(),
                             from_environment({{"PORTERO_SIP__USERNAME", "301"},
                                               {"PORTERO_SIP__EXTENSION", "401"},
                                               {"HOME", "/root"}}),
                             from_command_line({{"sip.extension", "501"}})});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->settings.get(key::sip_username), "301");
  EXPECT_EQ(loaded->settings.get(key::sip_extension), "501");
  EXPECT_EQ(loaded->origins.at("sip.username"), "PORTERO_SIP__USERNAME");
  EXPECT_EQ(loaded->origins.at("sip.extension"), "--set");
}

TEST_F(ConfigTest, WhatIsNoTomlIsToldWithItsPlace) {
  EXPECT_THAT(read_toml(file("[sip]\nenabled = maybe\n")).error(),
              ElementsAre(testing::StartsWith(place(":2:"))));
}

TEST_F(ConfigTest, AWrongValueIsToldWithItsPlaceAndWhatIsAllowed) {
  const auto loaded = merge({read_toml(file("[sip]\ntransport = \"carrier pigeon\"\n")).value()});
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error(), ElementsAre(testing::AllOf(testing::StartsWith(place(":2:1: ")),
                                                         HasSubstr("sip.transport"),
                                                         HasSubstr("tcp, udp or tls"))));
}

TEST_F(ConfigTest, AMisspeltNameIsToldWithTheNearestOne) {
  const auto loaded = merge({read_toml(file("[sip]\nusernmae = \"300\"\n")).value()});
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error(), ElementsAre(HasSubstr("sip.username")));
}

TEST_F(ConfigTest, AValueThatNoSettingCanBeIsRefused) {
  const auto loaded = merge({read_toml(file("[call]\nring_timeout_s = 1.5\n")).value()});
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error(), ElementsAre(HasSubstr("call.ring_timeout_s")));
}

TEST_F(ConfigTest, AFileThatIsNotThereIsTold) {
  EXPECT_THAT(read_toml(folder_ / "none.toml").error(), ElementsAre(HasSubstr("No such file")));
}

// What was changed on the station itself lies beneath all others.
const settings::Patch stored{{"sip.enabled", settings::Value{true}},
                             {"sip.server_address", settings::Value{"stored.example.com"}},
                             {"sip.username", settings::Value{"400"}},
                             {"call.ring_timeout_s", settings::Value{45}}};

TEST(StoredSettings, AreInForceWhereNothingIsPinned) {
  const auto loaded = merge(std::vector<Given>{}, stored);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->settings.get(key::sip_server_address), "stored.example.com");
  EXPECT_TRUE(loaded->origins.empty());
}

TEST(StoredSettings, GiveWayToWhatIsPinned) {
  const auto loaded =
      merge({from_command_line({{"sip.server_address", "pbx.example.com"}})}, stored);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->settings.get(key::sip_server_address), "pbx.example.com");
  EXPECT_EQ(loaded->settings.get(key::call_ring_timeout).count(), 45);
  EXPECT_EQ(loaded->origins.at("sip.server_address"), "--set");
  EXPECT_TRUE(loaded->left_out.empty());
}

TEST(StoredSettings, OneThatIsWrongIsLeftOutAndTold) {
  settings::Patch wrong = stored;
  wrong.insert_or_assign("call.ring_timeout_s", settings::Value{-1});
  wrong.insert_or_assign("call.of_a_later_version", settings::Value{true});
  const auto loaded = merge(std::vector<Given>{}, wrong);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->settings.get(key::sip_username), "400");
  EXPECT_THAT(loaded->left_out,
              testing::UnorderedElementsAre(HasSubstr("call.ring_timeout_s is out of range"),
                                            HasSubstr("call.of_a_later_version is not a setting")));
}

// The server's address was pinned when SIP was enabled on the console; then the pin went.
TEST(StoredSettings, ThatLackSomethingAreLeftOutAndTheStationStarts) {
  settings::Patch lacking = stored;
  lacking.erase("sip.server_address");
  const auto loaded = merge(std::vector<Given>{}, lacking);
  ASSERT_TRUE(loaded);
  EXPECT_FALSE(loaded->settings.get(key::sip_enabled));
  EXPECT_THAT(loaded->left_out, ElementsAre(HasSubstr("sip.server_address is required")));
}

TEST(StoredSettings, NeverExcuseWhatIsPinnedWrongly) {
  EXPECT_FALSE(merge({from_command_line({{"sip.transport", "pigeon"}})}, stored));
}

class SecretTest : public ConfigTest {
 protected:
  SecretTest() { setenv("CREDENTIALS_DIRECTORY", folder_.c_str(), 1); }
  ~SecretTest() override { unsetenv("CREDENTIALS_DIRECTORY"); }
};

TEST_F(SecretTest, ComesFromTheCredentialsFolder) {
  file("wonderland\n", "SIP_PASSWORD");
  const auto loaded = merge({read_toml(file("[sip]\npassword = \"${SIP_PASSWORD}\"\n")).value()});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->settings.reveal(key::sip_password), "wonderland");
}

TEST_F(SecretTest, ComesFromTheEnvironmentWhereThereIsNoSuchFile) {
  setenv("PORTERO_SIP_PASSWORD", "looking-glass", 1);
  const auto loaded = merge({read_toml(file("[sip]\npassword = \"${SIP_PASSWORD}\"\n")).value()});
  unsetenv("PORTERO_SIP_PASSWORD");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->settings.reveal(key::sip_password), "looking-glass");
}

TEST_F(SecretTest, ThatIsNowhereIsToldWithWhereToPutIt) {
  EXPECT_THAT(read_toml(file("[sip]\npassword = \"${SIP_PASSWORD}\"\n")).error(),
              ElementsAre(HasSubstr("$CREDENTIALS_DIRECTORY/SIP_PASSWORD")));
}

}  // namespace
}  // namespace portero::config
