#include "apps/station/configuration.hpp"

#include <gmock/gmock.h>

#include "core/settings/json.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::station {
namespace {

using control::ChangeSettings;
using settings::Value;
using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::Pair;

struct ConfigurationTest : testing::Test {
  store::SettingsStore open() { return store::SettingsStore::open(folder.path(), key).value(); }
  Configuration configuration(const std::vector<config::Assignment>& pinned = {}) {
    const std::vector sources{config::from_command_line(pinned)};
    auto store = open();
    return {sources, config::merge(sources, store.stored()).value(), std::move(store)};
  }
  static control::Refused refusal(const Configuration& of, const ChangeSettings& change) {
    const auto proposal = of.propose(change);
    return proposal ? control::Refused{} : proposal.error();
  }

  store::TemporaryFolder folder;
  store::SealingKey key = store::SealingKey::obtain(folder.path(), std::nullopt).value();
};

TEST_F(ConfigurationTest, AChangeIsInForceAndStored) {
  auto configuration = this->configuration();
  const auto proposal =
      configuration.propose({{{"sip.video", Value{false}}, {"sip.password", Value{"secret"}}}});
  ASSERT_TRUE(proposal);
  EXPECT_TRUE(configuration.settings().get(settings::key::sip_video)) << "not yet";
  const auto told = configuration.accept(*proposal);
  ASSERT_TRUE(told);
  EXPECT_FALSE(configuration.settings().get(settings::key::sip_video));
  EXPECT_EQ(this->configuration().settings(), configuration.settings());
  EXPECT_THAT(told->settings,
              AllOf(HasSubstr(R"("sip.video":false)"), testing::Not(HasSubstr("secret"))));
}

TEST_F(ConfigurationTest, AResetGoesBackToTheDefault) {
  auto configuration = this->configuration();
  ASSERT_TRUE(configuration.accept(
      configuration.propose({{{"access.relay_pulse_s", Value{std::int64_t{9}}}}}).value()));
  ASSERT_TRUE(configuration.accept(
      configuration.propose({{{"access.relay_pulse_s", settings::Reset{}}}}).value()));
  EXPECT_EQ(configuration.settings(), settings::Settings{});
}

TEST_F(ConfigurationTest, RefusesWhatIsWrongWithEachField) {
  const auto refused = refusal(
      configuration(), {{{"sip.transport", Value{"smoke"}}, {"sip.transprot", Value{"tcp"}}}});
  EXPECT_EQ(refused.code, "wrong_settings");
  EXPECT_THAT(refused.fields,
              ElementsAre(AllOf(Field(&control::WrongField::field, "sip.transport"),
                                Field(&control::WrongField::sentence, HasSubstr("tcp"))),
                          Field(&control::WrongField::sentence, HasSubstr("did you mean"))));
}

TEST_F(ConfigurationTest, RefusesWhatIsPinnedAndSaysWhere) {
  const auto pinned = configuration({{"sip.transport", "tls"}});
  EXPECT_THAT(pinned.told().pinned, ElementsAre(Pair("sip.transport", "--set")));
  const auto refused = refusal(pinned, {{{"sip.transport", Value{"tcp"}}}});
  EXPECT_THAT(refused.sentence, HasSubstr("sip.transport is set by --set"));
}

// Two administrators at once: the second would undo what the first has done.
TEST_F(ConfigurationTest, RefusesAChangeOfWhatIsOutdated) {
  auto configuration = this->configuration();
  const std::string version = configuration.told().version;
  const ChangeSettings change{{{"sip.video", Value{false}}}, version};
  ASSERT_TRUE(configuration.accept(configuration.propose(change).value()));
  const auto second = configuration.accept(configuration.propose(change).value());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "outdated");
}

TEST_F(ConfigurationTest, TellsWhatWasDoneToAValue) {
  auto configuration = this->configuration();
  const auto told = configuration.accept(
      configuration.propose({{{"webrtc.access_key", Value{" AKIAIOSFODNN7EXAMPLE "}}}}).value());
  ASSERT_TRUE(told);
  EXPECT_THAT(told->remarks, ElementsAre(HasSubstr("webrtc.access_key had blanks")));
  EXPECT_EQ(this->configuration().settings(), configuration.settings());
}

TEST_F(ConfigurationTest, ChangesNothingWithoutAStore) {
  const Configuration without{{}, config::merge({}).value(), std::nullopt};
  EXPECT_EQ(refusal(without, {{{"sip.enabled", Value{true}}}}).code, "no_store");
  EXPECT_EQ(without.told().version, "");
}

// What was stored stays stored where something pinned contradicts it, and must not come back by
// surprise with a change of something else.
TEST_F(ConfigurationTest, AChangeIsWhatTheNextStartFinds) {
  ASSERT_TRUE(open().save({{"sip.transport", Value{"smoke"}}}));
  auto configuration = this->configuration();
  ASSERT_TRUE(configuration.accept(configuration.propose({{{"sip.video", Value{false}}}}).value()));
  EXPECT_EQ(this->configuration().settings(), configuration.settings());
}

}  // namespace
}  // namespace portero::station
