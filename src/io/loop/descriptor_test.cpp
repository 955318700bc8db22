#include "io/loop/descriptor.hpp"

#include <array>
#include <fcntl.h>
#include <optional>
#include <unistd.h>
#include <utility>

#include <gtest/gtest.h>
#include <sys/socket.h>

namespace portero::loop {
namespace {

using namespace std::chrono_literals;

class DescriptorTest : public testing::Test {
 protected:
  DescriptorTest() {
    std::array<int, 2> pair{};
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()), 0);
    near.emplace(loop, pair[0]);
    far.emplace(loop, pair[1]);
  }

  bool comes_true(const bool& condition) {
    return loop.run_until([&] { return condition; }, 5s);
  }
  void write_to_near() { EXPECT_EQ(write(far->fd(), "x", 1), 1); }

  EventLoop loop;
  std::optional<Descriptor> near, far;
  bool told = false;
};

TEST_F(DescriptorTest, TellsWhenSomethingCanBeRead) {
  near->when_readable([&] { told = true; });
  loop.run_for(1ms);
  EXPECT_FALSE(told);
  write_to_near();
  EXPECT_TRUE(comes_true(told));
}

TEST_F(DescriptorTest, TellsOfWhatWasThereBeforeAndIsStillUnread) {
  write_to_near();
  for (int round = 0; round < 3; ++round) {
    told = false;
    near->when_readable([&] { told = true; });
    EXPECT_TRUE(comes_true(told)) << round;
  }
}

TEST_F(DescriptorTest, TellsOnceOnly) {
  int count = 0;
  near->when_readable([&] { ++count; });
  write_to_near();
  EXPECT_TRUE(loop.run_until([&] { return count == 1; }, 5s));
  write_to_near();
  loop.run_for(1ms);
  EXPECT_EQ(count, 1);
}

TEST_F(DescriptorTest, TellsWhenTheOtherEndIsGone) {
  near->when_readable([&] { told = true; });
  far.reset();
  EXPECT_TRUE(comes_true(told));
}

TEST_F(DescriptorTest, TellsWhenThereIsRoomToWriteAgain) {
  std::array<char, 4096> block{};
  while (write(near->fd(), block.data(), block.size()) > 0) {
  }
  near->when_writable([&] { told = true; });
  loop.run_for(1ms);
  EXPECT_FALSE(told);
  while (read(far->fd(), block.data(), block.size()) > 0) {
  }
  EXPECT_TRUE(comes_true(told));
}

TEST_F(DescriptorTest, ForgetsEverythingAndClosesWhenDestroyed) {
  const int fd = near->fd();
  near->when_readable([&] { told = true; });
  write_to_near();
  near.reset();
  EXPECT_EQ(fcntl(fd, F_GETFD), -1);
  loop.run_for(1ms);
  EXPECT_FALSE(told);
}

TEST_F(DescriptorTest, MayBeDestroyedByWhatItTells) {
  near->when_readable([&] {
    near.reset();
    told = true;
  });
  write_to_near();
  EXPECT_TRUE(comes_true(told));
}

// Asio gives the newcomer the memory of the one that went, and with it the event that was on its
// way: taken for a child's end, such a one waited for a process that lived on.
TEST_F(DescriptorTest, DoesNotTakeWhatWasMeantForOneThatIsGone) {
  std::optional<Descriptor> newcomer;
  std::array<int, 2> pair{};
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()), 0);
  const Descriptor silent{loop, pair[1]};
  bool replaced = false;
  const auto replace = [&](std::optional<Descriptor>& other) {
    if (std::exchange(replaced, true)) return;
    other.reset();
    newcomer.emplace(loop, pair[0]);
    newcomer->when_readable([&] { told = true; });
  };
  near->when_readable([&] { replace(far); });
  far->when_readable([&] { replace(near); });
  write_to_near();
  EXPECT_EQ(write(near->fd(), "x", 1), 1);
  EXPECT_TRUE(comes_true(replaced));
  loop.run_for(5ms);
  EXPECT_FALSE(told);
}

}  // namespace
}  // namespace portero::loop
