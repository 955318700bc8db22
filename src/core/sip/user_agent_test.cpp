#include "core/sip/user_agent.hpp"

#include "core/sip/phone_for_test.hpp"

namespace portero::sip {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class UserAgentTest : public WithPhone {
 protected:
  std::string answer_to(std::string_view method, std::string_view fields = "",
                        const std::string& body = "", std::string_view type = "application/sdp") {
    phone_sends(method, fields, body, type);
    const auto all = lines();
    return all.empty() ? "nothing" : all.back();
  }
};

TEST_F(UserAgentTest, SaysWhatItCan) {
  EXPECT_EQ(answer_to("OPTIONS"), "200 OPTIONS");
  const Response ok = response_sent("200");
  EXPECT_EQ(ok.headers.first(HeaderId::supported), "100rel, timer");
  EXPECT_TRUE(ok.headers.first(HeaderId::accept));
  EXPECT_TRUE(to(ok.headers)->tag());
}

TEST_F(UserAgentTest, RefusesPolitelyWhatItDoesNotDo) {
  for (const std::string_view method : {"REGISTER", "REFER", "MESSAGE", "SUBSCRIBE", "PUBLISH"})
    EXPECT_EQ(answer_to(method), "405 " + std::string{method});
  EXPECT_TRUE(response_sent("405").headers.first(HeaderId::allow));
  EXPECT_EQ(answer_to("NEWMETHOD"), "501 NEWMETHOD");
}

TEST_F(UserAgentTest, KnowsNoDialogThatIsNotThere) {
  for (const std::string_view method : {"BYE", "INFO", "UPDATE", "PRACK", "NOTIFY"})
    EXPECT_EQ(answer_to(method), "481 " + std::string{method});
  door_tag_ = "unknown";
  for (const std::string_view method : {"BYE", "INVITE", "INFO", "OPTIONS"})
    EXPECT_EQ(answer_to(method), "481 " + std::string{method});
  phone_sends("ACK");
  EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(UserAgentTest, RefusesWhatItCannotUnderstand) {
  EXPECT_EQ(answer_to("INVITE", "Require: nothing\n", phone_sdp()), "420 INVITE");
  EXPECT_EQ(response_sent("420").headers.first(HeaderId::unsupported), "nothing");
  EXPECT_EQ(answer_to("INVITE", "", "x", "text/plain"), "415 INVITE");
  EXPECT_TRUE(response_sent("415").headers.first(HeaderId::accept));
  EXPECT_EQ(answer_to("INVITE", "Accept: text/plain\n", phone_sdp()), "406 INVITE");
  EXPECT_EQ(answer_to("INVITE", "Require: ,\n", phone_sdp()), "400 INVITE");
  EXPECT_EQ(response_sent("400").reason, "Require: expected an option tag at byte 0");
  EXPECT_EQ(door_.agent().size(), 0U);
}

// RFC 4475 (zeromf): Max-Forwards limits those who forward, and we have arrived.
TEST_F(UserAgentTest, TakesACallThatHasUsedUpItsHops) {
  receive(
      "INVITE sip:door@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKz\r\n"
      "Max-Forwards: 0\r\nFrom: <sip:201@example.com>;tag=a\r\nTo: <sip:door@example.com>\r\n"
      "Call-ID: z\r\nCSeq: 1 INVITE\r\nContact: <sip:201@192.0.2.9>\r\n\r\n");
  EXPECT_EQ(door_.agent().size(), 1U);
}

TEST_F(UserAgentTest, TakesAnInviteThatCameByTwoWaysOnce) {
  phone_sends("INVITE", "", phone_sdp());
  phone_sends_numbered(number_, "INVITE", "", phone_sdp());
  EXPECT_THAT(lines(), ElementsAre("482 INVITE"));
  EXPECT_EQ(door_.agent().size(), 1U);
}

TEST_F(UserAgentTest, KnowsItsOwnInviteWhenItComesBack) {
  door_.call("sip:201@example.com", now_);
  const std::string own = sent().front();
  receive(own.substr(0, own.find("branch=")) + "branch=z9hG4bKproxy" +
          own.substr(own.find(";rport")));
  EXPECT_THAT(lines(), ElementsAre("482 INVITE"));
}

TEST_F(UserAgentTest, IsBusyWithSixteenCalls) {
  for (std::size_t i = 0; i < max_calls; ++i) {
    call_id_ = "call-" + std::to_string(i);
    EXPECT_EQ(answer_to("INVITE", "", phone_sdp()), "nothing");
  }
  call_id_ = "one-more";
  EXPECT_EQ(answer_to("INVITE", "", phone_sdp()), "486 INVITE");
}

TEST_F(UserAgentTest, KnowsItsCallers) {
  phone_sends("INVITE", "P-Asserted-Identity: \"Front desk\" <sip:900@example.com>\n", phone_sdp());
  const auto call = std::get<CallArrived>(door_.told.front());
  EXPECT_EQ(call.caller.user, "900");
  EXPECT_EQ(call.caller.display_name, "Front desk");
}

TEST(CallerOf, BelievesOnlyTrustedSourcesAboutOthers) {
  Headers invite;
  invite.append(HeaderId::from, "\"Mallory\" <sip:%32%30%31@example.com>;tag=a");
  invite.append(HeaderId::p_asserted_identity, "<sip:900@example.com>");
  EXPECT_EQ(caller_of(invite, Source::anybody).user, "201");
  EXPECT_EQ(caller_of(invite, Source::trusted).user, "900");
  invite.remove(HeaderId::p_asserted_identity);
  EXPECT_EQ(caller_of(invite, Source::trusted).user, "201");
}

}  // namespace
}  // namespace portero::sip
