#include "apps/station/state.hpp"

#include <fstream>

#include <gmock/gmock.h>

#include "io/store/settings_store.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::station {
namespace {

namespace fs = std::filesystem;
using settings::Patch;
using settings::Value;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Patch stored{{"sip.enabled", Value{true}}, {"sip.password", Value{"wonderland"}}};

struct StateTest : testing::Test {
  void store() const {
    auto key = store::SealingKey::obtain(folder.path(), std::nullopt);
    ASSERT_TRUE(store::SettingsStore::open(folder.path(), key.value())->save(stored));
  }

  store::TemporaryFolder folder;
};

TEST_F(StateTest, IsEmptyAtTheFirstStart) {
  const State state = open_state(folder.path() / "portero");
  EXPECT_TRUE(state.folder);
  EXPECT_THAT(state.settings, IsEmpty());
  EXPECT_THAT(state.troubles, IsEmpty());
}

TEST_F(StateTest, HoldsWhatWasStored) {
  store();
  EXPECT_EQ(open_state(folder.path()).settings, stored);
  EXPECT_EQ(look_into(folder.path()).settings, stored);
}

// Invariant 4: the door needs no disk.
TEST_F(StateTest, OfAFolderThatCannotBeUsedIsNoneAndSaysSo) {
  std::ofstream{folder.path() / "file"} << "no folder";
  const State state = open_state(folder.path() / "file");
  EXPECT_FALSE(state.folder);
  EXPECT_THAT(state.troubles, ElementsAre(HasSubstr("remembers nothing")));
  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
  EXPECT_EQ(recorder_in(state, loop, log), nullptr);
}

// The card of a door became read-only, and at its next start the door had forgotten its account:
// what cannot be written was not read either.
TEST_F(StateTest, OfAFolderThatCannotBeWrittenToStillHoldsTheSettings) {
  store();
  fs::create_directory(folder.path() / "lock");  // which is no file that could be opened
  const State state = open_state(folder.path());
  EXPECT_FALSE(state.folder);
  EXPECT_EQ(state.settings, stored);
  EXPECT_THAT(state.troubles, ElementsAre(HasSubstr("no changes of settings, no events")));
}

TEST_F(StateTest, OfAFolderOfAnotherStationReadsNothing) {
  store();
  const State first = open_state(folder.path());
  EXPECT_EQ(first.settings, stored);
  const State second = open_state(folder.path());
  EXPECT_THAT(second.settings, IsEmpty());
  EXPECT_THAT(second.troubles, ElementsAre(HasSubstr("in use by another station")));
}

TEST_F(StateTest, WithAKeyThatOthersCanReadStartsWithoutStoredSettings) {
  store();
  fs::permissions(folder.path() / store::sealing_key_file, fs::perms::all);
  const State state = open_state(folder.path());
  EXPECT_TRUE(state.folder) << "events are kept all the same";
  EXPECT_THAT(state.settings, IsEmpty());
  EXPECT_THAT(state.troubles, ElementsAre(HasSubstr("chmod 600")));
}

TEST_F(StateTest, OfAFolderThatIsOpenToOthersSaysSo) {
  fs::permissions(folder.path(), fs::perms::all);
  const State state = open_state(folder.path());
  EXPECT_TRUE(state.folder);
  EXPECT_THAT(state.troubles, ElementsAre(HasSubstr("chmod 700")));
}

TEST_F(StateTest, LookingChangesNothing) {
  EXPECT_THAT(look_into(folder.path() / "none").settings, IsEmpty());
  EXPECT_FALSE(fs::exists(folder.path() / "none"));
  store();
  std::ofstream{folder.path() / store::settings_file} << "nonsense";
  EXPECT_THAT(look_into(folder.path()).troubles, ElementsAre(HasSubstr("is damaged")));
  EXPECT_FALSE(fs::exists(folder.path() / "settings.damaged-1"));
}

}  // namespace
}  // namespace portero::station
