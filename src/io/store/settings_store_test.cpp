#include "io/store/settings_store.hpp"

#include <fstream>
#include <unistd.h>

#include <gmock/gmock.h>

#include "io/store/interrupted_for_tests.hpp"
#include "io/store/small_disk_for_tests.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::store {
namespace {

namespace fs = std::filesystem;
using settings::Patch;
using settings::Value;
using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Ne;
using testing::SizeIs;

const SealingKey our_key{{1, 2, 3}};
const Patch before{{"sip.enabled", Value{true}}, {"sip.password", Value{"wonderland"}}};
const Patch after{{"sip.enabled", Value{false}}, {"call.ring_timeout_s", Value{30}}};

struct SettingsStoreTest : testing::Test {
  [[nodiscard]] SettingsStore open(const SealingKey& key = our_key) const {
    return SettingsStore::open(folder.path(), key).value();
  }

  TemporaryFolder folder;
  fs::path file = folder.path() / settings_file;
};

TEST_F(SettingsStoreTest, IsEmptyAtFirst) {
  const SettingsStore store = open();
  EXPECT_THAT(store.stored(), IsEmpty());
  EXPECT_THAT(store.troubles(), IsEmpty());
}

TEST_F(SettingsStoreTest, RemembersWhatWasSaved) {
  ASSERT_TRUE(open().save(before));
  EXPECT_EQ(open().stored(), before);
}

TEST_F(SettingsStoreTest, HasAnotherVersionAfterEachChange) {
  SettingsStore store = open();
  const std::string empty = store.version();
  ASSERT_TRUE(store.save(before));
  const std::string first = store.version();
  EXPECT_THAT(first, Ne(empty));
  EXPECT_EQ(open().version(), first);
  ASSERT_TRUE(store.save(after, first));
  EXPECT_THAT(store.version(), Ne(first));
}

// Two people change the settings at once: the second would undo what the first did, unseen.
TEST_F(SettingsStoreTest, RefusesAChangeOfWhatIsNoLongerThere) {
  SettingsStore store = open();
  const std::string seen = store.version();
  ASSERT_TRUE(store.save(before, seen));
  const auto refused = store.save(after, seen);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().outdated);
  EXPECT_EQ(open().stored(), before);
}

// GEN-3: the power fails at each system call in turn.
TEST_F(SettingsStoreTest, HoldsTheOldOrTheNewWhereverItsWriterDies) {
  int step = 0;
  Fate fate = Fate::killed;
  bool old_seen = false;
  while (fate == Fate::killed) {
    ASSERT_TRUE(open().save(before));
    fate = killed_at(++step, [&] { std::ignore = open().save(after); });
    const SettingsStore store = open();
    EXPECT_THAT(store.troubles(), IsEmpty()) << "killed at step " << step;
    ASSERT_THAT(store.stored(), AnyOf(before, after)) << "killed at step " << step;
    old_seen = old_seen || store.stored() == before;
  }
  if (fate == Fate::not_permitted) GTEST_SKIP() << "no process may be traced here";
  EXPECT_TRUE(old_seen);
  EXPECT_EQ(open().stored(), after);
}

TEST_F(SettingsStoreTest, KeepsADamagedFileAsideAndSaysWhere) {
  ASSERT_TRUE(open().save(before));
  std::ofstream{file, std::ios::app} << "x";
  const auto damaged = read_file(file, max_settings_bytes).value();
  const SettingsStore store = open();
  EXPECT_THAT(store.stored(), IsEmpty());
  const std::string kept = file.string() + ".damaged-1";
  EXPECT_THAT(store.troubles(),
              ElementsAre(testing::AllOf(HasSubstr("is damaged"), HasSubstr(kept))));
  EXPECT_EQ(read_file(kept, max_settings_bytes).value(), damaged);
  EXPECT_THAT(open().troubles(), IsEmpty()) << "it is told once";
}

TEST_F(SettingsStoreTest, KeepsAtMostSoManyDamagedFiles) {
  for (int i = 0; i < max_damaged_files + 3; ++i) {
    std::ofstream{file} << "nonsense " << i;
    EXPECT_THAT(open().troubles(), SizeIs(1));
  }
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator{folder.path()}) files += entry.exists() ? 1 : 0;
  EXPECT_EQ(files, std::size_t{max_damaged_files} + 1);
}

TEST_F(SettingsStoreTest, LosesTheSecretsAloneWhenItsKeyIsGone) {
  ASSERT_TRUE(open().save(before));
  const SettingsStore store = open(SealingKey{{9}});
  EXPECT_EQ(store.stored(), (Patch{{"sip.enabled", Value{true}}}));
  EXPECT_THAT(store.troubles(), ElementsAre(HasSubstr("give them again")));
}

// The power fails while a damaged file is being replaced: it must not look like a new station then.
TEST_F(SettingsStoreTest, LosesNothingSilentlyWhereverOpeningDies) {
  int step = 0;
  Fate fate = Fate::killed;
  while (fate == Fate::killed) {
    folder.clear();
    std::ofstream{file} << "nonsense";
    fate = killed_at(++step, [&] { std::ignore = open(); });
    if (fate == Fate::not_permitted) GTEST_SKIP() << "no process may be traced here";
    ASSERT_TRUE(fs::exists(file)) << "killed at step " << step;
    const bool told_later = !open().troubles().empty();
    EXPECT_TRUE(told_later || fs::exists(file.string() + ".damaged-1")) << step;
  }
}

TEST_F(SettingsStoreTest, WritesNothingThatItCouldNotRead) {
  SettingsStore store = open();
  ASSERT_TRUE(store.save(before));
  EXPECT_FALSE(store.save({{"sip.tls_ca", Value{std::string(200'000, 'x')}}}));
  EXPECT_EQ(store.stored(), before);
  EXPECT_EQ(open().stored(), before);
}

TEST(SettingsStoreDisk, ThatIsReadOnlyIsToldAndWhatIsThereIsRead) {
  const auto outcome = on_read_only_disk(
      [](const fs::path& folder) {
        ASSERT_TRUE(SettingsStore::open(folder, our_key)->save(before));
      },
      [](const fs::path& folder) {
        auto store = SettingsStore::open(folder, our_key);
        ASSERT_TRUE(store);
        EXPECT_EQ(store->stored(), before);
        const auto failed = store->save(after);
        ASSERT_FALSE(failed);
        EXPECT_THAT(failed.error().sentence, HasSubstr("Read-only file system"));
        EXPECT_EQ(store->stored(), before);
      });
  if (outcome == Isolation::not_permitted) GTEST_SKIP() << "no disk may be mounted here";
}

}  // namespace
}  // namespace portero::store
