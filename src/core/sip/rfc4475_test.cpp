// What the parser says to each torture message of RFC 4475. What the user agent answers beyond that
// (416, 420, 415, 401 and the like) is not decided here: to the parser those messages are valid.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/fields.hpp"
#include "core/sip/message_parser.hpp"

namespace portero::sip {
namespace {

struct Torture {
  std::string_view file;
  std::string_view section;
  // "valid", "drop", or the status and words of the answer.
  std::string_view verdict;
  std::string_view note = "";  // where we differ from the RFC's advice, or which advice we take
};

std::ostream& operator<<(std::ostream& out, const Torture& torture) {
  return out << torture.section << ' ' << torture.file;
}

constexpr Torture messages[] = {
    {"wsinv", "3.1.1.1", "valid"},
    {"intmeth", "3.1.1.2", "valid"},
    {"esc01", "3.1.1.3", "valid"},
    {"escnull", "3.1.1.4", "valid"},
    {"esc02", "3.1.1.5", "valid"},
    {"lwsdisp", "3.1.1.6", "valid"},
    {"longreq", "3.1.1.7", "valid"},
    {"dblreq", "3.1.1.8", "valid", "the octets behind the body are ignored"},
    {"semiuri", "3.1.1.9", "valid"},
    {"transports", "3.1.1.10", "valid"},
    {"mpart01", "3.1.1.11", "valid"},
    {"unreason", "3.1.1.12", "valid"},
    {"noreason", "3.1.1.13", "valid"},
    {"badinv01", "3.1.2.1", "400 Via: expected a parameter name at byte 23"},
    {"clerr", "3.1.2.2", "400 Content-Length: larger than the message"},
    {"ncl", "3.1.2.3", "400 Content-Length: expected a number of bytes"},
    {"scalar02", "3.1.2.4", "400 CSeq: number too large at byte 0"},
    {"scalarlg", "3.1.2.5", "drop"},
    {"quotbal", "3.1.2.6", "400 To: expected a closing quote at byte 37"},
    {"ltgtruri", "3.1.2.7", "400 Request-URI: expected a scheme, like sip: at byte 0"},
    {"lwsruri", "3.1.2.8", "400 Request-URI: whitespace in a URI at byte 21",
     "the RFC allows to guess what was meant; we do not"},
    {"lwsstart", "3.1.2.9", "400 Request-URI: whitespace in a URI at byte 0",
     "the RFC allows to read it leniently; we do not"},
    {"trws", "3.1.2.10", "400 Request-Line: expected SIP/2.0 at its end",
     "the RFC allows to ignore the spaces; we do not"},
    {"escruri", "3.1.2.11", "400 Request-URI: headers are not allowed"},
    {"baddate", "3.1.2.12", "valid", "Date is nothing that we act on, so we ignore it"},
    {"regbadct", "3.1.2.13", "valid", "contacts() refuses it: ContactWithoutBrackets below"},
    {"badaspec", "3.1.2.14", "400 To: whitespace in a URI at byte 18",
     "the RFC allows to skip the spaces; we do not"},
    {"baddn", "3.1.2.15", "400 no empty line after the header",
     "the RFC's message is cut off as well; its display name alone is refused in name_addr_test"},
    {"badvers", "3.1.2.16", "505 Version Not Supported"},
    {"mismatch01", "3.1.2.17", "400 CSeq: its method is not the request's"},
    {"mismatch02", "3.1.2.18", "400 CSeq: its method is not the request's",
     "400 or 501: the mismatch is known before the method is looked at"},
    {"bigcode", "3.1.2.19", "drop"},
    {"badbranch", "3.2.1", "valid", "has_rfc3261_branch() is false: BranchOfTheCookieAlone below"},
    {"insuf", "3.3.1", "400 From: missing"},
    {"unkscm", "3.3.2", "valid"},
    {"novelsc", "3.3.3", "valid"},
    {"unksm2", "3.3.4", "valid"},
    {"bext01", "3.3.5", "valid"},
    {"invut", "3.3.6", "valid"},
    {"regaut01", "3.3.7", "valid"},
    {"multi01", "3.3.8", "400 From: more than one"},
    {"mcl01", "3.3.9", "400 Content-Length: more than one"},
    {"bcast", "3.3.10", "valid", "its Via is another's: the transaction layer drops it"},
    {"zeromf", "3.3.11", "valid"},
    {"cparam01", "3.3.12", "valid"},
    {"cparam02", "3.3.13", "valid"},
    {"regescrt", "3.3.14", "valid"},
    {"sdp01", "3.3.15", "valid"},
    {"inv2543", "3.4.1", "valid"},
    {"test", "none", "drop", "comes with the RFC's files, has no version and so is not SIP"},
};

std::string contents(std::string_view file) {
  const std::string path =
      std::string{PORTERO_SOURCE_DIR "/tests/data/rfc4475/"} + std::string{file} + ".dat";
  std::ifstream stream{path, std::ios::binary};
  EXPECT_TRUE(stream) << path;
  return {std::istreambuf_iterator<char>{stream}, {}};
}

Request request(std::string_view file) {
  return std::get<Request>(parse_message(contents(file)).value());
}

Response response(std::string_view file) {
  return std::get<Response>(parse_message(contents(file)).value());
}

class Rfc4475 : public testing::TestWithParam<Torture> {};

TEST_P(Rfc4475, GetsItsVerdict) {
  const auto message = parse_message(contents(GetParam().file));
  std::string verdict = "valid";
  if (!message && !message.error().answer) verdict = "drop";
  if (!message && message.error().answer)
    verdict = std::to_string(message.error().answer->status) + ' ' + message.error().answer->reason;
  EXPECT_EQ(verdict, GetParam().verdict) << GetParam().note;
}

TEST_P(Rfc4475, IsTheSameAfterWritingAndReading) {
  const auto message = parse_message(contents(GetParam().file));
  if (!message) return;
  EXPECT_EQ(parse_message(to_string(*message)).value(), *message);
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

TEST(Rfc4475Fields, ShortTortuousInvite) {
  const Request invite = request("wsinv");
  EXPECT_EQ(to_string(invite.uri), "sip:vivekg@chair-dnrc.example.com;unknownparam");
  EXPECT_EQ(to(invite.headers)->tag(), "1918181833n");
  EXPECT_EQ(from(invite.headers)->display_name, "J Rosenberg \\\"");
  EXPECT_EQ(max_forwards(invite.headers).value(), 68);
  EXPECT_EQ(cseq(invite.headers)->number, 9U);
  const auto via_list = vias(invite.headers).value();
  ASSERT_EQ(via_list.size(), 3U);
  EXPECT_EQ(to_string(via_list[0]), "SIP/2.0/UDP 192.0.2.2;branch=390skdjuw");
  EXPECT_EQ(to_string(via_list[2]), "SIP/2.0/UDP 192.168.255.111;branch=z9hG4bK30239");
  EXPECT_EQ(invite.headers.first(HeaderId::subject), "");
  EXPECT_EQ(contacts(invite.headers)->list[0].display_name, "Quoted string \"\"");
  EXPECT_EQ(contacts(invite.headers)->list[0].parameters.value("q"), "0.33");
  EXPECT_TRUE(routes(invite.headers)->at(0).uri.parameters.has("lr"));
  EXPECT_EQ(invite.body.size(), 150U);
}

TEST(Rfc4475Fields, WideRangeOfValidCharacters) {
  const Request odd = request("intmeth");
  EXPECT_EQ(odd.method.text(), "!interesting-Method0123456789_*+`.%indeed'~");
  EXPECT_EQ(odd.uri.user, "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
  EXPECT_EQ(odd.uri.password, "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
  EXPECT_EQ(to(odd.headers)->display_name, std::string_view("BEL:\x07 NUL:\x00 DEL:\x7f", 17));
  EXPECT_TRUE(from(odd.headers)->parameters.has("fromParam''~+*_!.-%"));
  EXPECT_EQ(top_via(odd.headers)->branch(), "z9hG4bK-.!%66*_+`'~");
}

TEST(Rfc4475Fields, EscapesStayAsTheyAreWritten) {
  EXPECT_EQ(percent_decoded(request("esc01").uri.user), "sips:user@example.com");
  const Request null = request("escnull");
  EXPECT_EQ(to(null.headers)->uri.user, "null-%00-null");
  EXPECT_EQ(contacts(null.headers)->list.size(), 2U);
  EXPECT_EQ(contacts(request("esc02").headers)->list.size(), 2U);
  EXPECT_EQ(request("esc02").method.text(), "RE%47IST%45R");
}

TEST(Rfc4475Fields, WhitespaceAndDisplayNames) {
  EXPECT_EQ(from(request("lwsdisp").headers)->display_name, "caller");
  EXPECT_EQ(vias(request("longreq").headers)->size(), 34U);
  EXPECT_EQ(request("semiuri").uri.user, "user;par=u%40example.net");
  EXPECT_EQ(response("noreason").reason, "");
  EXPECT_EQ(response("unreason").reason.size(), 74U);
}

TEST(Rfc4475Fields, TransportsAreAnyToken) {
  std::vector<std::string> transports;
  const Request options = request("transports");
  for (const Via& via : vias(options.headers).value()) transports.push_back(via.transport);
  EXPECT_THAT(transports, testing::ElementsAre("UDP", "SCTP", "TLS", "UNKNOWN", "TCP"));
}

TEST(Rfc4475Fields, ContactWithoutBrackets) {
  EXPECT_EQ(contacts(request("regbadct").headers).error(),
            (HeaderError{HeaderId::contact, "a URI with '?' needs <> around it", 0}));
  EXPECT_EQ(contacts(request("regescrt").headers)->list[0].uri.headers[0].name, "Route");
  EXPECT_TRUE(contacts(request("cparam01").headers)->list[0].parameters.has("unknownparam"));
  EXPECT_TRUE(contacts(request("cparam02").headers)->list[0].uri.parameters.has("unknownparam"));
}

TEST(Rfc4475Fields, BranchOfTheCookieAlone) {
  EXPECT_FALSE(top_via(request("badbranch").headers)->has_rfc3261_branch());
}

TEST(Rfc4475Fields, BodyOfTheFirstOfTwoRequests) {
  EXPECT_EQ(request("dblreq").method, Method{MethodId::register_});
  EXPECT_EQ(request("dblreq").body, "");
}

TEST(Rfc4475Fields, UnknownSchemes) {
  EXPECT_EQ(request("unkscm").uri.opaque, "nobodyKnowsThisScheme:totallyopaquecontent");
  EXPECT_EQ(to(request("unksm2").headers)->uri.scheme, Scheme::other);
}

}  // namespace
}  // namespace portero::sip
