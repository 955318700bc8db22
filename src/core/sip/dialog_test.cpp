#include "core/sip/dialog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/message_for_test.hpp"

namespace portero::sip {
namespace {

Response answer_of_201(std::string_view more = "Contact: <sip:201@192.0.2.9:5062>\n") {
  return std::get<Response>(
      message_for_test("SIP/2.0 200 OK\n"
                       "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKinvite1\n"
                       "From: <sip:door@example.com>;tag=door\n"
                       "To: \"Reception\" <sip:201@example.com>;tag=phone\n"
                       "Call-ID: call-1\n"
                       "CSeq: 7 INVITE\n" +
                       std::string{more} + "\n"));
}

Request invite_from_201(std::string_view more = "") {
  return request_for_test(
      "INVITE sip:door@192.0.2.1 SIP/2.0\n"
      "Via: SIP/2.0/UDP 192.0.2.9:5062;branch=z9hG4bKtheirs\n"
      "From: <sip:201@example.com>;tag=phone\n"
      "To: <sip:door@example.com>\n"
      "Call-ID: call-2\n"
      "CSeq: 100 INVITE\n"
      "Contact: <sip:201@192.0.2.9:5062>\n" +
      std::string{more} + "\n");
}

std::string text(const Directed& directed) { return to_string(directed.request); }

TEST(Dialog, OfACallerSendsToTheContactOfTheAnswer) {
  auto dialog = Dialog::as_caller(invite_for_test(), answer_of_201()).value();
  EXPECT_EQ(dialog.id(), (DialogId{"call-1", "door", "phone"}));
  EXPECT_EQ(text(dialog.request(MethodId::bye)),
            "BYE sip:201@192.0.2.9:5062 SIP/2.0\r\n"
            "Max-Forwards: 70\r\n"
            "From: <sip:door@example.com>;tag=door\r\n"
            "To: \"Reception\" <sip:201@example.com>;tag=phone\r\n"
            "Call-ID: call-1\r\n"
            "CSeq: 8 BYE\r\n"
            "Content-Length: 0\r\n\r\n");
  EXPECT_EQ(to_string(dialog.request(MethodId::bye).next_hop), "sip:201@192.0.2.9:5062");
}

TEST(Dialog, AcknowledgesWithTheNumberOfTheInvite) {
  auto dialog = Dialog::as_caller(invite_for_test(), answer_of_201()).value();
  EXPECT_EQ(dialog.ack(7).request.headers.first(HeaderId::cseq), "7 ACK");
  EXPECT_EQ(dialog.request(MethodId::info).request.headers.first(HeaderId::cseq), "8 INFO");
  EXPECT_EQ(dialog.request(MethodId::bye).request.headers.first(HeaderId::cseq), "9 BYE");
}

TEST(Dialog, OfACallerFollowsTheRecordedRouteBackwards) {
  auto dialog =
      Dialog::as_caller(invite_for_test(), answer_of_201("Contact: <sip:201@192.0.2.9>\n"
                                                         "Record-Route: <sip:far.example;lr>\n"
                                                         "Record-Route: <sip:near.example;lr>\n"))
          .value();
  const Directed bye = dialog.request(MethodId::bye);
  EXPECT_THAT(bye.request.headers.all(HeaderId::route),
              testing::ElementsAre("<sip:near.example;lr>", "<sip:far.example;lr>"));
  EXPECT_EQ(to_string(bye.request.uri), "sip:201@192.0.2.9");
  EXPECT_EQ(to_string(bye.next_hop), "sip:near.example;lr");
}

TEST(Dialog, OfACalleeFollowsTheRecordedRouteForwards) {
  auto dialog = Dialog::as_callee(invite_from_201("Record-Route: <sip:near.example;lr>, "
                                                  "<sip:far.example;lr>\n"),
                                  "door")
                    .value();
  EXPECT_EQ(dialog.id(), (DialogId{"call-2", "door", "phone"}));
  const Directed bye = dialog.request(MethodId::bye);
  EXPECT_THAT(bye.request.headers.all(HeaderId::route),
              testing::ElementsAre("<sip:near.example;lr>", "<sip:far.example;lr>"));
  EXPECT_EQ(bye.request.headers.first(HeaderId::from), "<sip:door@example.com>;tag=door");
  EXPECT_EQ(bye.request.headers.first(HeaderId::to), "<sip:201@example.com>;tag=phone");
}

// RFC 3261 section 12.2.1.1: a strict router wants to be the Request-URI, and finds the target as
// the last Route.
TEST(Dialog, PutsAStrictRouterIntoTheRequestUri) {
  auto dialog = Dialog::as_callee(invite_from_201("Record-Route: <sip:strict.example;method=X>, "
                                                  "<sip:far.example;lr>\n"),
                                  "door")
                    .value();
  const Directed bye = dialog.request(MethodId::bye);
  EXPECT_EQ(to_string(bye.request.uri), "sip:strict.example");
  EXPECT_THAT(bye.request.headers.all(HeaderId::route),
              testing::ElementsAre("<sip:far.example;lr>", "<sip:201@192.0.2.9:5062>"));
  EXPECT_EQ(bye.next_hop.host, "strict.example");
}

TEST(Dialog, LearnsRouteAndTargetAgainFromTheFinalAnswer) {
  auto dialog =
      Dialog::as_caller(invite_for_test(), answer_of_201("Contact: <sip:early@192.0.2.9>\n"
                                                         "Record-Route: <sip:early.example;lr>\n"))
          .value();
  EXPECT_FALSE(dialog.confirmed());
  dialog.confirm(
      answer_of_201("Contact: <sip:late@192.0.2.9>\n"
                    "Record-Route: <sip:late.example;lr>\n"));
  EXPECT_TRUE(dialog.confirmed());
  const Directed ack = dialog.ack(7);
  EXPECT_EQ(to_string(ack.request.uri), "sip:late@192.0.2.9");
  EXPECT_EQ(ack.next_hop.host, "late.example");
}

TEST(Dialog, FollowsItsPeerToAnotherAddress) {
  auto dialog = Dialog::as_callee(invite_from_201(), "door").value();
  Headers headers;
  headers.append(HeaderId::contact, "<sip:201@198.51.100.7>");
  dialog.refresh_target(headers);
  EXPECT_EQ(to_string(dialog.remote_target()), "sip:201@198.51.100.7");
  dialog.refresh_target(Headers{});
  EXPECT_EQ(to_string(dialog.remote_target()), "sip:201@198.51.100.7");
}

TEST(Dialog, TakesRequestsOnlyInTheirOrder) {
  auto dialog = Dialog::as_callee(invite_from_201(), "door").value();
  EXPECT_FALSE(dialog.take_in_order(99));
  EXPECT_TRUE(dialog.take_in_order(101));
  EXPECT_FALSE(dialog.take_in_order(101));
  EXPECT_TRUE(dialog.take_in_order(200));
}

TEST(Dialog, OfACallerTakesAnyFirstNumber) {
  auto dialog = Dialog::as_caller(invite_for_test(), answer_of_201()).value();
  EXPECT_TRUE(dialog.take_in_order(1));
}

TEST(Dialog, WithoutAContactInTheAnswerStaysWhereTheInviteWent) {
  const auto dialog = Dialog::as_caller(invite_for_test(), answer_of_201("")).value();
  EXPECT_EQ(to_string(dialog.remote_target()), "sip:201@example.com");
  const auto odd = Dialog::as_caller(invite_for_test(), answer_of_201("Contact: <tel:+1>\n"));
  EXPECT_EQ(to_string(odd->remote_target()), "sip:201@example.com");
}

TEST(Dialog, CannotBeMadeOfAnInviteWithoutContact) {
  Request invite = invite_from_201();
  invite.headers.remove(HeaderId::contact);
  EXPECT_EQ(Dialog::as_callee(invite, "door").error(), (HeaderError{HeaderId::contact, "missing"}));
}

TEST(DialogIdOf, IsTheOneThatTheReceiverKnows) {
  const Request invite = invite_from_201();
  EXPECT_EQ(dialog_id_of(invite.headers), std::nullopt);
  Headers headers = invite.headers;
  set_to_tag(headers, "door");
  EXPECT_EQ(dialog_id_of(headers), (DialogId{"call-2", "door", "phone"}));
}

}  // namespace
}  // namespace portero::sip
