#include "core/sip/stateless_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/fields.hpp"
#include "core/sip/message_for_test.hpp"

namespace portero::sip {
namespace {

using testing::StartsWith;

const Hop source{Transport::udp, base::parse_endpoint("198.51.100.7:40000").value()};
const Hop connection{Transport::tcp, source.remote, ConnectionId{3}};

Response refusal_of(std::string_view text) { return parse_message(text).error().answer.value(); }

// Without From.
std::string broken(std::string_view via, std::string_view to = "<sip:door@example.com>") {
  return "OPTIONS sip:door@192.0.2.1 SIP/2.0\nVia: " + std::string{via} +
         "\nTo: " + std::string{to} + "\nCall-ID: 1\nCSeq: 1 OPTIONS\n\n";
}

std::string via_of(const Response& response) {
  return std::string{response.headers.first(HeaderId::via).value_or("")};
}

TEST(StatelessAnswer, GoesToThePortOfViaUnlessRportAsksForTheSource) {
  Response refusal = refusal_of(broken("SIP/2.0/UDP phone.example.com:5070;branch=z9hG4bK1"));
  EXPECT_EQ(address_refusal(refusal, source).remote,
            base::parse_endpoint("198.51.100.7:5070").value());
  EXPECT_EQ(via_of(refusal),
            "SIP/2.0/UDP phone.example.com:5070;branch=z9hG4bK1;received=198.51.100.7");

  Response symmetric = refusal_of(broken("SIP/2.0/UDP phone.example.com;branch=z9hG4bK1;rport"));
  EXPECT_EQ(address_refusal(symmetric, source), source);
  EXPECT_EQ(via_of(symmetric),
            "SIP/2.0/UDP phone.example.com;branch=z9hG4bK1;rport=40000;received=198.51.100.7");
}

TEST(StatelessAnswer, GoesBackOnItsConnection) {
  Response refusal = refusal_of(broken("SIP/2.0/TCP phone.example.com:5070;branch=z9hG4bK1"));
  EXPECT_EQ(address_refusal(refusal, connection), connection);
}

TEST(StatelessAnswer, GoesToTheSourceWhenViaCannotBeRead) {
  Response refusal = refusal_of(broken("SIP/2.0/UDP 192.0.2.9;;;"));
  EXPECT_EQ(address_refusal(refusal, source), source);
  EXPECT_EQ(via_of(refusal), "SIP/2.0/UDP 192.0.2.9;;;");
}

TEST(StatelessAnswer, HasTheSameTagEachTime) {
  Response first = refusal_of(broken("SIP/2.0/UDP h"));
  Response again = first;
  Response tagged = refusal_of(broken("SIP/2.0/UDP h", "<sip:door@example.com>;tag=old"));
  set_stateless_tag(first);
  set_stateless_tag(again);
  set_stateless_tag(tagged);
  EXPECT_THAT(std::string{to(first.headers)->tag().value_or("")}, StartsWith("stateless"));
  EXPECT_EQ(first, again);
  EXPECT_EQ(to(tagged.headers)->tag(), "old");
}

}  // namespace
}  // namespace portero::sip
