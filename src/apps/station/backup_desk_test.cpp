#include "apps/station/backup_desk.hpp"

#include <gmock/gmock.h>

#include "io/store/interrupted_for_tests.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::station {
namespace {

using settings::Patch;
using settings::Value;
using testing::AnyOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::MatchesRegex;

const std::string passphrase = "correct horse battery";
constexpr store::Argon2Cost cheap{.passes = 1, .memory_kib = 8};

Configuration configuration_in(const std::filesystem::path& folder,
                               const std::vector<config::Assignment>& pinned) {
  const auto key = store::SealingKey::obtain(folder, std::nullopt).value();
  auto store = store::SettingsStore::open(folder, key).value();
  const std::vector sources{config::from_command_line(pinned)};
  return {sources, config::merge(sources, store.stored()).value(), std::move(store)};
}

// What a station keeps in its folder, with its desk.
struct Kept {
  explicit Kept(const std::filesystem::path& folder,
                const std::vector<config::Assignment>& pinned = {})
      : configuration(configuration_in(folder, pinned)) {}
  control::Reply change(const control::ChangeSettings& change) {
    const auto proposal = configuration.propose(change);
    if (!proposal) return proposal.error();
    const auto in_force = configuration.accept(*proposal);
    if (!in_force) return in_force.error();
    return *in_force;
  }
  control::Reply ask(const control::ToBackup& request) {
    std::optional<control::Reply> reply;
    desk.obey(request, [&](const control::Reply& told) { reply = told; });
    loop.run_until([&] { return reply.has_value(); }, std::chrono::seconds{30});
    return reply.value_or(control::Refused{"silent", ""});
  }
  std::string backup() {
    return std::get<control::BackupMade>(ask(control::Backup{passphrase})).text;
  }
  control::Refused refusal(const control::ToBackup& request) {
    const control::Reply reply = ask(request);
    const auto* const refused = std::get_if<control::Refused>(&reply);
    return refused != nullptr ? *refused : control::Refused{};
  }

