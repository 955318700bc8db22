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
  ASSERT_TRUE(StateFolder::take(path));
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
}

TEST(StateFolderTest, BelongsToOneStationAtATime) {
  const TemporaryFolder folder;
  {
    const auto first = StateFolder::take(folder.path());
    ASSERT_TRUE(first);
    EXPECT_THAT(StateFolder::take(folder.path()).error(), HasSubstr("in use by another station"));
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
