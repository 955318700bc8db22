#include "io/process/systemd_notifier.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "io/loop/descriptor.hpp"

namespace portero::process {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Optional;

constexpr base::Duration patience = 10s;

// The end of systemd of the socket.
struct SystemdNotifierTest : testing::Test {
  void listen(const std::string& at) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::ranges::copy(at, address.sun_path);
    if (at.front() == '@') address.sun_path[0] = '\0';
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + at.size());
    ASSERT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&address), size), 0);
    systemd.emplace(loop, fd);
  }
  std::vector<std::string> told() {
    std::vector<std::string> all;
    std::array<char, 256> text{};
    for (ssize_t size = 0; (size = ::recv(systemd->fd(), text.data(), text.size(), 0)) > 0;)
      all.emplace_back(text.data(), static_cast<std::size_t>(size));
    return all;
  }

  std::string place = "@portero-systemd-test-" + std::to_string(::getpid());
  loop::EventLoop loop;
  std::optional<loop::Descriptor> systemd;
};

TEST_F(SystemdNotifierTest, TellsThatItIsReadyAndThatItStops) {
  listen(place);
  SystemdNotifier service{loop, {.socket = place}};
  service.ready();
  service.stopping();
  EXPECT_THAT(told(), ElementsAre("READY=1", "STOPPING=1"));
}

TEST_F(SystemdNotifierTest, KnowsASocketInTheFileSystem) {
  const std::filesystem::path file =
      testing::TempDir() + "portero-systemd-" + std::to_string(::getpid());
  listen(file.string());
  SystemdNotifier service{loop, {.socket = file.string()}};
  service.ready();
  EXPECT_THAT(told(), ElementsAre("READY=1"));
  std::filesystem::remove(file);
}

TEST_F(SystemdNotifierTest, FeedsTheWatchdogTwiceInItsTime) {
  listen(place);
  const base::TimePoint begin = loop.now();
  SystemdNotifier service{loop, {.socket = place, .watchdog = 20ms}};
  std::size_t fed = 0;
  ASSERT_TRUE(loop.run_until([&] { return (fed += told().size()) >= 5; }, patience));
  EXPECT_GE(loop.now() - begin, 40ms) << "at once, and then after each half";
}

// What is killed then is a loop that stands still.
TEST_F(SystemdNotifierTest, ALoopThatStandsStillFeedsNothing) {
  listen(place);
  SystemdNotifier service{loop, {.socket = place, .watchdog = 20ms}};
  EXPECT_THAT(told(), ElementsAre("WATCHDOG=1"));
  ::usleep(50'000);
  EXPECT_THAT(told(), testing::IsEmpty());
}

TEST_F(SystemdNotifierTest, IsSilentWhereNobodyAsks) {
  SystemdNotifier service{loop, {}};
  service.ready();
  SystemdNotifier gone{loop, {.socket = "/no/such/socket", .watchdog = 1ms}};
  gone.ready();
  loop.run_for(5ms);
}

TEST(ServiceEnvironmentTest, IsReadFromItsVariables) {
  ::setenv("NOTIFY_SOCKET", "@here", 1);
  ::setenv("WATCHDOG_USEC", "30000000", 1);
  ::setenv("WATCHDOG_PID", std::to_string(::getpid()).c_str(), 1);
  EXPECT_EQ(service_environment().socket, "@here");
  EXPECT_THAT(service_environment().watchdog, Optional(base::Duration{30s}));
  ::setenv("WATCHDOG_PID", "1", 1);
  EXPECT_EQ(service_environment().watchdog, std::nullopt) << "another's";
  ::setenv("WATCHDOG_USEC", "soon", 1);
  ::unsetenv("WATCHDOG_PID");
  EXPECT_EQ(service_environment().watchdog, std::nullopt);
  ::unsetenv("NOTIFY_SOCKET");
  ::unsetenv("WATCHDOG_USEC");
  EXPECT_EQ(service_environment().socket, "");
}

}  // namespace
}  // namespace portero::process
