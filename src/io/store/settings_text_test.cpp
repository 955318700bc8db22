#include "io/store/settings_text.hpp"

#include <gmock/gmock.h>

namespace portero::store {
namespace {

using settings::Patch;
using settings::TextList;
using settings::Value;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const SealingKey our_key{{1, 2, 3}};
const SealingKey other_key{{4, 5, 6}};

const Patch given{{"sip.enabled", Value{true}},
                  {"sip.password", Value{"wonderland"}},
                  {"call.ring_timeout_s", Value{30}},
                  {"sip.limit_incoming_to_extensions", Value{TextList{"201", "202"}}}};

TEST(SettingsText, ReadsBackWhatWasWritten) {
  const auto read = read_settings(to_text(given, our_key), our_key);
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->settings, given);
  EXPECT_FALSE(read->secrets_lost);
}

TEST(SettingsText, ShowsNoSecret) {
  const std::string text = to_text(given, our_key);
  EXPECT_THAT(text, HasSubstr("\"call.ring_timeout_s\":30"));
  EXPECT_THAT(text, Not(HasSubstr("wonderland")));
  EXPECT_THAT(text, Not(HasSubstr("sip.password")));
}

// A later version may know a secret that this one doesn't: writing the file anew must not show it.
TEST(SettingsText, SealsWhatItDoesNotKnow) {
  const Patch later{{"sip.client_key", Value{"wonderland"}}};
  const std::string text = to_text(later, our_key);
  EXPECT_THAT(text, Not(HasSubstr("wonderland")));
  EXPECT_EQ(read_settings(text, our_key)->settings, later);
}

TEST(SettingsText, KeepsTheRestWhenTheKeyIsAnotherOne) {
  const auto read = read_settings(to_text(given, our_key), other_key);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->secrets_lost);
  Patch rest = given;
  rest.erase("sip.password");
  EXPECT_EQ(read->settings, rest);
}

TEST(SettingsText, NoticesEveryChangedByte) {
  const std::string text = to_text(given, our_key);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(read_settings(changed, our_key)) << "at " << i;
  }
}

TEST(SettingsText, NoticesWhereverItIsCutOff) {
  const std::string text = to_text(given, our_key);
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(read_settings(text.substr(0, size), our_key)) << "at " << size;
}

TEST(SettingsText, SaysThatAnotherVersionWroteIt) {
  EXPECT_THAT(read_settings("portero settings 2 00\n{}\n", our_key).error(),
              StartsWith("was written by another version of Portero"));
}

}  // namespace
}  // namespace portero::store
