#include "io/net/name_servers.hpp"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

namespace portero::net {
namespace {

TEST(NameServers, OfTheSystemAreThoseOfItsFile) {
  std::ifstream file{"/etc/resolv.conf"};
  std::vector<base::Endpoint> expected;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words{line};
    std::string word;
    std::string address;
    if (words >> word >> address && word == "nameserver")
      if (const auto parsed = base::IpAddress::parse(address)) expected.push_back({*parsed, 53});
  }
  if (expected.empty()) GTEST_SKIP() << "this host has no name server";
  EXPECT_EQ(name_servers_of_system(), expected);
}

TEST(NameServers, AreNotAskedForWhatStandsInTheHostsFile) {
  EXPECT_TRUE(is_in_hosts_file("localhost"));
  EXPECT_FALSE(is_in_hosts_file("pbx.example"));
}

}  // namespace
}  // namespace portero::net
