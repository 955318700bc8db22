#include "io/net/resolver.hpp"

#include <cstdlib>
#include <fstream>
#include <optional>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/net/deaf_endpoint_for_tests.hpp"
#include "io/net/dns_server_for_tests.hpp"
#include "io/net/without_network.hpp"

namespace portero::net {
namespace {

using namespace std::chrono_literals;
using base::IpAddress;
using dns::Answer;
using dns::Naptr;
using dns::RecordType;
using dns::Srv;

const std::unexpected<dns::Failure> not_found{dns::Failure::not_found};
const std::unexpected<dns::Failure> no_answer{dns::Failure::no_answer};

using Addresses = std::vector<IpAddress>;

template <class Record>
dns::Records found(std::vector<Record> records) {
  return records;
}

IpAddress ip(std::string_view text) { return IpAddress::parse(text).value(); }

class ResolverTest : public testing::Test {
 protected:
  // Waits for longer than any test, so that whoever waits for it fails.
  [[nodiscard]] DnsSettings patient() const { return {{server.address()}, 60s, 1}; }
  [[nodiscard]] DnsSettings impatient() const { return {{server.address()}, 10ms, 2}; }

  bool comes_true(const std::function<bool()>& condition) { return loop.run_until(condition, 5s); }

  Answer answer(Resolver& resolver, RecordType type, std::string_view name) {
    std::optional<Answer> told;
    resolver.look_up(dns::question(type, name), [&](const Answer& told_now) { told = told_now; });
    EXPECT_FALSE(told) << "from within the call";
    EXPECT_TRUE(comes_true([&] { return told.has_value(); }));
    return told.value_or(Answer{no_answer});
  }

  loop::EventLoop loop;
  DnsServer server{loop};
};

TEST_F(ResolverTest, FindsAddressesOfBothKinds) {
  server.add("pbx.example.com", ip("192.0.2.1"));
  server.add("pbx.example.com", ip("192.0.2.2"));
  server.add("pbx.example.com", ip("2001:db8::1"));
  Resolver resolver{loop, patient()};
  EXPECT_EQ(answer(resolver, RecordType::a, "PBX.example.com."),
            found(Addresses{ip("192.0.2.1"), ip("192.0.2.2")}));
  EXPECT_EQ(answer(resolver, RecordType::aaaa, "pbx.example.com"),
            found(Addresses{ip("2001:db8::1")}));
}

TEST_F(ResolverTest, FindsServicesAndPointers) {
  const Srv main{10, 60, 5060, "a.example.com"};
  const Srv spare{20, 0, 5070, "b.example.com"};
  const Srv none{0, 0, 0, "."};
  const Naptr pointer{50, 60, "s", "SIP+D2T", "", "_sip._tcp.example.com"};
  server.add("_sip._tcp.example.com", main);
  server.add("_sip._tcp.example.com", spare);
  server.add("_sip._udp.example.com", none);
  server.add("example.com", pointer);
  Resolver resolver{loop, patient()};
  EXPECT_EQ(answer(resolver, RecordType::srv, "_sip._tcp.example.com"),
            found(std::vector{main, spare}));
  EXPECT_EQ(answer(resolver, RecordType::srv, "_sip._udp.example.com"), found(std::vector{none}));
  EXPECT_EQ(answer(resolver, RecordType::naptr, "example.com"), found(std::vector{pointer}));
}

TEST_F(ResolverTest, FollowsAliases) {
  server.add_alias("sip.example.com", "host.example.net");
  server.add("host.example.net", ip("192.0.2.1"));
  Resolver resolver{loop, patient()};
  EXPECT_EQ(answer(resolver, RecordType::a, "sip.example.com"), found(Addresses{ip("192.0.2.1")}));
}

TEST_F(ResolverTest, TakesAnAddressForItself) {
  Resolver resolver{loop, patient()};
  EXPECT_EQ(answer(resolver, RecordType::a, "192.0.2.1"), found(Addresses{ip("192.0.2.1")}));
  EXPECT_EQ(answer(resolver, RecordType::aaaa, "2001:db8::1"), found(Addresses{ip("2001:db8::1")}));
  EXPECT_EQ(answer(resolver, RecordType::aaaa, "192.0.2.1"), not_found);
  EXPECT_EQ(answer(resolver, RecordType::naptr, "192.0.2.1"), not_found);
  EXPECT_EQ(server.queries(), 0);
}

TEST_F(ResolverTest, NeverAsksForLocalhost) {
  Resolver resolver{loop, patient()};
  EXPECT_EQ(answer(resolver, RecordType::a, "localhost"), found(Addresses{base::loopback_ipv4}));
  EXPECT_EQ(answer(resolver, RecordType::aaaa, "pbx.localhost"),
            found(Addresses{base::loopback_ipv6}));
  EXPECT_EQ(answer(resolver, RecordType::srv, "localhost"), not_found);
  EXPECT_EQ(server.queries(), 0);
}

// /etc/hosts, as long as this lives.
class HostsFile {
 public:
  explicit HostsFile(std::string_view text) {
    std::ofstream{path_} << text;
    setenv("CARES_HOSTS", path_.c_str(), 1);
  }
  ~HostsFile() {
    unsetenv("CARES_HOSTS");
    unlink(path_.c_str());
  }
  HostsFile(const HostsFile&) = delete;
  HostsFile& operator=(const HostsFile&) = delete;

