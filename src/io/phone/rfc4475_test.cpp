// What a phone answers to each torture message of RFC 4475, sent to it over UDP and TCP on this
// host, byte for byte. What the parser says of each is in core/sip/rfc4475_test.cpp.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/fields.hpp"
#include "io/net/raw_tcp_for_tests.hpp"
#include "io/phone/phone.hpp"
#include "io/phone/transport_for_tests.hpp"

namespace portero::phone {
namespace {

using namespace std::chrono_literals;
using base::Endpoint;
using testing::HasSubstr;

constexpr std::string_view same = "same";

// "rings": it is told to the user, who declines. "drop": no answer. "loses its end": a stream is
// closed, or waits for more, because nobody can know where the next message begins.
struct Torture {
  std::string_view file;
  std::string_view section;
  std::string_view by_udp;
  std::string_view by_tcp = same;
  std::string_view note = "";  // why, where the RFC leaves a choice or means somebody else
};

std::ostream& operator<<(std::ostream& out, const Torture& torture) {
  return out << torture.section << ' ' << torture.file;
}

constexpr Torture messages[] = {
    {"wsinv", "3.1.1.1", "481 Call/Transaction Does Not Exist", same,
     "valid, but of a dialog that we do not have"},
    {"intmeth", "3.1.1.2", "501 Not Implemented"},
    {"esc01", "3.1.1.3", "rings, 603 Decline"},
    {"escnull", "3.1.1.4", "405 Method Not Allowed", same, "no registrar"},
    {"esc02", "3.1.1.5", "501 Not Implemented", same, "an escaped REGISTER is another method"},
    {"lwsdisp", "3.1.1.6", "200 OK"},
    {"longreq", "3.1.1.7", "rings, 603 Decline"},
    {"dblreq", "3.1.1.8", "405 Method Not Allowed", "405 Method Not Allowed, 400 Contact: missing",
     "no registrar; what follows in a datagram is ignored, in a stream it is another request"},
    {"semiuri", "3.1.1.9", "200 OK"},
    {"transports", "3.1.1.10", "200 OK"},
    {"mpart01", "3.1.1.11", "405 Method Not Allowed", same, "no MESSAGE for a door"},
    {"unreason", "3.1.1.12", "drop", same, "a response to nothing that we asked"},
    {"noreason", "3.1.1.13", "drop", same, "a response to nothing that we asked"},
    {"badinv01", "3.1.2.1", "400 Via: expected a parameter name at byte 23"},
    {"clerr", "3.1.2.2", "400 Content-Length: larger than the message", "loses its end",
     "a stream waits for the rest"},
    {"ncl", "3.1.2.3", "400 Content-Length: expected a number of bytes",
     "400 Content-Length: unclear, loses its end"},
    {"scalar02", "3.1.2.4", "400 CSeq: number too large at byte 0"},
    {"scalarlg", "3.1.2.5", "drop"},
    {"quotbal", "3.1.2.6", "400 To: expected a closing quote at byte 37"},
    {"ltgtruri", "3.1.2.7", "400 Request-URI: expected a scheme, like sip: at byte 0"},
    {"lwsruri", "3.1.2.8", "400 Request-URI: whitespace in a URI at byte 21"},
    {"lwsstart", "3.1.2.9", "400 Request-URI: whitespace in a URI at byte 0"},
    {"trws", "3.1.2.10", "400 Request-Line: expected SIP/2.0 at its end"},
    {"escruri", "3.1.2.11", "400 Request-URI: headers are not allowed"},
    {"baddate", "3.1.2.12", "rings, 603 Decline", same,
     "the RFC allows to ignore a Date that nobody needs"},
    {"regbadct", "3.1.2.13", "405 Method Not Allowed", same,
     "the RFC's 400 is a registrar's; we look at the method first"},
    {"badaspec", "3.1.2.14", "400 To: whitespace in a URI at byte 18"},
    {"baddn", "3.1.2.15", "400 no empty line after the header",
     "400 Content-Length: unclear, loses its end",
     "the file is cut off: a stream takes what follows for more of its header"},
    {"badvers", "3.1.2.16", "505 Version Not Supported"},
    {"mismatch01", "3.1.2.17", "400 CSeq: its method is not the request's"},
    {"mismatch02", "3.1.2.18", "400 CSeq: its method is not the request's", same,
     "the RFC allows 400 and 501"},
    {"bigcode", "3.1.2.19", "drop"},
    {"badbranch", "3.2.1", "200 OK", same, "matched as RFC 2543 did"},
    {"insuf", "3.3.1", "400 From: missing"},
    {"unkscm", "3.3.2", "416 Unsupported URI Scheme"},
    {"novelsc", "3.3.3", "416 Unsupported URI Scheme"},
    {"unksm2", "3.3.4", "405 Method Not Allowed", same,
     "no registrar, so no scheme of To that it could refuse"},
    {"bext01", "3.3.5", "420 Bad Extension"},
    {"invut", "3.3.6", "415 Unsupported Media Type"},
    {"regaut01", "3.3.7", "405 Method Not Allowed", same,
     "no registrar, which would ask with 401 for a scheme that it knows"},
    {"multi01", "3.3.8", "400 From: more than one"},
    {"mcl01", "3.3.9", "400 Content-Length: more than one",
     "400 Content-Length: unclear, loses its end"},
    {"bcast", "3.3.10", "drop"},
    {"zeromf", "3.3.11", "200 OK", same, "it has arrived: 483 is for those who forward"},
    {"cparam01", "3.3.12", "405 Method Not Allowed", same, "no registrar"},
    {"cparam02", "3.3.13", "405 Method Not Allowed", same, "no registrar"},
    {"regescrt", "3.3.14", "405 Method Not Allowed", same, "no registrar"},
    {"sdp01", "3.3.15", "406 Not Acceptable"},
    {"inv2543", "3.4.1", "400 Contact: missing", "400 Content-Length: missing, loses its end",
     "the RFC leaves it to those who want to hear agents of 1999; without Contact nobody could "
     "hang up"},
    {"test", "none", "drop", same, "comes with the RFC's files, has no version and so is not SIP"},
};

std::string contents(std::string_view file) {
  const std::string path =
      std::string{PORTERO_SOURCE_DIR "/tests/data/rfc4475/"} + std::string{file} + ".dat";
  std::ifstream stream{path, std::ios::binary};
  EXPECT_TRUE(stream) << path;
  return {std::istreambuf_iterator<char>{stream}, {}};
}

// Behind each message: once it is answered, nothing more will come of what stood before it.
const std::string sentinel =
    "OPTIONS sip:door@192.0.2.1 SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKsentinel;rport\r\n"
    "Max-Forwards: 70\r\n"
    "From: <sip:tester@example.com>;tag=1\r\n"
    "To: <sip:door@example.com>\r\n"
    "Call-ID: sentinel\r\n"
    "CSeq: 1 OPTIONS\r\n"
    "Content-Length: 0\r\n\r\n";

class TorturedPhone : public testing::Test {
 protected:
  void told(const News& news) {
    const auto* const call = std::get_if<CallComes>(&news);
    if (!call) return;
    verdict("rings");
    phone->tell(call->session, sip::RejectCall{});
  }
  void verdict(const std::string& what) {
    if (!verdicts.empty()) verdicts += ", ";
    verdicts += what;
  }
  // The answer to what cannot be read cannot be read either: it repeats what was wrong.
  void answered(const std::string& text) {
    if (text.find("\r\nCall-ID: sentinel\r\n") != text.npos) {
      is_past = true;
      return;
    }
    constexpr std::string_view version = "SIP/2.0 ";
    EXPECT_TRUE(text.starts_with(version)) << text;
    verdict(text.substr(version.size(), text.find("\r\n") - version.size()));
    if (const auto message = sip::parse_message(text))
      EXPECT_TRUE(sip::to(std::get<sip::Response>(*message).headers)->tag()) << text;
  }
  bool comes_true(const std::function<bool()>& condition) { return loop.run_until(condition, 5s); }

