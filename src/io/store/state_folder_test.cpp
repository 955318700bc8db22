#include "io/store/state_folder.hpp"

#include <fstream>

#include <gmock/gmock.h>

#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::store {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST(StateFolderTest, IsMadeForItsOwnerAlone) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "lib" / "portero";
  const auto made = StateFolder::take(path);
  ASSERT_TRUE(made);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
  EXPECT_FALSE(made->is_open_to_others());
}

TEST(StateFolderTest, ThatOthersMayEnterIsLeftAsItIs) {
  const TemporaryFolder folder;
  const fs::perms open = fs::perms::owner_all | fs::perms::group_read | fs::perms::others_exec;
  fs::permissions(folder.path(), open);
  const auto taken = StateFolder::take(folder.path());
  ASSERT_TRUE(taken);
  EXPECT_TRUE(taken->is_open_to_others());
  EXPECT_EQ(fs::status(folder.path()).permissions(), open);
}

TEST(StateFolderTest, BelongsToOneStationAtATime) {
  const TemporaryFolder folder;
  {
    const auto first = StateFolder::take(folder.path());
    ASSERT_TRUE(first);
    EXPECT_THAT(StateFolder::take(folder.path()).error().why,
                HasSubstr("in use by another station"));
  }
  EXPECT_TRUE(StateFolder::take(folder.path()));
}

TEST(StateFolderTest, ThatIsAFileIsRefused) {
  const TemporaryFolder folder;
  std::ofstream{folder.path() / "file"} << "no folder";
  EXPECT_FALSE(StateFolder::take(folder.path() / "file"));
  EXPECT_FALSE(StateFolder::take(folder.path() / "file" / "below"));
}

}  // namespace
}  // namespace portero::store
