// What happens in a call after its answer.
#include "core/sip/phone_for_test.hpp"

namespace portero::sip {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class InDialogTest : public WithPhone {
 protected:
  void acknowledge() {
    phone_sends_numbered(number_, "ACK");
    lines();
  }
  std::string status_of(std::string_view method, std::string_view fields = "",
                        const std::string& body = "", std::string_view type = "application/sdp") {
    phone_sends(method, fields, body, type);
    const auto all = lines();
    return all.empty() ? "nothing" : all.back();
  }

  SessionId session_ = talk();
};

class Hold : public InDialogTest, public testing::WithParamInterface<std::string> {};

// CALL-7, in its three forms.
TEST_P(Hold, PausesUntilTheyResume) {
  std::string held = phone_sdp("a=" + GetParam() + "\r\n");
  if (GetParam() == "c=0.0.0.0") {
    held = phone_sdp();
    held.replace(held.find("c=IN IP4 192.0.2.9"), 18, "c=IN IP4 0.0.0.0");
  }
  EXPECT_EQ(status_of("INVITE", "", held), "200 INVITE");
  EXPECT_THAT(told<SessionHeld>(), SizeIs(1));
  EXPECT_THAT(told<UseAgreement>(), SizeIs(1));
  acknowledge();
  EXPECT_EQ(status_of("INVITE", "", phone_sdp()), "200 INVITE");
  EXPECT_THAT(told<SessionResumed>(), SizeIs(1));
}

INSTANTIATE_TEST_SUITE_P(Forms, Hold, testing::Values("sendonly", "inactive", "c=0.0.0.0"));

TEST_F(InDialogTest, ARefusedReinviteLeavesTheCallAsItWas) {
  EXPECT_EQ(status_of("INVITE", "",
                      "v=0\r\no=p 1 2 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
                      "m=audio 7000 RTP/AVP 99\r\na=rtpmap:99 X-SECRET/8000\r\n"),
            "488 INVITE");
  EXPECT_THAT(told<SessionEnded>(), IsEmpty());
  EXPECT_THAT(told<UseAgreement>(), IsEmpty());
  EXPECT_EQ(status_of("INVITE", "", phone_sdp()), "200 INVITE");
}

TEST_F(InDialogTest, AReinviteWithoutOfferGetsOurs) {
  EXPECT_EQ(status_of("INVITE"), "200 INVITE");
  EXPECT_THAT(response_sent("200").body, HasSubstr("m=audio"));
  phone_sends_numbered(number_, "ACK", "", phone_sdp("a=inactive\r\n"));
  EXPECT_THAT(told<SessionHeld>(), SizeIs(1));
}

TEST_F(InDialogTest, ASecondReinviteBeforeTheFirstIsAnsweredComesLater) {
  door_.media_works = false;
  EXPECT_EQ(status_of("INVITE", "", phone_sdp("a=inactive\r\n")), "nothing");
  EXPECT_EQ(status_of("INVITE", "", phone_sdp()), "500 INVITE");
  EXPECT_TRUE(response_sent("500").headers.first(HeaderId::retry_after));
  EXPECT_EQ(status_of("UPDATE", "", phone_sdp()), "500 UPDATE");
}

TEST_F(InDialogTest, ACancelledReinviteLeavesTheCallAsItWas) {
  door_.media_works = false;
  phone_sends("INVITE", "", phone_sdp("a=inactive\r\n"));
  phone_sends_numbered(number_, "CANCEL");
  EXPECT_THAT(lines(), ElementsAre("200 CANCEL", "487 INVITE"));
  EXPECT_THAT(told<SessionEnded>(), IsEmpty());
  door_.media_works = true;
  EXPECT_EQ(status_of("INVITE", "", phone_sdp("a=inactive\r\n")), "200 INVITE");
}

TEST_F(InDialogTest, AnUpdateChangesMedia) {
  EXPECT_EQ(status_of("UPDATE", "", phone_sdp("a=sendonly\r\n")), "200 UPDATE");
  EXPECT_THAT(response_sent("200").body, HasSubstr("a=recvonly"));
  EXPECT_THAT(told<SessionHeld>(), SizeIs(1));
}

TEST_F(InDialogTest, AnUpdateWithoutOfferRefreshesTheSession) {
  EXPECT_EQ(status_of("UPDATE", "Supported: timer\nSession-Expires: 600;refresher=uac\n"),
            "200 UPDATE");
  EXPECT_EQ(response_sent("200").headers.first(HeaderId::session_expires), "600;refresher=uac");
  EXPECT_EQ(response_sent("200").body, "");
}

TEST_F(InDialogTest, TheirChangeDuringOursMeetsA491) {
  user(session_, Renegotiate{media_at("192.0.2.1", 6000), {.srtp = sdp::SrtpPolicy::off}});
  EXPECT_THAT(lines(), ElementsAre("INVITE 1"));
  EXPECT_EQ(status_of("INVITE", "", phone_sdp()), "491 INVITE");
  EXPECT_EQ(status_of("UPDATE", "", phone_sdp()), "491 UPDATE");
}

// RFC 3261 section 14.1: whoever did not make the Call-ID waits for 0 to 2 s.
TEST_F(InDialogTest, OurChangeThatMetTheirsIsTriedAgain) {
  user(session_, Renegotiate{media_at("192.0.2.1", 6000), {.srtp = sdp::SrtpPolicy::off}});
  answer("INVITE", 491);
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "ACK 1"));
  wait(2s);
  EXPECT_EQ(lines().front(), "INVITE 2");
  answer("INVITE", 200, "", phone_sdp());
  EXPECT_THAT(lines(), ElementsAre("ACK 2"));
  EXPECT_THAT(told<RenegotiationFailed>(), IsEmpty());
}

