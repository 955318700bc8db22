#include "io/store/file.hpp"

#include <algorithm>
#include <csignal>
#include <unistd.h>

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "io/store/interrupted_for_tests.hpp"
#include "io/store/small_disk_for_tests.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::store {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::Eq;
using testing::Ge;
using testing::HasSubstr;
using testing::Optional;

const std::string old_text = "the old ones";
const std::string new_text(20'000, 'n');
constexpr std::size_t enough = 100'000;

struct FileTest : testing::Test {
  FileTest() { EXPECT_TRUE(replace_file(file, old_text)); }
  [[nodiscard]] std::optional<std::string> text() const { return read_file(file, enough).value(); }

  TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "settings";
};

TEST_F(FileTest, IsReplaced) {
  ASSERT_TRUE(replace_file(file, new_text));
  EXPECT_THAT(text(), Optional(new_text));
}

TEST_F(FileTest, IsForItsOwnerAlone) {
  struct stat about{};
  ASSERT_EQ(::stat(file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
}

TEST_F(FileTest, ThatIsNotThereIsNone) {
  EXPECT_THAT(read_file(folder.path() / "none", enough).value(), Eq(std::nullopt));
}

TEST_F(FileTest, ThatIsTooLargeIsNotRead) {
  EXPECT_TRUE(read_file(file, old_text.size()));
  EXPECT_THAT(read_file(file, old_text.size() - 1).error().sentence, HasSubstr("too large"));
}

// GEN-3: the power fails at each system call in turn, before it and after it.
TEST_F(FileTest, IsTheOldOneOrTheNewOneWhereverItsWriterDies) {
  int step = 0;
  int old_ones = 0;
  int new_ones = 0;
  Fate fate = Fate::killed;
  while (fate == Fate::killed) {
    ASSERT_TRUE(replace_file(file, old_text));
    fate = killed_at(++step, [&] { std::ignore = replace_file(file, new_text); });
    ASSERT_THAT(text(), Optional(AnyOf(old_text, new_text))) << "killed at step " << step;
    ++(text() == old_text ? old_ones : new_ones);
  }
  if (fate == Fate::not_permitted) GTEST_SKIP() << "no process may be traced here";
  EXPECT_THAT(old_ones, Ge(7));
  EXPECT_THAT(new_ones, Ge(5));
}

// A process that dies leaves the kernel's memory; power that fails does not. So it matters what is
// on the disk when: the bytes before the name, the name before anybody is told.
TEST_F(FileTest, IsOnTheDiskBeforeItsNameAndItsNameBeforeTheEnd) {
  const auto calls = system_calls_of([&] { std::ignore = replace_file(file, new_text); });
  if (calls.empty()) GTEST_SKIP() << "no process may be traced here";
  std::vector<long> order;
  std::ranges::copy_if(calls, std::back_inserter(order), [](long call) {
    return call == SYS_fsync || call == SYS_rename || call == SYS_renameat || call == SYS_renameat2;
  });
  EXPECT_THAT(order,
              ElementsAre(SYS_fsync, AnyOf(SYS_rename, SYS_renameat, SYS_renameat2), SYS_fsync));
  EXPECT_LT(std::ranges::find(calls, SYS_write), std::ranges::find(calls, SYS_fsync));
}

// The kernel takes so many bytes and no more: RLIMIT_FSIZE stands for a quota.
TEST_F(FileTest, StaysAsItWasWhereverWritingStops) {
  for (rlim_t limit = 0; limit < new_text.size(); limit += 997) {
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child == 0) {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit bytes{limit, limit};
      ::setrlimit(RLIMIT_FSIZE, &bytes);
      ::_exit(replace_file(file, new_text) ? 1 : 0);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0) << "it passed for written at " << limit;
    ASSERT_THAT(text(), Optional(old_text));
    EXPECT_FALSE(std::filesystem::exists(file.string() + std::string{unfinished}));
  }
}

TEST(FullDisk, IsToldAndLeavesTheOldFile) {
  const auto outcome = on_small_disk(std::size_t{16} * 1024, [](const auto& folder) {
    const auto file = folder / "settings";
    ASSERT_TRUE(replace_file(file, old_text));
    const auto failed = replace_file(file, std::string(100'000, 'n'));
    ASSERT_FALSE(failed);
    EXPECT_TRUE(is_full(failed.error()));
    EXPECT_THAT(failed.error().sentence, HasSubstr("No space left"));
    EXPECT_THAT(read_file(file, enough).value(), Optional(old_text));
  });
  if (outcome == Isolation::not_permitted) GTEST_SKIP() << "no disk may be mounted here";
}

}  // namespace
}  // namespace portero::store
