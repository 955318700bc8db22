// Calls that we place, after RFC 3665 and RFC 5407.
#include "core/sip/phone_for_test.hpp"

namespace portero::sip {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class CallingTest : public WithPhone {
 protected:
  CallingTest() : session_(door_.call("sip:201@example.com", now_)) {}

  SessionEnded the_end() {
    const auto all = told<SessionEnded>();
    EXPECT_THAT(all, SizeIs(1));
    return all.empty() ? SessionEnded{} : all.front();
  }

  SessionId session_;
};

TEST_F(CallingTest, BeginsWithAnInviteThatSaysWhatWeCan) {
  const Request invite = request_sent("INVITE");
  const auto field = [&](std::string_view name) {
    return std::string{invite.headers.first(HeaderName::from_text(name)).value_or("absent")};
  };
  EXPECT_EQ(to_string(invite.uri), "sip:201@example.com");
  EXPECT_EQ(field("To"), "<sip:201@example.com>");
  EXPECT_EQ(field("CSeq"), "1 INVITE");
  EXPECT_EQ(field("Contact"), "<sip:door@192.0.2.1>");
  EXPECT_EQ(field("Allow"), "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, PRACK, UPDATE");
  EXPECT_EQ(field("Supported"), "100rel, timer");
  EXPECT_EQ(field("Session-Expires"), "1800");
  EXPECT_EQ(field("User-Agent"), "Portero/test");
  EXPECT_EQ(field("X-Portero-Call-Id"), "call-17");
  EXPECT_EQ(field("Content-Type"), "application/sdp");
  EXPECT_THAT(invite.body, HasSubstr("m=audio 5004"));
}

TEST_F(CallingTest, RingsIsAnsweredAndEndsWithTheirBye) {
  answer("INVITE", 100);
  EXPECT_THAT(told<SessionProgressed>(), IsEmpty());
  answer("INVITE", 180);
  EXPECT_THAT(told<SessionProgressed>(), ElementsAre(SessionProgressed{false}));
  answer("INVITE", 200, "", phone_sdp());
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "ACK 1"));
  EXPECT_EQ(to_string(request_sent("ACK").uri), "sip:phone@192.0.2.9");
  EXPECT_THAT(told<UseAgreement>(), SizeIs(1));
  EXPECT_THAT(told<SessionAnswered>(), SizeIs(1));

  call_id_ = *call_id(request_sent("INVITE").headers);
  door_tag_ = std::string{from(request_sent("INVITE").headers)->tag().value_or("")};
  phone_sends("BYE", "Reason: Q.850;cause=16\n");
  EXPECT_THAT(lines(), ElementsAre("200 BYE"));
  const SessionEnded end = the_end();
  EXPECT_EQ(end.why, EndCause::hung_up);
  EXPECT_THAT(end.reasons, ElementsAre(Reason{"Q.850", 16, ""}));
  wait(32s);
  EXPECT_THAT(told<SessionFinished>(), SizeIs(1));
  EXPECT_EQ(door_.agent().size(), 0U);
}

struct Refusal {
  int status;
  EndCause why;
  std::string_view words;
};

class CallRefused : public CallingTest, public testing::WithParamInterface<Refusal> {};

TEST_P(CallRefused, IsToldInPlainWords) {
  answer("INVITE", GetParam().status);
  const SessionEnded end = the_end();
  EXPECT_EQ(end.why, GetParam().why);
  EXPECT_EQ(end.words, GetParam().words);
  EXPECT_THAT(told<SessionFinished>(), SizeIs(1));
}

INSTANTIATE_TEST_SUITE_P(
    Statuses, CallRefused,
    testing::Values(Refusal{486, EndCause::busy, "The extension is busy."},
                    Refusal{600, EndCause::busy, "The extension is busy everywhere."},
                    Refusal{603, EndCause::declined, "The call was declined."},
                    Refusal{480, EndCause::no_answer, "Nobody is there at the moment."},
                    Refusal{404, EndCause::failed, "The extension is unknown."},
                    Refusal{604, EndCause::failed, "The extension is unknown everywhere."},
                    Refusal{499, EndCause::failed, "The call was refused."},
                    Refusal{599, EndCause::failed, "The server failed."}));

TEST_F(CallingTest, TellsTheWarningOfARefusal) {
  answer("INVITE", 488, "Warning: 305 example.com \"No codec\"\n");
  EXPECT_THAT(the_end().words, HasSubstr("It says: No codec"));
}