TEST_F(InDialogTest, OurChangeThatIsRefusedLeavesTheCallAsItWas) {
  user(session_, Renegotiate{media_at("192.0.2.1", 6000), {.srtp = sdp::SrtpPolicy::off}});
  answer("INVITE", 488);
  EXPECT_THAT(told<RenegotiationFailed>(), ElementsAre(RenegotiationFailed{488}));
  EXPECT_THAT(told<SessionEnded>(), IsEmpty());
  EXPECT_EQ(status_of("INVITE", "", phone_sdp()), "200 INVITE");
}

TEST_F(InDialogTest, KeysComeByInfo) {
  EXPECT_EQ(status_of("INFO", "", "Signal=0\r\nDuration=160\r\n", "application/dtmf-relay"),
            "200 INFO");
  EXPECT_EQ(status_of("INFO", "", "5", "application/dtmf"), "200 INFO");
  EXPECT_THAT(told<KeyReported>(),
              ElementsAre(KeyReported{{dtmf::key_zero, 160ms}},
                          KeyReported{{*dtmf::Key::from_character('5'), 0ms}}));
}

// UNL-6: a recorded INFO that somebody sends once more, in a transaction of its own.
TEST_F(InDialogTest, AReplayedKeyIsNoKey) {
  phone_sends("INFO", "", "Signal=0", "application/dtmf-relay");
  phone_sends_numbered(number_, "INFO", "", "Signal=0", "application/dtmf-relay");
  EXPECT_THAT(lines(), ElementsAre("200 INFO", "500 INFO"));
  EXPECT_THAT(told<KeyReported>(), SizeIs(1));
}

TEST_F(InDialogTest, AnswersEachOtherInfo) {
  EXPECT_EQ(status_of("INFO"), "200 INFO");
  EXPECT_EQ(
      status_of("INFO", "", std::string{"<picture_fast_update/>"}, "application/media_control+xml"),
      "200 INFO");
  EXPECT_THAT(told<KeyFrameWanted>(), SizeIs(1));
  EXPECT_EQ(status_of("INFO", "", "x", "text/plain"), "415 INFO");
  EXPECT_EQ(status_of("INFO", "Info-Package: g.3gpp\n", "x", "text/plain"), "469 INFO");
}

TEST_F(InDialogTest, OtherMethodsGetTheirAnswers) {
  EXPECT_EQ(status_of("OPTIONS"), "200 OPTIONS");
  EXPECT_TRUE(response_sent("200").headers.first(HeaderId::allow));
  EXPECT_EQ(status_of("REFER", "Refer-To: <sip:203@example.com>\n"), "405 REFER");
  EXPECT_EQ(status_of("MESSAGE", "", "hello", "text/plain"), "405 MESSAGE");
  EXPECT_EQ(status_of("NEWMETHOD"), "501 NEWMETHOD");
  EXPECT_EQ(status_of("PRACK", "RAck: 1 1 INVITE\n"), "481 PRACK");
  EXPECT_EQ(status_of("OPTIONS", "Require: nothing\n"), "420 OPTIONS");
  EXPECT_EQ(response_sent("420").headers.first(HeaderId::unsupported), "nothing");
  EXPECT_THAT(told<SessionEnded>(), IsEmpty());
}

