#include "io/process/child.hpp"

#include <array>
#include <csignal>
#include <unistd.h>

#include <gmock/gmock.h>
#include <sys/socket.h>

namespace portero::process {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Eq;
using testing::HasSubstr;
using testing::Optional;

constexpr base::Duration patience = 10s;

struct ChildTest : testing::Test {
  Child shell(const std::string& script, std::vector<std::string> environment = {},
              std::optional<int> socket = {}) {
    return Child::start(loop,
                        {.path = "/bin/sh",
                         .arguments = {"-c", script},
                         .environment = std::move(environment),
                         .socket = socket},
                        {.ended = [this](const Ended& how) { ended = how; },
                         .complained = [this](const auto& line) { complaints.push_back(line); }})
        .value();
  }
  bool ends() {
    return loop.run_until([this] { return ended.has_value(); }, patience);
  }

  loop::EventLoop loop;
  std::optional<Ended> ended;
  std::vector<std::string> complaints;
};

TEST_F(ChildTest, TellsHowItEnded) {
  const Child child = shell("exit 3");
  ASSERT_TRUE(ends());
  EXPECT_THAT(ended, Optional(Eq(Ended{.status = 3})));
  EXPECT_EQ(in_words(*ended), "exited with status 3");
}

TEST_F(ChildTest, TellsWhatKilledIt) {
  Child child = shell("exec sleep 100");
  child.kill();
  ASSERT_TRUE(ends());
  EXPECT_THAT(ended, Optional(Eq(Ended{.signal = SIGKILL})));
  EXPECT_EQ(in_words(*ended), "was killed by signal 9");
}

TEST_F(ChildTest, TellsEveryLineOfItsComplaintsBeforeItsEnd) {
  const Child child = shell("echo one >&2; echo >&2; printf 'two\\nthree\\n' >&2");
  ASSERT_TRUE(ends());
  EXPECT_THAT(complaints, ElementsAre("one", "two", "three"));
}

TEST_F(ChildTest, CutsWhatIsTooLong) {
  const Child child = shell("head -c 100000 /dev/zero | tr '\\0' x >&2; echo >&2");
  ASSERT_TRUE(ends());
  ASSERT_THAT(complaints, testing::SizeIs(1));
  EXPECT_EQ(complaints.front().size(), Child::max_line_bytes);
}

TEST_F(ChildTest, HasItsSocketItsEnvironmentAndNothingElseOfOurs) {
  std::array<int, 2> pair{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
  const Child child = shell("echo \"$DOOR\" >&3; ls /proc/self/fd | tr '\\n' ' ' >&2; echo >&2",
                            {"DOOR=front"}, pair[1]);
  ASSERT_TRUE(ends());
  ::close(pair[1]);
  std::array<char, 16> said{};
  ASSERT_EQ(::read(pair[0], said.data(), said.size()), 6);
  EXPECT_STREQ(said.data(), "front\n");
  ::close(pair[0]);
  // 4 is the folder that ls itself reads.
  EXPECT_THAT(complaints, ElementsAre("0 1 2 3 4 "));
}

TEST_F(ChildTest, LearnsNoSecretOfOurs) {
  ::setenv("PORTERO_SIP__PASSWORD", "secret", 1);
  ::setenv("CREDENTIALS_DIRECTORY", "/run/credentials", 1);
  const Child child = shell("echo \"<$PORTERO_SIP__PASSWORD$CREDENTIALS_DIRECTORY>\" >&2");
  ::unsetenv("PORTERO_SIP__PASSWORD");
  ::unsetenv("CREDENTIALS_DIRECTORY");
  ASSERT_TRUE(ends());
  EXPECT_THAT(complaints, ElementsAre("<>"));
}

TEST_F(ChildTest, DiesWithItsOwner) {
  int pid = 0;
  {
    const Child child = shell("exec sleep 100");
    pid = child.pid();
    EXPECT_EQ(::kill(pid, 0), 0);
  }
  EXPECT_EQ(::kill(pid, 0), -1);
  loop.run_for(1ms);
  EXPECT_EQ(ended, std::nullopt);
}

TEST_F(ChildTest, CanBeWaitedFor) {
  const Child slow = shell("exec sleep 100");
  EXPECT_FALSE(slow.ends_within(1ms));
  const Child quick = shell("exit 4");
  EXPECT_TRUE(quick.ends_within(patience));
  ASSERT_TRUE(ends());
  EXPECT_THAT(ended, Optional(Eq(Ended{.status = 4})));
}

TEST_F(ChildTest, SaysWhichProgramIsMissing) {
  const auto child =
      Child::start(loop, {.path = "/no/such/program"}, {.ended = [](const auto&) {}});
  ASSERT_FALSE(child);
  EXPECT_THAT(child.error(), HasSubstr("/no/such/program does not start: No such file"));
}

}  // namespace
}  // namespace portero::process