  Configuration configuration;
  loop::EventLoop loop;
  BackupDesk desk{loop, configuration,
                  [this](const control::ChangeSettings& wish) { return change(wish); }, cheap};
};

struct BackupDeskTest : testing::Test {
  store::TemporaryFolder folder;
  store::TemporaryFolder other_folder;
};

const Patch rich{{"sip.username", Value{"alice"}},
                 {"sip.password", Value{"wonderland"}},
                 {"access.relay_pulse_s", Value{std::int64_t{9}}}};
const Patch poor{{"sip.username", Value{"bob"}}, {"sip.video", Value{false}}};

TEST_F(BackupDeskTest, ABackupTakesThePlaceOfAllThatIsStored) {
  Kept from{folder.path()};
  from.change({rich});
  Kept to{other_folder.path()};
  to.change({poor});
  const auto reply = to.ask(control::Restore{passphrase, from.backup()});
  ASSERT_TRUE(std::holds_alternative<control::SettingsInForce>(reply));
  EXPECT_EQ(to.configuration.stored(), rich);
  EXPECT_EQ(Kept{other_folder.path()}.configuration.settings(), from.configuration.settings());
}

TEST_F(BackupDeskTest, NamesTheFileByItsDay) {
  const auto made = Kept{folder.path()}.ask(control::Backup{passphrase});
  EXPECT_THAT(std::get<control::BackupMade>(made).file_name,
              MatchesRegex("portero-settings-20[0-9][0-9]-[0-9][0-9]-[0-9][0-9][.]backup"));
}

TEST_F(BackupDeskTest, WantsAPassphraseThatCannotBeGuessed) {
  Kept kept{folder.path()};
  EXPECT_EQ(kept.refusal(control::Backup{"short"}).code, "weak_passphrase");
  EXPECT_EQ(kept.refusal(control::Backup{""}).code, "weak_passphrase");
}

TEST_F(BackupDeskTest, WhatDoesNotOpenChangesNothing) {
  Kept kept{folder.path()};
  kept.change({rich});
  const std::string backup = kept.backup();
  kept.change({poor});
  const Patch before = kept.configuration.stored();
  EXPECT_EQ(kept.refusal(control::Restore{"wrong horse battery", backup}).code, "wrong_passphrase");
  EXPECT_EQ(kept.refusal(control::Restore{passphrase, backup.substr(0, 200)}).code,
            "damaged_backup");
  EXPECT_EQ(kept.refusal(control::Restore{passphrase, "hello"}).code, "no_backup");
  EXPECT_EQ(kept.configuration.stored(), before);
}

TEST_F(BackupDeskTest, WhatThisVersionWouldNotTakeIsRefusedWithEachReason) {
  Kept kept{folder.path()};
  kept.change({poor});
  const auto restored = [&](const Patch& settings) {
    const auto text = store::make_backup({settings, "Portero 9.0.0"}, passphrase, cheap).value();
    return kept.refusal(control::Restore{passphrase, text});
  };
  const auto newer = restored({{"sip.video", Value{true}}, {"sip.telepathy", Value{true}}});
  EXPECT_EQ(newer.code, "newer_backup");
  EXPECT_THAT(newer.sentence, HasSubstr("written by Portero 9.0.0"));
  EXPECT_THAT(newer.fields, ElementsAre(Field(&control::WrongField::field, "sip.telepathy")));
  const auto wrong = restored({{"sip.video", Value{true}}, {"sip.transport", Value{"smoke"}}});
  EXPECT_EQ(wrong.code, "wrong_settings");
  EXPECT_THAT(wrong.fields, ElementsAre(Field(&control::WrongField::field, "sip.transport")));
  EXPECT_EQ(kept.configuration.stored(), poor);
}

// A file or an option lies over what is stored: a restore reaches beneath it as little as a change.
TEST_F(BackupDeskTest, WhatIsPinnedHereStaysAndIsTold) {
  Kept from{folder.path()};
  from.change({rich});
  const std::string backup = from.backup();
  Kept to{other_folder.path(), {{"sip.username", "carol"}}};
  const auto reply = to.ask(control::Restore{passphrase, backup});
  const auto* const in_force = std::get_if<control::SettingsInForce>(&reply);
  ASSERT_NE(in_force, nullptr);
  EXPECT_THAT(in_force->remarks, ElementsAre(HasSubstr("sip.username is set elsewhere")));
  EXPECT_EQ(to.configuration.settings().get(settings::key::sip_username), "carol");
  EXPECT_EQ(to.configuration.settings().reveal(settings::key::sip_password), "wonderland");
}

// Whatever the folder holds, what a station backs up it takes back.
TEST_F(BackupDeskTest, HasOnlyWhatIsInForce) {
  Patch odd = rich;
  odd.insert({{"sip.transport", Value{"smoke"}}, {"of.a.later.version", Value{true}}});
  const auto key = store::SealingKey::obtain(folder.path(), std::nullopt).value();
  ASSERT_TRUE(store::SettingsStore::open(folder.path(), key).value().save(odd));
  Kept kept{folder.path(), {{"sip.username", "carol"}}};
  const auto opened =
      store::open_backup(store::read_backup(kept.backup()).value(), passphrase).value();
  Patch expected = rich;
  expected.erase("sip.username");
  EXPECT_EQ(opened.settings, expected);
  ASSERT_TRUE(std::holds_alternative<control::SettingsInForce>(
      kept.ask(control::Restore{passphrase, kept.backup()})));
}

TEST_F(BackupDeskTest, ThereIsNothingToBackUpWithoutAStore) {
  const Configuration without{{}, config::merge({}).value(), std::nullopt};
  loop::EventLoop loop;
  BackupDesk desk{loop, without, [](const auto&) { return control::Done{}; }, cheap};
  std::optional<control::Reply> reply;
  desk.obey(control::Backup{passphrase}, [&](const control::Reply& told) { reply = told; });
  ASSERT_TRUE(reply);
  EXPECT_EQ(std::get<control::Refused>(*reply).code, "no_store");
}

TEST_F(BackupDeskTest, RefusesWhenTooManyWait) {
  Kept kept{folder.path()};
  std::size_t refused = 0;
  std::size_t made = 0;
  const std::size_t asked = console::Hasher::max_waiting + 3;
  for (std::size_t i = 0; i < asked; ++i)
    kept.desk.obey(control::Backup{passphrase}, [&](const control::Reply& reply) {
      refused += std::holds_alternative<control::Refused>(reply) ? 1 : 0;
      made += std::holds_alternative<control::BackupMade>(reply) ? 1 : 0;
    });
  EXPECT_EQ(refused, 2U);
  EXPECT_TRUE(
      kept.loop.run_until([&] { return made + refused == asked; }, std::chrono::seconds{30}));
}

// The power fails in the midst of a restore: afterwards there is what was before, or all of the
// backup.
TEST_F(BackupDeskTest, IsRestoredWholeOrNotAtAll) {
  std::string backup;
  {
    Kept from{other_folder.path()};
    from.change({rich});
    backup = from.backup();
    Kept{folder.path()}.change({poor});
  }
  bool old_seen = false;
  store::Fate fate = store::Fate::killed;
  for (int step = 0; fate == store::Fate::killed;) {
    fate = store::killed_at(++step, [&] {
      std::ignore = Kept{folder.path()}.ask(control::Restore{passphrase, backup});
    });
    const Patch stored = Kept{folder.path()}.configuration.stored();
    ASSERT_THAT(stored, AnyOf(poor, rich)) << "killed at step " << step;
    old_seen = old_seen || stored == poor;
  }
  if (fate == store::Fate::not_permitted) GTEST_SKIP() << "no process may be traced here";
  EXPECT_TRUE(old_seen);
  EXPECT_EQ(Kept{folder.path()}.configuration.stored(), rich);
}

}  // namespace
}  // namespace portero::station
