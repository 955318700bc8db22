#include "core/sip/server_transaction.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/message_for_test.hpp"

namespace portero::sip {
namespace {

using namespace std::chrono_literals;
using base::TimePoint;
using testing::ElementsAre;
using testing::IsEmpty;

const TimePoint start{10s};
const Request invite = invite_for_test();
const Response trying = response_to(invite, 100);
const Response ringing = response_for_test(invite, 180, "door");
const Response ok = response_for_test(invite, 200, "door");
const Response busy = response_for_test(invite, 486, "door");

class InviteServerTest : public testing::Test {
 protected:
  InviteServerTransaction udp_{invite, Reliability::unreliable, start};
  InviteServerTransaction tcp_{invite, Reliability::reliable, start};
};

TEST_F(InviteServerTest, IsAnswered100WhenItsUserThinksFor200Milliseconds) {
  EXPECT_EQ(udp_.next_deadline(), start + 200ms);
  EXPECT_THAT(udp_.time_passed(start + 199ms), IsEmpty());
  EXPECT_THAT(udp_.time_passed(start + 200ms), ElementsAre(trying));
  EXPECT_EQ(udp_.next_deadline(), std::nullopt);
}

TEST_F(InviteServerTest, AQuickAnswerNeedsNo100) {
  EXPECT_THAT(udp_.respond(ok, start + 1ms), ElementsAre(ok));
  EXPECT_THAT(udp_.time_passed(start + 200ms), IsEmpty());
}

TEST_F(InviteServerTest, RepetitionsGetTheLatestProvisionalAnswer) {
  EXPECT_THAT(udp_.repeated(), IsEmpty());
  EXPECT_THAT(udp_.respond(ringing, start), ElementsAre(ringing));
  EXPECT_THAT(udp_.repeated(), ElementsAre(ringing));
}

TEST_F(InviteServerTest, ARefusalIsRepeatedUntilItIsAcknowledged) {
  EXPECT_THAT(udp_.respond(busy, start), ElementsAre(busy));
  EXPECT_THAT(udp_.time_passed(start + 500ms), ElementsAre(busy));
  EXPECT_THAT(udp_.time_passed(start + 1400ms), IsEmpty());
  EXPECT_THAT(udp_.time_passed(start + 1500ms), ElementsAre(busy));
  EXPECT_THAT(udp_.repeated(), ElementsAre(busy));
  EXPECT_TRUE(udp_.acknowledged(start + 1600ms));
  EXPECT_TRUE(udp_.acknowledged(start + 1700ms));
  EXPECT_THAT(udp_.time_passed(start + 4s), IsEmpty());
  EXPECT_FALSE(udp_.terminated());
  EXPECT_THAT(udp_.time_passed(start + 1600ms + timer::t4), IsEmpty());
  EXPECT_TRUE(udp_.terminated());
}

TEST_F(InviteServerTest, ARefusalThatIsNeverAcknowledgedIsToldAfter32Seconds) {
  EXPECT_THAT(udp_.respond(busy, start), ElementsAre(busy));
  EXPECT_THAT(udp_.time_passed(start + 32s), ElementsAre(NeverAcknowledged{}));
  EXPECT_TRUE(udp_.terminated());
}

TEST_F(InviteServerTest, ARefusalOverTcpIsNotRepeated) {
  EXPECT_THAT(tcp_.respond(busy, start), ElementsAre(busy));
  EXPECT_THAT(tcp_.time_passed(start + 31s), IsEmpty());
  EXPECT_TRUE(tcp_.acknowledged(start + 31s));
  EXPECT_TRUE(tcp_.terminated());
}

// RFC 6026: the INVITE repeated after our 200 must neither ring again nor get a second answer; the
// user repeats the 200 until the ACK comes.
TEST_F(InviteServerTest, After2xxRepetitionsAreAbsorbedAndOnlyTheUserRepeats) {
  EXPECT_THAT(udp_.respond(ok, start), ElementsAre(ok));
  EXPECT_FALSE(udp_.acknowledged(start + 100ms));
  EXPECT_THAT(udp_.repeated(), IsEmpty());
  EXPECT_THAT(udp_.respond(ok, start + 500ms), ElementsAre(ok));
  EXPECT_THAT(udp_.respond(busy, start + 600ms), IsEmpty());
  EXPECT_THAT(udp_.time_passed(start + 32s), IsEmpty());
  EXPECT_TRUE(udp_.terminated());
}

TEST_F(InviteServerTest, OneFinalAnswerIsTheLast) {
  EXPECT_THAT(udp_.respond(busy, start), ElementsAre(busy));
  EXPECT_THAT(udp_.respond(ok, start), IsEmpty());
  EXPECT_THAT(udp_.respond(ringing, start), IsEmpty());
}

const Request options = options_for_test();
const Response options_ok = response_for_test(options, 200, "door");

TEST(ServerTransaction, RepetitionsGetTheAnswerAgainFor32Seconds) {
  ServerTransaction udp{options, Reliability::unreliable};
  EXPECT_THAT(udp.repeated(), IsEmpty());
  EXPECT_THAT(udp.respond(options_ok, start), ElementsAre(options_ok));
  EXPECT_THAT(udp.repeated(), ElementsAre(options_ok));
  EXPECT_EQ(udp.next_deadline(), start + 32s);
  udp.time_passed(start + 32s);
  EXPECT_TRUE(udp.terminated());
  EXPECT_THAT(udp.repeated(), IsEmpty());
}

TEST(ServerTransaction, OverTcpTheAnswerEndsIt) {
  ServerTransaction tcp{options, Reliability::reliable};
  EXPECT_THAT(tcp.respond(options_ok, start), ElementsAre(options_ok));
  EXPECT_TRUE(tcp.terminated());
}

TEST(ServerTransaction, OneFinalAnswerIsTheLast) {
  ServerTransaction udp{options, Reliability::unreliable};
  EXPECT_THAT(udp.respond(options_ok, start), ElementsAre(options_ok));
  EXPECT_THAT(udp.respond(response_for_test(options, 500), start), IsEmpty());
}

}  // namespace
}  // namespace portero::sip