  loop::EventLoop loop;
  std::string verdicts;
  bool is_past = false;
  std::unique_ptr<Phone> phone =
      Phone::open(
          loop,
          {.direct_calls = true, .transport = {.listen = {{base::any_ipv4, 0}}, .tls = nullptr}},
          [this](const News& news) { told(news); })
          .value();
  Endpoint door{base::loopback_ipv4, phone->listening().front().port};
};

std::uint16_t port_of_via(const std::string& text) {
  auto message = sip::parse_message(text);
  const sip::Headers* headers = nullptr;
  if (message && std::holds_alternative<sip::Request>(*message))
    headers = &std::get<sip::Request>(*message).headers;
  if (!message && message.error().answer) headers = &message.error().answer->headers;
  const auto via = headers ? sip::top_via(*headers) : std::unexpected{sip::HeaderError{}};
  return via ? via->port.value_or(5060) : 5060;
}

class Rfc4475 : public TorturedPhone, public testing::WithParamInterface<Torture> {};

// Answers go to the port of Via: of addresses that no other process uses.
std::vector<Endpoint> senders(const std::string& text) {
  const auto process = static_cast<unsigned>(getpid());
  base::IpAddress::V4 address{127, static_cast<std::uint8_t>(64 + (process >> 8) % 128),
                              static_cast<std::uint8_t>(process), 0};
  std::vector<Endpoint> all;
  for (std::uint8_t last = 1; last < 20; ++last) {
    address[3] = last;
    all.push_back({base::IpAddress{address}, port_of_via(text)});
  }
  return all;
}

TEST_P(Rfc4475, IsAnsweredOverUdp) {
  const std::string text = contents(GetParam().file);
  const auto note = [this](const net::UdpEvent& event) {
    const auto* const got = std::get_if<net::UdpReceived>(&event);
    if (got) answered({got->bytes.begin(), got->bytes.end()});
  };
  std::optional<net::UdpSocket> sender;
  for (const Endpoint& address : senders(text)) {
    auto bound = net::UdpSocket::bind(loop, address, note);
    if (!bound) continue;
    sender = *std::move(bound);
    break;
  }
  ASSERT_TRUE(sender);
  ASSERT_TRUE(sender->send(view(text), door));
  ASSERT_TRUE(sender->send(view(sentinel), door));
  EXPECT_TRUE(comes_true([this] { return is_past; }));
  if (verdicts.empty()) verdict("drop");
  EXPECT_EQ(verdicts, GetParam().by_udp) << GetParam().note;
}

TEST_P(Rfc4475, IsAnsweredOverTcp) {
  const net::RawTcp client = net::RawTcp::connected_to(door);
  client.send(contents(GetParam().file) + sentinel);
  client.say_no_more();
  std::string answers;
  EXPECT_TRUE(comes_true([&] {
    answers += client.receive();
    return client.is_at_end();
  }));
  sip::StreamFraming framing;
  framing.receive(answers);
  for (auto next = framing.next(); next && *next; next = framing.next())
    answered(std::get<sip::FramedMessage>(**next).text);
  if (!is_past) verdict("loses its end");
  if (verdicts.empty()) verdict("drop");
  const bool is_same = GetParam().by_tcp == same;
  EXPECT_EQ(verdicts, is_same ? GetParam().by_udp : GetParam().by_tcp) << GetParam().note;
}

class Rfc4475Words : public TorturedPhone {
 protected:
  std::string answer_over_tcp(std::string_view file) {
    const net::RawTcp client = net::RawTcp::connected_to(door);
    client.send(contents(file));
    std::string answer;
    EXPECT_TRUE(comes_true([&] {
      answer += client.receive();
      return answer.ends_with("\r\n\r\n");
    }));
    return answer;
  }
};

TEST_F(Rfc4475Words, NameTheExtensionsThatAreUnknown) {
  EXPECT_THAT(answer_over_tcp("bext01"),
              HasSubstr("\r\nUnsupported: nothingSupportsThis, nothingSupportsThisEither\r\n"));
}

TEST_F(Rfc4475Words, NameTheBodiesThatAreKnown) {
  EXPECT_THAT(answer_over_tcp("invut"), HasSubstr("\r\nAccept: application/sdp, "));
}

TEST_F(Rfc4475Words, NameTheMethodsThatAreKnown) {
  EXPECT_THAT(answer_over_tcp("intmeth"), HasSubstr("\r\nAllow: INVITE, ACK, "));
}

TEST(Rfc4475Table, NamesEveryMessage) {
  for (const auto& entry :
       std::filesystem::directory_iterator{PORTERO_SOURCE_DIR "/tests/data/rfc4475"}) {
    const std::string name = entry.path().stem();
    EXPECT_EQ(std::ranges::count(messages, name, &Torture::file), 1) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Messages, Rfc4475, testing::ValuesIn(messages),
                         [](const auto& test) { return std::string{test.param.file}; });

}  // namespace
}  // namespace portero::phone
