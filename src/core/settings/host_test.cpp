#include "core/settings/host.hpp"

#include <string>

#include <gtest/gtest.h>

namespace portero::settings {
namespace {

TEST(HostAndPort, AcceptsNamesAndAddressesWithAndWithoutPort) {
  for (const char* good :
       {"pbx", "pbx.example.org", "pbx.example.org.", "pbx.example.org:5061", "3cx.example.org",
        "my_pbx", "192.0.2.7", "192.0.2.7:5060", "2001:db8::7", "::1", "::", "[::1]",
        "[2001:db8::7]:5061", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.7", "1:2:3:4:5:6:192.0.2.7",
        "xn--bcher-kva.example"})
    EXPECT_TRUE(host_and_port(good)) << good;
}

TEST(HostAndPort, RefusesWhatIsNeither) {
  for (const char* bad : {"",
                          ".",
                          "a..b",
                          "-pbx",
                          "pbx-",
                          "pbx example",
                          " pbx",
                          "sip:pbx",
                          "http://pbx",
                          "user@pbx",
                          "pbx:",
                          "pbx:0",
                          "pbx:65536",
                          "pbx:5060x",
                          "pbx:-1",
                          "pbx:123456",
                          "192.0.2",
                          "192.0.2.256",
                          "192.0.2.7.",
                          "192.0.2.1.7",
                          ":::",
                          "1::2::3",
                          "1:2:3:4:5:6:7",
                          "1:2:3:4:5:6:7:8:9",
                          "1:2:3:4:5:6:7:8:",
                          "1:2:3:4:5:6:7::8",
                          "12345::",
                          "::g",
                          "192.0.2.7::",
                          "[::1",
                          "[::1]x",
                          "[::1]:",
                          "[192.0.2.7]",
                          "[]",
                          "b\xC3\xBC"
                          "cher.example"})
    EXPECT_FALSE(host_and_port(bad)) << bad;
}

TEST(HostAndPort, LimitsNamesAsDnsDoes) {
  const std::string label(63, 'a');
  EXPECT_TRUE(host_and_port(label));
  EXPECT_FALSE(host_and_port(label + 'a'));
  const std::string longest = label + '.' + label + '.' + label + '.' + label.substr(2);
  EXPECT_TRUE(host_and_port(longest));
  EXPECT_FALSE(host_and_port(longest + 'a'));
}

}  // namespace
}  // namespace portero::settings
