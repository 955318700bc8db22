#include "core/sip/server_location.hpp"

#include <gmock/gmock.h>

namespace portero::sip {
namespace {

using dns::RecordType;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

dns::Srv srv(std::uint16_t priority, std::string target, std::uint16_t port = 5060) {
  return {.priority = priority, .weight = 0, .port = port, .target = std::move(target)};
}

dns::Naptr naptr(std::uint16_t order, std::string service, std::string replacement) {
  return {order, 10, "s", std::move(service), "", std::move(replacement)};
}

// A name server that says "not found" to all it does not know.
class Zone {
 public:
  Zone& a(std::string_view name, std::initializer_list<std::string_view> texts) {
    return addresses(RecordType::a, name, texts);
  }
  Zone& aaaa(std::string_view name, std::initializer_list<std::string_view> texts) {
    return addresses(RecordType::aaaa, name, texts);
  }
  Zone& srv(std::string_view name, std::vector<dns::Srv> records) {
    records_[dns::question(RecordType::srv, name)] = dns::Records{std::move(records)};
    return *this;
  }
  Zone& naptr(std::string_view name, std::vector<dns::Naptr> records) {
    records_[dns::question(RecordType::naptr, name)] = dns::Records{std::move(records)};
    return *this;
  }
  Zone& silent(RecordType type, std::string_view name) {
    records_[dns::question(type, name)] = std::unexpected{dns::Failure::no_answer};
    return *this;
  }

  // Asks until there is nothing more to ask.
  Location locate(const Target& target, AddressFamilies families = {}) {
    base::Dice dice{1};
    DnsAnswers answers;
    rounds = 0;
    while (true) {
      Location location = sip::locate(target, families, answers, dice);
      const auto* ask = std::get_if<AskDns>(&location);
      if (!ask || rounds == 10) return location;
      ++rounds;
      for (const dns::Question& question : ask->questions) {
        asked.push_back(to_string(question));
        const auto found = records_.find(question);
        const auto [place, fresh] =
            answers.emplace(question, found == records_.end()
                                          ? dns::Answer{std::unexpected{dns::Failure::not_found}}
                                          : found->second);
        EXPECT_TRUE(fresh) << "asked twice: " << to_string(question);
      }
    }
  }

  std::vector<std::string> places(const Target& target, AddressFamilies families = {}) {
    std::vector<std::string> texts;
    const Location location = locate(target, families);
    if (const auto* located = std::get_if<Located>(&location))
      for (const Candidate& candidate : located->candidates)
        texts.push_back(std::string{name(candidate.transport)} + " " + to_string(candidate.server));
    return texts;
  }

  int rounds = 0;
  std::vector<std::string> asked;

 private:
  Zone& addresses(RecordType type, std::string_view name,
                  std::initializer_list<std::string_view> texts) {
    std::vector<base::IpAddress> list;
    for (const std::string_view text : texts) list.push_back(base::IpAddress::parse(text).value());
    records_[dns::question(type, name)] = dns::Records{std::move(list)};
    return *this;
  }