TEST_F(InDialogTest, ARequestThatWasOvertakenGetsA500) {
  phone_sends("OPTIONS");
  phone_sends_numbered(number_ - 1, "OPTIONS");
  EXPECT_THAT(lines(), ElementsAre("200 OPTIONS", "500 OPTIONS"));
}

TEST_F(InDialogTest, AProbeIsHeardWhateverItsAnswer) {
  user(session_, Probe{});
  EXPECT_THAT(lines(), ElementsAre("OPTIONS 1"));
  answer("OPTIONS", 405);
  EXPECT_THAT(told<SessionHeard>(), SizeIs(1));
  EXPECT_THAT(told<SessionEnded>(), IsEmpty());
}

TEST_F(InDialogTest, AProbeThatFindsNoDialogEndsTheCall) {
  user(session_, Probe{});
  answer("OPTIONS", 481);
  EXPECT_THAT(lines(), ElementsAre("OPTIONS 1", "BYE 2"));
  const auto end = told<SessionEnded>();
  ASSERT_THAT(end, SizeIs(1));
  EXPECT_EQ(end.front().why, EndCause::vanished);
}

TEST_F(InDialogTest, AProbeWithoutAnswerEndsTheCall) {
  user(session_, Probe{});
  wait(33s);
  EXPECT_THAT(told<SessionEnded>(), SizeIs(1));
  wait(33s);
  EXPECT_EQ(door_.agent().size(), 0U);
}

TEST_F(InDialogTest, BothMayHangUpAtTheSameTime) {
  user(session_, HangUp{});
  phone_sends("BYE");
  EXPECT_THAT(lines(), ElementsAre("BYE 1", "200 BYE"));
  answer("BYE", 481);
  EXPECT_THAT(told<SessionEnded>(), SizeIs(1));
  EXPECT_EQ(door_.agent().size(), 0U);
}

// Found by fuzzing: a phone that answered our re-INVITE with a 100 and then nothing more kept its
// session, and the transaction, for ever after we had hung up.
TEST_F(InDialogTest, AReinviteWithoutAFinalAnswerKeepsNoSession) {
  user(session_, Renegotiate{media_at("192.0.2.1", 6000), {.srtp = sdp::SrtpPolicy::off}});
  answer("INVITE", 100);
  user(session_, HangUp{});
  EXPECT_THAT(lines(), ElementsAre("INVITE 1", "BYE 2"));
  answer("BYE", 200);
  EXPECT_EQ(door_.agent().size(), 0U);
  wait(33s);
  EXPECT_EQ(door_.transactions().size(), 0U);
}

TEST_F(InDialogTest, AByeThatIsChallengedIsSentAgain) {
  user(session_, HangUp{});
  answer("BYE", 401, "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\"\n");
  EXPECT_THAT(lines(), ElementsAre("BYE 1", "BYE 2"));
}

class SessionTimerInCall : public WithPhone {};

TEST_F(SessionTimerInCall, IsRefreshedByUpdateWhereTheyAllowIt) {
  talk("Allow: INVITE, ACK, BYE, UPDATE\nSession-Expires: 600;refresher=uas\nSupported: timer\n");
  wait(300s);
  EXPECT_THAT(lines(), ElementsAre("UPDATE 1"));
  EXPECT_EQ(request_sent("UPDATE").headers.first(HeaderId::session_expires), "600;refresher=uac");
  answer("UPDATE", 200, "Session-Expires: 600;refresher=uac\n");
  wait(300s);
  EXPECT_THAT(lines(), ElementsAre("UPDATE 2"));
}

TEST_F(SessionTimerInCall, IsRefreshedByReinviteOtherwise) {
  talk("Session-Expires: 600;refresher=uas\nSupported: timer\n");
  wait(300s);
  EXPECT_THAT(lines(), ElementsAre("INVITE 1"));
  answer("INVITE", 200, "Session-Expires: 600;refresher=uac\n", phone_sdp());
  EXPECT_THAT(lines(), ElementsAre("ACK 1"));
  EXPECT_THAT(told<UseAgreement>(), IsEmpty());
}

TEST_F(SessionTimerInCall, EndsACallThatTheyDoNotRefresh) {
  talk_to_phone("Session-Expires: 600;refresher=uas\nRequire: timer\n");
  wait(568s);
  EXPECT_THAT(lines(), ElementsAre("BYE 2"));
  const auto end = told<SessionEnded>();
  ASSERT_THAT(end, SizeIs(1));
  EXPECT_EQ(end.front().why, EndCause::vanished);
}

}  // namespace
}  // namespace portero::sip