 private:
  std::string path_ = testing::TempDir() + "hosts." + std::to_string(getpid());
};

// A SIP stack of others asked the name server only, and could not register where an installer had
// written the PBX into /etc/hosts.
TEST_F(ResolverTest, FindsNamesOfTheHostsFile) {
  const HostsFile hosts{"192.0.2.7 pbx.door\n2001:db8::7 pbx.door\n"};
  Resolver resolver{loop, patient()};
  EXPECT_EQ(answer(resolver, RecordType::a, "pbx.door"), found(Addresses{ip("192.0.2.7")}));
  EXPECT_EQ(answer(resolver, RecordType::aaaa, "pbx.door"), found(Addresses{ip("2001:db8::7")}));
  EXPECT_EQ(server.queries(), 0);
}

// A station waited for the other family of a name in /etc/hosts until its dead name server was
// given up, and did not register at all: installers write such names where DNS does not work.
TEST_F(ResolverTest, AsksNobodyForTheOtherFamilyOfANameInTheHostsFile) {
  const HostsFile hosts{"192.0.2.7 pbx.door\n"};
  server.add("pbx.door", ip("2001:db8::7"));
  Resolver resolver{loop, patient()};
  EXPECT_EQ(answer(resolver, RecordType::aaaa, "pbx.door"), not_found);
  EXPECT_EQ(answer(resolver, RecordType::a, "pbx.door"), found(Addresses{ip("192.0.2.7")}));
  EXPECT_EQ(server.queries(), 0);
}

TEST_F(ResolverTest, TellsWhatDoesNotExist) {
  server.add("pbx.example.com", ip("192.0.2.1"));
  Resolver resolver{loop, patient()};
  EXPECT_EQ(answer(resolver, RecordType::a, "nobody.example.com"), not_found);
  EXPECT_EQ(answer(resolver, RecordType::aaaa, "pbx.example.com"), not_found);
  EXPECT_EQ(answer(resolver, RecordType::srv, "pbx.example.com"), not_found);
  EXPECT_EQ(resolver.trouble(), "");
}

TEST_F(ResolverTest, FindsByTcpWhatIsTooLargeForADatagram) {
  Addresses all;
  for (int i = 1; i <= 60; ++i) {
    all.push_back(ip("192.0.2." + std::to_string(i)));
    server.add("many.example.com", all.back());
  }
  server.behave(DnsServer::Behaviour::truncates);
  Resolver resolver{loop, patient()};
  EXPECT_EQ(answer(resolver, RecordType::a, "many.example.com"), found(all));
}

TEST_F(ResolverTest, SaysWhyThereIsNoAnswer) {
  server.behave(DnsServer::Behaviour::is_silent);
  Resolver hasty{loop, impatient()};
  EXPECT_EQ(answer(hasty, RecordType::srv, "example.com"), no_answer);
  EXPECT_EQ(hasty.trouble(), "no answer");
  EXPECT_EQ(server.queries(), 2);
  Resolver resolver{loop, patient()};
  server.behave(DnsServer::Behaviour::fails);
  EXPECT_EQ(answer(resolver, RecordType::a, "example.com"), no_answer);
  EXPECT_EQ(resolver.trouble(), "the name server failed or would not say");
  server.behave(DnsServer::Behaviour::refuses);
  EXPECT_EQ(answer(resolver, RecordType::a, "example.com"), no_answer);
  server.behave(DnsServer::Behaviour::answers);
  EXPECT_EQ(answer(resolver, RecordType::a, "example.com"), not_found);
  EXPECT_EQ(resolver.trouble(), "");
}

TEST_F(ResolverTest, GivesUpAtOnceWhereNoNameServerListens) {
  const DeafEndpoint deserted;
  Resolver resolver{loop, {{deserted.endpoint()}, 60s, 1}};
  EXPECT_EQ(answer(resolver, RecordType::a, "pbx.example.com"), no_answer);
  EXPECT_EQ(resolver.trouble(), "connection refused");
}

TEST_F(ResolverTest, GoesOnToTheNextNameServer) {
  const DeafEndpoint deserted;
  server.add("pbx.example.com", ip("192.0.2.1"));
  Resolver resolver{loop, {{deserted.endpoint(), server.address()}, 60s, 1}};
  EXPECT_EQ(answer(resolver, RecordType::a, "pbx.example.com"), found(Addresses{ip("192.0.2.1")}));
}

// SIP-9: a dead name server adds nothing to a call. The resolver would wait for a minute.
TEST_F(ResolverTest, AnswersAtOnceWhatItKnowsWhileTheNameServerIsDead) {
  server.add("pbx.example.com", ip("192.0.2.1"));
  Resolver resolver{loop, patient()};
  EXPECT_EQ(answer(resolver, RecordType::a, "pbx.example.com"), found(Addresses{ip("192.0.2.1")}));
  EXPECT_EQ(answer(resolver, RecordType::naptr, "pbx.example.com"), not_found);
  server.behave(DnsServer::Behaviour::is_silent);
  EXPECT_EQ(answer(resolver, RecordType::a, "pbx.example.com"), found(Addresses{ip("192.0.2.1")}));
  EXPECT_EQ(answer(resolver, RecordType::naptr, "pbx.example.com"), not_found);
}

TEST_F(ResolverTest, AsksOnceForAllWhoWaitForTheSame) {
  server.add("pbx.example.com", ip("192.0.2.1"));
  Resolver resolver{loop, patient()};
  std::vector<Answer> told;
  for (int i = 0; i < 10; ++i)
    resolver.look_up(dns::question(RecordType::a, "pbx.example.com"),
                     [&](const Answer& told_now) { told.push_back(told_now); });
  EXPECT_TRUE(comes_true([&] { return told.size() == 10; }));
  EXPECT_EQ(server.queries(), 1);
}

TEST_F(ResolverTest, RefusesNamesThatNoNameServerCanBeAsked) {
  Resolver resolver{loop, patient()};
  for (const std::string& name : {std::string(300, 'a'), std::string(64, 'a') + ".example.com",
                                  std::string{"a..b"}, std::string{""}})
    EXPECT_EQ(answer(resolver, RecordType::a, name), not_found) << name;
}

TEST_F(ResolverTest, MayBeDestroyedWhileAQuestionIsOpenAndByItsAnswer) {
  server.add("pbx.example.com", ip("192.0.2.1"));
  std::optional<Resolver> resolver{std::in_place, loop, patient()};
  bool told = false;
  resolver->look_up(dns::question(RecordType::a, "pbx.example.com"),
                    [&](const Answer&) { told = true; });
  resolver.emplace(loop, patient());
  resolver->look_up(dns::question(RecordType::a, "pbx.example.com"),
                    [&](const Answer&) { resolver.reset(); });
  EXPECT_TRUE(comes_true([&] { return !resolver.has_value(); }));
  EXPECT_FALSE(told);
}

// The route to the name server went away, and a SIP stack of others asked again and again without a
// pause: one core full, no call any more.
TEST_F(ResolverTest, NeitherSpinsNorBlocksWithoutANetwork) {
  const auto isolation = without_network([] {
    loop::EventLoop own_loop;
    Resolver resolver{own_loop, {{{ip("192.0.2.53"), 53}}, 60s, 3}};
    std::vector<Answer> told;
    const auto look_up = [&] {
      resolver.look_up(dns::question(RecordType::a, "pbx.example.com"),
                       [&](const Answer& told_now) { told.push_back(told_now); });
    };
    look_up();
    EXPECT_TRUE(own_loop.run_until([&] { return told.size() == 1; }, 5s));
    EXPECT_EQ(told.front(), no_answer);
    EXPECT_EQ(resolver.trouble(), "there is no network on the way there");
    EXPECT_LT(own_loop.run_for(20ms), 5U);
    look_up();
    EXPECT_TRUE(own_loop.run_until([&] { return told.size() == 2; }, 5s));
  });
  if (isolation == Isolation::not_permitted)
    GTEST_SKIP() << "this user may not make a network namespace";
}

}  // namespace
}  // namespace portero::net
