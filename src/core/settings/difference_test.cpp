#include "core/settings/difference.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/settings/merge.hpp"

namespace portero::settings {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Settings with(const Patch& patch) { return merge(Settings{}, patch).value().settings; }

TEST(Differences, NameWhatChangedWithOldAndNewValue) {
  const Settings after = with({{"sip.extension", Value{"200"}}, {"access.card_id", Value{7}}});
  EXPECT_THAT(differences(Settings{}, after),
              ElementsAre(Difference{"sip.extension", false, std::nullopt, Value{"200"}},
                          Difference{"access.card_id", false, std::nullopt, Value{7}}));
  EXPECT_THAT(
      differences(after, with({{"sip.extension", Value{"201"}}, {"access.card_id", Value{7}}})),
      ElementsAre(Difference{"sip.extension", false, Value{"200"}, Value{"201"}}));
}

TEST(Differences, TellOfASecretOnlyThatItChanged) {
  const Settings before = with({{"sip.password", Value{"old"}}});
  EXPECT_THAT(differences(before, with({{"sip.password", Value{"new"}}})),
              ElementsAre(Difference{"sip.password", true, std::nullopt, std::nullopt}));
  EXPECT_THAT(differences(before, before), IsEmpty());
}

TEST(Differences, TakeAGivenDefaultForTheDefault) {
  EXPECT_THAT(differences(Settings{},
                          with({{"access.relay_pulse_s", Value{3}}, {"sip.extension", Value{""}}})),
              IsEmpty());
}

}  // namespace
}  // namespace portero::settings