TEST_F(CallingTest, EndsAfter32SecondsOfSilence) {
  wait(33s);
  EXPECT_EQ(the_end().why, EndCause::no_answer);
  EXPECT_EQ(door_.agent().size(), 0U);
}

TEST_F(CallingTest, AnswersAChallengeOnce) {
  const std::string challenge =
      "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"\n";
  answer("INVITE", 401, challenge);
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "ACK 1", "INVITE 2"));
  const Request again = request_sent("INVITE");
  EXPECT_THAT(std::string{again.headers.first(HeaderId::authorization).value_or("")},
              HasSubstr("nonce=\"n1\""));
  EXPECT_EQ(again.headers.first(HeaderId::to), "<sip:201@example.com>");
  answer("INVITE", 401, challenge);
  EXPECT_THAT(lines(), ElementsAre("ACK 2"));
  EXPECT_EQ(the_end().words, "The username or the password is wrong.");
}

// A proxy and a server that each want new credentials for each other's would keep us busy for ever.
TEST_F(CallingTest, DoesNotAnswerChallengesForEver) {
  for (int i = 0; i < 20 && door_.agent().size() > 0; ++i) {
    const std::string fields =
        "-Authenticate: Digest realm=\"r\", nonce=\"n" + std::to_string(i) + "\", qop=\"auth\"\n";
    if (i % 2 == 0)
      answer("INVITE", 401, "WWW" + fields);
    else
      answer("INVITE", 407, "Proxy" + fields);
  }
  EXPECT_EQ(cseq(request_sent("INVITE").headers)->number, max_attempts);
  EXPECT_EQ(the_end().why, EndCause::failed);
}

TEST_F(CallingTest, AcknowledgesWithTheCredentialsOfTheInvite) {
  answer("INVITE", 407, "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n1\"\n");
  answer("INVITE", 200, "", phone_sdp());
  const Request invite = request_sent("INVITE");
  const Request ack = request_sent("ACK");
  EXPECT_TRUE(ack.headers.first(HeaderId::proxy_authorization));
  EXPECT_EQ(ack.headers.first(HeaderId::proxy_authorization),
            invite.headers.first(HeaderId::proxy_authorization));
}

TEST_F(CallingTest, WaitsForASignOfLifeBeforeItCancels) {
  user(session_, HangUp{{completed_elsewhere()}});
  EXPECT_THAT(lines(), ElementsAre("INVITE 1"));
  EXPECT_EQ(the_end().why, EndCause::stopped);
  answer("INVITE", 180);
  EXPECT_THAT(lines(), ElementsAre("CANCEL 1"));
  const Request cancel = request_sent("CANCEL");
  EXPECT_EQ(cancel.headers.first(HeaderId::reason),
            "SIP;cause=200;text=\"Call completed elsewhere\"");
  EXPECT_EQ(cancel.headers.first(HeaderId::via),
            request_sent("INVITE").headers.first(HeaderId::via));
  answer("CANCEL", 200);
  answer("INVITE", 487);
  EXPECT_THAT(told<SessionFinished>(), SizeIs(1));
  EXPECT_THAT(told<SessionProgressed>(), IsEmpty());
}

TEST_F(CallingTest, CancelsAtOnceWhenItRings) {
  answer("INVITE", 180);
  user(session_, HangUp{});
  answer("INVITE", 180);
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "CANCEL 1"));
}

// RFC 5407 section 3.1.2: the phone is picked up while the CANCEL is on its way.
TEST_F(CallingTest, HangsUpWhenCancelAndAnswerCross) {
  answer("INVITE", 180);
  user(session_, HangUp{{completed_elsewhere()}});
  answer("INVITE", 200, "", phone_sdp());
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "CANCEL 1", "ACK 1", "BYE 2"));
  EXPECT_TRUE(request_sent("BYE").headers.first(HeaderId::reason));
  EXPECT_THAT(told<SessionAnswered>(), IsEmpty());
  answer("BYE", 200);
  wait(33s);
  EXPECT_EQ(door_.agent().size(), 0U);
}

TEST_F(CallingTest, GivesUpOnAFarSideThatIgnoresItsCancel) {
  answer("INVITE", 180);
  user(session_, HangUp{});
  wait(32s);
  EXPECT_THAT(told<SessionFinished>(), SizeIs(1));
  wait(5s);
  EXPECT_EQ(door_.transactions().size(), 0U);
}