  DnsAnswers records_;
};

Target target(std::string host, std::optional<Transport> transport = std::nullopt,
              std::optional<std::uint16_t> port = std::nullopt) {
  return {.host = std::move(host), .port = port, .transport = transport};
}

TEST(ServerLocation, TakesAnAddressAsItIs) {
  Zone zone;
  EXPECT_THAT(zone.places(target("192.0.2.1")), ElementsAre("UDP 192.0.2.1:5060"));
  EXPECT_THAT(zone.places(target("2001:db8::1", Transport::tls)),
              ElementsAre("TLS [2001:db8::1]:5061"));
  EXPECT_THAT(zone.places(target("192.0.2.1", Transport::tcp, 5070)),
              ElementsAre("TCP 192.0.2.1:5070"));
  EXPECT_THAT(zone.asked, IsEmpty());
}

TEST(ServerLocation, AsksForAddressesOnlyWhereThePortIsGiven) {
  Zone zone;
  zone.a("pbx", {"192.0.2.1"});
  EXPECT_THAT(zone.places(target("pbx", Transport::tcp, 5070)), ElementsAre("TCP 192.0.2.1:5070"));
  EXPECT_THAT(zone.asked, UnorderedElementsAre("A pbx", "AAAA pbx"));
}

TEST(ServerLocation, AsksAllAtOnceWhereTheTransportIsSet) {
  Zone zone;
  zone.a("pbx", {"192.0.2.1"});
  EXPECT_THAT(zone.places(target("pbx", Transport::tcp)), ElementsAre("TCP 192.0.2.1:5060"));
  EXPECT_THAT(zone.asked, UnorderedElementsAre("SRV _sip._tcp.pbx", "A pbx", "AAAA pbx"));
  EXPECT_EQ(zone.rounds, 1);
}

TEST(ServerLocation, GoesByPriorityThroughSrv) {
  Zone zone;
  zone.srv("_sip._tcp.example.com", {srv(20, "two.example.com", 5080), srv(10, "one.example.com")})
      .a("one.example.com", {"192.0.2.1"})
      .a("two.example.com", {"192.0.2.2"})
      .a("example.com", {"192.0.2.80"});
  EXPECT_THAT(zone.places(target("example.com", Transport::tcp)),
              ElementsAre("TCP 192.0.2.1:5060", "TCP 192.0.2.2:5080"));
  const Location location = zone.locate(target("example.com", Transport::tcp));
  const auto& candidates = std::get<Located>(location).candidates;
  EXPECT_EQ(candidates[0].rank, 0U);
  EXPECT_EQ(candidates[1].rank, 1U);
}

TEST(ServerLocation, GivesServersOfOnePriorityTheSameRank) {
  Zone zone;
  zone.srv("_sip._udp.pbx", {srv(1, "a"), srv(1, "b")}).a("a", {"192.0.2.1"}).a("b", {"192.0.2.2"});
  const Location location = zone.locate(target("pbx", Transport::udp));
  for (const Candidate& candidate : std::get<Located>(location).candidates)
    EXPECT_EQ(candidate.rank, 0U);
}

// RFC 5922 section 7: whoever forges a DNS answer must not choose the name that TLS checks.
TEST(ServerLocation, HasCertificatesCheckedForTheNameThatWasAskedFor) {
  Zone zone;
  zone.srv("_sips._tcp.example.com", {srv(1, "host7.elsewhere.net", 5061)})
      .a("host7.elsewhere.net", {"192.0.2.1"});
  const Location location = zone.locate(target("example.com", Transport::tls));
  EXPECT_THAT(location, testing::VariantWith<Located>(
                            Located{{{.transport = Transport::tls,
                                      .server = base::parse_endpoint("192.0.2.1:5061").value(),
                                      .certificate_name = "example.com"}}}));
}

TEST(ServerLocation, FollowsNaptrWhereNothingSetsTheTransport) {
  Zone zone;
  zone.naptr("example.com",
             {naptr(50, "SIP+D2U", "_sip._udp.far.net"), naptr(10, "SIP+D2S", "_sip._sctp.far.net"),
              naptr(20, "sips+d2t", "_sips._tcp.far.net")})
      .srv("_sip._udp.far.net", {srv(1, "udp.far.net")})
      .srv("_sips._tcp.far.net", {srv(1, "tls.far.net", 5061)})
      .a("udp.far.net", {"192.0.2.1"})
      .a("tls.far.net", {"192.0.2.2"});
  EXPECT_THAT(zone.places(target("example.com")),
              ElementsAre("TLS 192.0.2.2:5061", "UDP 192.0.2.1:5060"));
  EXPECT_LE(zone.rounds, 3);
}

TEST(ServerLocation, LetsTheSettingsOverrideNaptr) {
  Zone zone;
  zone.naptr("pbx", {naptr(1, "SIPS+D2T", "_sips._tcp.pbx")}).a("pbx", {"192.0.2.1"});
  EXPECT_THAT(zone.places(target("pbx", Transport::udp)), ElementsAre("UDP 192.0.2.1:5060"));
  EXPECT_THAT(zone.asked, testing::Not(testing::Contains("NAPTR pbx")));
}

TEST(ServerLocation, TriesEachServiceWithoutNaptr) {
  Zone zone;
  zone.srv("_sip._tcp.pbx", {srv(1, "tcp")}).srv("_sip._udp.pbx", {srv(1, "udp")});
  zone.a("tcp", {"192.0.2.1"}).a("udp", {"192.0.2.2"});
  EXPECT_THAT(zone.places(target("pbx")), ElementsAre("TCP 192.0.2.1:5060", "UDP 192.0.2.2:5060"));
}

TEST(ServerLocation, NeverLeavesTlsForSips) {
  Zone zone;
  zone.naptr("pbx", {naptr(1, "SIP+D2U", "_sip._udp.pbx")})
      .srv("_sip._udp.pbx", {srv(1, "pbx")})
      .a("pbx", {"192.0.2.1"});
  Target sips = target("pbx");
  sips.secure = true;
  EXPECT_THAT(zone.places(sips), ElementsAre("TLS 192.0.2.1:5061"));
}

TEST(ServerLocation, TakesBothAddressFamiliesByTurns) {
  Zone zone;
  zone.a("pbx", {"192.0.2.1", "192.0.2.2"}).aaaa("pbx", {"2001:db8::1"});
  EXPECT_THAT(zone.places(target("pbx", Transport::tcp)),
              ElementsAre("TCP [2001:db8::1]:5060", "TCP 192.0.2.1:5060", "TCP 192.0.2.2:5060"));
  EXPECT_THAT(zone.places(target("pbx", Transport::tcp), {.ipv4 = true, .ipv6 = false}),
              ElementsAre("TCP 192.0.2.1:5060", "TCP 192.0.2.2:5060"));
  EXPECT_EQ(zone.places(target("pbx", Transport::tcp), {.ipv4 = false, .ipv6 = false}).size(), 3U);
}

TEST(ServerLocation, BelievesADomainThatHasNoSuchService) {
  Zone zone;
  zone.srv("_sip._udp.pbx", {srv(0, ".", 0)}).a("pbx", {"192.0.2.1"});
  EXPECT_THAT(zone.locate(target("pbx", Transport::udp)),
              testing::VariantWith<NotLocated>(NotLocated{dns::Failure::not_found}));
}

TEST(ServerLocation, TellsAnUnknownNameFromADeadNameServer) {
  Zone zone;
  EXPECT_THAT(zone.locate(target("pbx", Transport::udp)),
              testing::VariantWith<NotLocated>(NotLocated{dns::Failure::not_found}));
  zone.silent(RecordType::a, "pbx");
  EXPECT_THAT(zone.locate(target("pbx", Transport::udp)),
              testing::VariantWith<NotLocated>(NotLocated{dns::Failure::no_answer}));
}

// Cheap routers answer A and nothing else.
TEST(ServerLocation, GoesOnWhereSrvGetsNoAnswer) {
  Zone zone;
  zone.silent(RecordType::srv, "_sip._tcp.pbx").a("pbx", {"192.0.2.1"});
  EXPECT_THAT(zone.places(target("pbx", Transport::tcp)), ElementsAre("TCP 192.0.2.1:5060"));
}

TEST(ServerLocation, PassesOverSrvTargetsThatAreNowhere) {
  Zone zone;
  zone.srv("_sip._tcp.pbx", {srv(1, "gone"), srv(2, "here"), srv(3, "here", 0)});
  zone.a("here", {"192.0.2.2"});
  EXPECT_THAT(zone.places(target("pbx", Transport::tcp)), ElementsAre("TCP 192.0.2.2:5060"));
}

TEST(ServerLocation, HasAnEndToWhatAZoneMayCost) {
  Zone zone;
  std::vector<dns::Srv> records;
  for (std::uint16_t i = 0; i < 1000; ++i) {
    records.push_back(srv(i, "h" + std::to_string(i)));
    zone.a("h" + std::to_string(i),
           {"192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"});
  }
  zone.srv("_sip._tcp.pbx", records);
  EXPECT_EQ(zone.places(target("pbx", Transport::tcp)).size(), max_candidates);
  EXPECT_LE(zone.asked.size(), 3 + 2 * 16U);
}

TEST(Target, IsReadFromAUri) {
  const auto of = [](std::string_view text) { return target_of(parse_uri(text).value()); };
  EXPECT_EQ(of("sip:201@pbx"), target("pbx"));
  EXPECT_EQ(of("sip:pbx:5070;transport=TCP"), target("pbx", Transport::tcp, 5070));
  EXPECT_EQ(of("sip:[2001:db8::1];transport=tls"), target("2001:db8::1", Transport::tls));
  EXPECT_EQ(of("sips:pbx;transport=tcp")->transport, Transport::tls);
  EXPECT_TRUE(of("sips:pbx")->secure);
  EXPECT_EQ(of("sips:pbx;transport=udp"), std::nullopt);
  EXPECT_EQ(of("sip:pbx;transport=sctp"), std::nullopt);
  EXPECT_EQ(of("tel:+123"), std::nullopt);
}

}  // namespace
}  // namespace portero::sip
