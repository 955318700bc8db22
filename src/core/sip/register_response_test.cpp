#include "core/sip/register_response.hpp"

#include <gmock/gmock.h>

#include "core/sip/message_for_test.hpp"

namespace portero::sip {
namespace {

using testing::HasSubstr;
using testing::VariantWith;

const NameAddr ours = parse_name_addr("<sip:100@10.0.0.7:5060>").value();
const NameAddr ours_with_instance =
    parse_name_addr("<sip:100@10.0.0.7:5060>;+sip.instance=\"<urn:uuid:1>\";reg-id=1").value();

Response response(std::string_view status_line, std::string_view headers = "") {
  return std::get<Response>(
      message_for_test(std::string{"SIP/2.0 "} + std::string{status_line} +
                       "\nVia: SIP/2.0/UDP 10.0.0.7:5060;branch=z9hG4bK1\n" +
                       "From: <sip:100@pbx>;tag=1\nTo: <sip:100@pbx>;tag=2\n" +
                       "Call-ID: 1\nCSeq: 1 REGISTER\n" + std::string{headers} + "\n"));
}

RegisterOutcome read(const Response& response, bool authorized = false) {
  return read_register_response(response, ours, 300, authorized);
}

std::uint32_t granted(std::string_view headers, const NameAddr& contact = ours) {
  const auto outcome = read_register_response(response("200 OK", headers), contact, 300, true);
  const auto* granted = std::get_if<RegistrationGranted>(&outcome);
  return granted ? granted->expires : 0;
}

TEST(RegisterResponse, GrantsWhatOurOwnContactSays) {
  EXPECT_EQ(
      granted("Contact: <sip:100@192.0.2.9>;expires=20, <sip:100@10.0.0.7:5060>;expires=77\n"),
      77U);
  EXPECT_EQ(granted("Expires: 120\nContact: <sip:100@10.0.0.7:5060>\n"), 120U);
  EXPECT_EQ(granted("Contact: <sip:100@10.0.0.7:5060>\n"), 300U);
}

TEST(RegisterResponse, KnowsItsInstanceBehindARewrittenAddress) {
  EXPECT_EQ(granted("Contact: <sip:1@h>;expires=20,"
                    "<sip:x@edge>;+sip.instance=\"<urn:uuid:1>\";reg-id=1;expires=88\n",
                    ours_with_instance),
            88U);
}

TEST(RegisterResponse, TakesTheOnlyContactForOurs) {
  EXPECT_EQ(granted("Contact: <sip:rewritten@edge>;expires=60\n"), 60U);
}

TEST(RegisterResponse, DoesWithoutAContactAsTestToolsAnswer) {
  EXPECT_EQ(granted(""), 300U);
  EXPECT_EQ(granted("Expires: 99\n"), 99U);
  EXPECT_EQ(granted("Contact: <<<\n"), 300U);
}

TEST(RegisterResponse, SaysWhoIsToBlame) {
  const auto trouble = [](const RegisterOutcome& outcome) {
    return std::get<RegistrationRefused>(outcome).failure.trouble;
  };
  EXPECT_EQ(trouble(read(response("403 Forbidden"), true)), RegistrationTrouble::wrong_credentials);
  EXPECT_EQ(trouble(read(response("403 Forbidden"), false)), RegistrationTrouble::account_unknown);
  EXPECT_EQ(trouble(read(response("404 Not Found"))), RegistrationTrouble::account_unknown);
  EXPECT_EQ(trouble(read(response("420 Bad Extension"))), RegistrationTrouble::refused);
  EXPECT_EQ(trouble(read(response("401 Unauthorized", "WWW-Authenticate: Digest nonsense\n"))),
            RegistrationTrouble::refused);
}

TEST(RegisterResponse, QuotesTheServer) {
  const auto outcome = read(response("503 Gone fishing", "Retry-After: 7\n"));
  const auto& failing = std::get<ServerFailing>(outcome);
  EXPECT_EQ(failing.failure.status, 503);
  EXPECT_THAT(failing.failure.sentence, HasSubstr("503 Gone fishing"));
  EXPECT_EQ(failing.retry_after, 7U);
}

TEST(RegisterResponse, FollowsTheFirstContactItCanReach) {
  EXPECT_THAT(read(response("302 Moved", "Contact: <tel:+1>, <sip:b.example.com:5070>\n")),
              VariantWith<RegistrationRedirected>(
                  RegistrationRedirected{{.host = "b.example.com", .port = 5070}}));
  EXPECT_THAT(read(response("302 Moved")), VariantWith<ServerFailing>(testing::_));
}

TEST(RegisterResponse, ReadsWhereTheRequestCameFrom) {
  const auto local = base::parse_endpoint("10.0.0.7:5060").value();
  const auto seen = [&](std::string_view parameters) {
    Response answer = response("200 OK");
    answer.headers.set(HeaderId::via,
                       "SIP/2.0/UDP 10.0.0.7:5060;branch=z9hG4bK1" + std::string{parameters});
    return to_string(seen_source(answer, local));
  };
  EXPECT_EQ(seen(""), "10.0.0.7:5060");
  EXPECT_EQ(seen(";rport"), "10.0.0.7:5060");
  EXPECT_EQ(seen(";received=203.0.113.9;rport=62000"), "203.0.113.9:62000");
  EXPECT_EQ(seen(";received=2001:db8::1;rport=62000"), "[2001:db8::1]:62000");
  EXPECT_EQ(seen(";received=nowhere;rport=0"), "10.0.0.7:5060");
  EXPECT_EQ(seen(";rport=99999"), "10.0.0.7:5060");
}

}  // namespace
}  // namespace portero::sip
