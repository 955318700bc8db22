#include "io/net/own_addresses.hpp"

#include <cstring>
#include <optional>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "io/net/without_network.hpp"

namespace portero::net {
namespace {

using namespace std::chrono_literals;
using transport::Failure;
using transport::FailureKind;

// Gives this network namespace its loopback addresses, or takes them away.
void switch_loopback(bool on) {
  const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq request{};
  std::strcpy(request.ifr_name, "lo");
  request.ifr_flags = static_cast<short>(on ? IFF_UP : 0);
  EXPECT_EQ(ioctl(fd, SIOCSIFFLAGS, &request), 0);
  close(fd);
}

TEST(OwnAddress, IsTheOneThatTheRouteLeavesFrom) {
  EXPECT_EQ(own_address_towards(base::loopback_ipv4), base::loopback_ipv4);
  EXPECT_EQ(own_address_towards(base::loopback_ipv6), base::loopback_ipv6);
  EXPECT_EQ(own_address_towards(*base::IpAddress::parse("127.0.0.9")), base::loopback_ipv4);
}

TEST(OwnAddress, IsNoneWithoutARoute) {
  const auto isolation = without_network([] {
    EXPECT_EQ(own_address_towards(*base::IpAddress::parse("192.0.2.1")),
              std::unexpected(Failure{FailureKind::network_unreachable, ""}));
  });
  if (isolation == Isolation::not_permitted)
    GTEST_SKIP() << "this user may not make a network namespace";
}

TEST(OwnAddressWatch, TellsChangesOnceForAllThatComeTogether) {
  const auto isolation = without_network([] {
    loop::EventLoop loop;
    int changes = 0;
    const auto watch = OwnAddressWatch::start(loop, [&] { ++changes; });
    ASSERT_TRUE(watch.has_value());
    switch_loopback(true);
    switch_loopback(false);
    switch_loopback(true);
    EXPECT_TRUE(loop.run_until([&] { return changes > 0; }, 5s));
    EXPECT_EQ(changes, 1);
    switch_loopback(false);
    EXPECT_TRUE(loop.run_until([&] { return changes > 1; }, 5s));
  });
  if (isolation == Isolation::not_permitted)
    GTEST_SKIP() << "this user may not make a network namespace";
}

TEST(OwnAddressWatch, MayBeDestroyedByWhatItTells) {
  const auto isolation = without_network([] {
    loop::EventLoop loop;
    std::optional<OwnAddressWatch> watch;
    watch.emplace(OwnAddressWatch::start(loop, [&] { watch.reset(); }).value());
    switch_loopback(true);
    EXPECT_TRUE(loop.run_until([&] { return !watch.has_value(); }, 5s));
  });
  if (isolation == Isolation::not_permitted)
    GTEST_SKIP() << "this user may not make a network namespace";
}

}  // namespace
}  // namespace portero::net