TEST_F(CallingTest, KeepsThePhoneThatAnswersFirstAndEndsTheOthers) {
  answer("INVITE", 183, "", phone_sdp(), "a");
  answer("INVITE", 183, "", phone_sdp(), "b");
  EXPECT_THAT(told<UseAgreement>(), SizeIs(1));
  answer("INVITE", 200, "", phone_sdp(), "b");
  EXPECT_THAT(told<UseAgreement>(), SizeIs(1));
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "ACK 1"));
  answer("INVITE", 200, "", phone_sdp(), "a");
  EXPECT_THAT(lines(), ElementsAre("ACK 1", "BYE 2"));
  EXPECT_EQ(to_string(request_sent("BYE").uri), "sip:a@192.0.2.9");
  EXPECT_EQ(request_sent("BYE").headers.first(HeaderId::reason),
            "SIP;cause=200;text=\"Call completed elsewhere\"");
  EXPECT_THAT(told<SessionAnswered>(), SizeIs(1));
  EXPECT_THAT(told<SessionEnded>(), IsEmpty());
}

TEST_F(CallingTest, AcknowledgesEachRepetitionOfTheAnswer) {
  answer("INVITE", 200, "", phone_sdp());
  answer("INVITE", 200, "", phone_sdp());
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "ACK 1", "ACK 1"));
  EXPECT_THAT(told<SessionAnswered>(), SizeIs(1));
}

TEST_F(CallingTest, FollowsARedirect) {
  answer("INVITE", 302, "Contact: <sip:202@example.com>\n");
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "ACK 1", "INVITE 2"));
  // The first Contact is the one of the helper.
  EXPECT_EQ(to_string(request_sent("INVITE").uri), "sip:phone@192.0.2.9");
  answer("INVITE", 486);
  EXPECT_EQ(to_string(request_sent("INVITE").uri), "sip:202@example.com");
  answer("INVITE", 486);
  EXPECT_EQ(the_end().why, EndCause::busy);
}

TEST_F(CallingTest, TriesNobodyElseAfterADecline) {
  answer("INVITE", 302, "Contact: <sip:202@example.com>\n");
  answer("INVITE", 603);
  EXPECT_EQ(the_end().why, EndCause::declined);
}

TEST_F(CallingTest, TakesALongerSessionIntervalThatIsDemanded) {
  answer("INVITE", 422, "Min-SE: 7200\n");
  EXPECT_EQ(request_sent("INVITE").headers.first(HeaderId::session_expires), "7200");
  EXPECT_EQ(request_sent("INVITE").headers.first(HeaderId::cseq), "2 INVITE");
}

TEST_F(CallingTest, AcknowledgesReliableResponsesInTheirOrder) {
  answer("INVITE", 183, "Require: 100rel\nRSeq: 5\n", phone_sdp());
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "PRACK 2"));
  EXPECT_EQ(request_sent("PRACK").headers.first(HeaderId::rack), "5 1 INVITE");
  EXPECT_THAT(told<SessionProgressed>(), ElementsAre(SessionProgressed{true}));
  answer("INVITE", 183, "Require: 100rel\nRSeq: 5\n", phone_sdp());
  answer("INVITE", 180, "Require: 100rel\nRSeq: 7\n");
  EXPECT_THAT(lines(), IsEmpty());
  answer("INVITE", 180, "Require: 100rel\nRSeq: 6\n");
  EXPECT_THAT(lines(), ElementsAre("PRACK 3"));
  // The reliable answer counts; the 200 needs none.
  answer("INVITE", 200);
  EXPECT_THAT(told<SessionAnswered>(), SizeIs(1));
}

TEST_F(CallingTest, EndsACallWithoutADescription) {
  answer("INVITE", 200);
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "ACK 1", "BYE 2"));
  EXPECT_EQ(the_end().why, EndCause::failed);
  EXPECT_THAT(told<SessionAnswered>(), IsEmpty());
}

TEST_F(CallingTest, EndsACallWhoseAnswerHasNoFormatOfOurs) {
  answer("INVITE", 200, "",
         "v=0\r\no=p 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
         "m=audio 7000 RTP/AVP 99\r\na=rtpmap:99 X-SECRET/8000\r\n");
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "ACK 1", "BYE 2"));
  EXPECT_EQ(the_end().status, 488);
}

TEST_F(CallingTest, RingsNoLongerThanFiveMinutes) {
  answer("INVITE", 180);
  wait(longest_ringing);
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "CANCEL 1"));
  EXPECT_EQ(the_end().why, EndCause::no_answer);
}

}  // namespace
}  // namespace portero::sip
