// Calls that come, up to their answer.
#include "core/sip/phone_for_test.hpp"

namespace portero::sip {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class IncomingTest : public WithPhone {
 protected:
  SessionId comes(std::string_view fields = "", const std::string& body = phone_sdp()) {
    phone_sends("INVITE", fields, body);
    return arrived();
  }
};

TEST_F(IncomingTest, IsToldAnsweredAndAcknowledged) {
  const SessionId session = comes();
  EXPECT_THAT(lines(), IsEmpty());
  user(session, AnswerCall{});
  EXPECT_THAT(lines(), ElementsAre("200 INVITE"));
  const Response ok = response_sent("200");
  EXPECT_THAT(ok.body, HasSubstr("m=audio 5004 RTP/AVP 8"));
  EXPECT_EQ(ok.headers.first(HeaderId::contact), "<sip:door@192.0.2.1>");
  EXPECT_EQ(ok.headers.first(HeaderId::server), "Portero/test");
  EXPECT_THAT(told<UseAgreement>(), SizeIs(1));
  EXPECT_THAT(told<SessionAnswered>(), SizeIs(1));
  learn_dialog("200");
  phone_sends_numbered(number_, "ACK");
  wait(40s);
  EXPECT_THAT(lines(), IsEmpty());
}

// The phone's ACK got lost, and all of them after it: the phone is gone.
TEST_F(IncomingTest, AnswersAgainUntilTheAckComesAndThenGivesUp) {
  const SessionId session = comes();
  user(session, AnswerCall{});
  wait(4s);
  EXPECT_THAT(lines(), ElementsAre("200 INVITE", "200 INVITE", "200 INVITE", "200 INVITE"));
  wait(29s);
  EXPECT_EQ(lines().back(), "BYE 1");
  const auto end = told<SessionEnded>();
  ASSERT_THAT(end, SizeIs(1));
  EXPECT_EQ(end.front().why, EndCause::vanished);
}

TEST_F(IncomingTest, IsCancelledByTheCaller) {
  comes();
  phone_sends_numbered(number_, "CANCEL",
                       "Reason: SIP;cause=200;text=\"Call completed elsewhere\"\n");
  EXPECT_THAT(lines(), ElementsAre("200 CANCEL", "487 INVITE"));
  const auto end = told<SessionEnded>();
  ASSERT_THAT(end, SizeIs(1));
  EXPECT_EQ(end.front().why, EndCause::hung_up);
  EXPECT_THAT(end.front().reasons, ElementsAre(completed_elsewhere()));
  EXPECT_EQ(door_.agent().size(), 0U);
}

TEST_F(IncomingTest, IsRefusedWithAWarning) {
  user(comes(), RejectCall{403, Warning{399, "door", "Not on the list"}});
  EXPECT_THAT(lines(), ElementsAre("403 INVITE"));
  EXPECT_EQ(response_sent("403").headers.first(HeaderId::warning), "399 door \"Not on the list\"");
  EXPECT_EQ(door_.agent().size(), 0U);
}

TEST_F(IncomingTest, WithoutAnOfferGetsOursAndAnswersInItsAck) {
  const SessionId session = comes("", "");
  user(session, AnswerCall{});
  EXPECT_THAT(response_sent("200").body, HasSubstr("m=audio 5004"));
  EXPECT_THAT(told<UseAgreement>(), IsEmpty());
  learn_dialog("200");
  phone_sends_numbered(number_, "ACK", "", phone_sdp());
  EXPECT_THAT(told<UseAgreement>(), SizeIs(1));
}

TEST_F(IncomingTest, WithoutAnOfferAndWithoutAnAnswerIsNoCall) {
  const SessionId session = comes("", "");
  user(session, AnswerCall{});
  learn_dialog("200");
  phone_sends_numbered(number_, "ACK");
  EXPECT_THAT(lines(), ElementsAre("200 INVITE", "BYE 1"));
  EXPECT_THAT(told<SessionEnded>(), SizeIs(1));
}

TEST_F(IncomingTest, WithAnImpossibleOfferIsRefusedBeforeAnybodyHearsOfIt) {
  phone_sends("INVITE", "", "v=0\r\nnonsense");
  EXPECT_THAT(lines(), ElementsAre("400 INVITE"));
  EXPECT_THAT(door_.told, IsEmpty());
}

TEST_F(IncomingTest, WithFormatsThatWeDoNotHaveGetsA488) {
  const SessionId session =
      comes("",
            "v=0\r\no=p 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
            "m=audio 7000 RTP/AVP 99\r\na=rtpmap:99 X-SECRET/8000\r\n");
  user(session, AnswerCall{});
  EXPECT_THAT(lines(), ElementsAre("488 INVITE"));
  EXPECT_TRUE(response_sent("488").headers.first(HeaderId::warning));
}

TEST_F(IncomingTest, ShowsProgressReliablyAndAnswersAfterThePrack) {
  const SessionId session = comes("Supported: 100rel\n");
  user(session, ShowProgress{});
  user(session, AnswerCall{});
  EXPECT_THAT(lines(), ElementsAre("183 INVITE"));
  const Response progress = response_sent("183");
  EXPECT_EQ(progress.headers.first(HeaderId::require), "100rel");
  EXPECT_THAT(progress.body, HasSubstr("m=audio"));
  wait(1500ms);
  EXPECT_THAT(lines(), ElementsAre("183 INVITE", "183 INVITE"));

  learn_dialog("183");
  const std::string rseq{progress.headers.first(HeaderId::rseq).value_or("")};
  phone_sends("PRACK", "RAck: " + rseq + " 99 INVITE\n");
  EXPECT_THAT(lines(), ElementsAre("481 PRACK"));
  phone_sends("PRACK", "RAck: " + rseq + " 11 INVITE\n");
  EXPECT_THAT(lines(), ElementsAre("200 PRACK", "200 INVITE"));
  EXPECT_EQ(response_sent("200").body, "");
  EXPECT_THAT(told<UseAgreement>(), SizeIs(1));
}

TEST_F(IncomingTest, WhoseProgressIsNeverAcknowledgedGetsA504) {
  user(comes("Require: 100rel\n"), ShowProgress{});
  wait(33s);
  EXPECT_EQ(lines().back(), "504 INVITE");
}

TEST_F(IncomingTest, WithoutAnOfferAndWith100relGetsOursInThe183) {
  const SessionId session = comes("Supported: 100rel\n", "");
  user(session, ShowProgress{});
  const Response progress = response_sent("183");
  EXPECT_THAT(progress.body, HasSubstr("m=audio"));
  learn_dialog("183");
  phone_sends(
      "PRACK",
      "RAck: " + std::string{progress.headers.first(HeaderId::rseq).value_or("")} + " 11 INVITE\n",
      phone_sdp());
  EXPECT_THAT(told<UseAgreement>(), SizeIs(1));
  user(session, AnswerCall{});
  EXPECT_THAT(lines(), ElementsAre("183 INVITE", "200 PRACK", "200 INVITE"));
}

// A phone without 100rel may have missed the 183: the 200 says the same again.
TEST_F(IncomingTest, RepeatsItsDescriptionAfterAnUnreliable183) {
  const SessionId session = comes();
  user(session, ShowProgress{});
  user(session, AnswerCall{});
  EXPECT_THAT(lines(), ElementsAre("183 INVITE", "200 INVITE"));
  EXPECT_EQ(response_sent("183").body, response_sent("200").body);
  EXPECT_EQ(response_sent("183").headers.first(HeaderId::require), std::nullopt);
}

TEST_F(IncomingTest, WithATooShortSessionIsRefusedWithWhatWouldDo) {
  phone_sends("INVITE", "Session-Expires: 30\n", phone_sdp());
  EXPECT_EQ(response_sent("422").headers.first(HeaderId::min_se), "90");
}

// RFC 3261 section 15: a callee that hangs up too early would meet its own ACK.
TEST_F(IncomingTest, IsHungUpOnlyAfterItsAck) {
  const SessionId session = comes();
  user(session, AnswerCall{});
  user(session, HangUp{});
  EXPECT_THAT(lines(), ElementsAre("200 INVITE"));
  EXPECT_THAT(told<SessionEnded>(), SizeIs(1));
  learn_dialog("200");
  phone_sends_numbered(number_, "ACK");
  EXPECT_THAT(lines(), ElementsAre("BYE 1"));
}

TEST_F(IncomingTest, WithoutMediaIsRefused) {
  door_.media_works = false;
  const SessionId session = comes();
  user(session, AnswerCall{});
  wait(media_patience);
  EXPECT_EQ(lines().back(), "500 INVITE");
  EXPECT_EQ(door_.agent().size(), 0U);
}

TEST_F(IncomingTest, ThatEndsWithAByeBeforeItsAnswerGetsA487) {
  const SessionId session = comes();
  user(session, ShowProgress{});
  learn_dialog("183");
  phone_sends("BYE");
  EXPECT_THAT(lines(), ElementsAre("183 INVITE", "200 BYE", "487 INVITE"));
}

// UNL-6: a key from a call that nobody answered opens nothing.
TEST_F(IncomingTest, ItsKeysMeanNothingBeforeTheAnswer) {
  const SessionId session = comes();
  user(session, ShowProgress{});
  learn_dialog("183");
  phone_sends("INFO", "", "Signal=0", "application/dtmf-relay");
  EXPECT_THAT(told<KeyReported>(), IsEmpty());
}

TEST_F(IncomingTest, AgreesOnASessionTimer) {
  const SessionId session = comes("Supported: timer\nSession-Expires: 600;refresher=uas\n");
  user(session, AnswerCall{});
  EXPECT_EQ(response_sent("200").headers.first(HeaderId::session_expires), "600;refresher=uas");
}

}  // namespace
}  // namespace portero::sip
