#include "core/sip/client_transaction.hpp"

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
const Response trying = response_for_test(invite, 100);
const Response ringing = response_for_test(invite, 180);
const Response ok = response_for_test(invite, 200);
const Response busy = response_for_test(invite, 486);

// The times, from the start on, at which a transaction sends until it falls silent.
template <class Transaction>
std::vector<std::chrono::milliseconds> transmissions(Transaction& transaction, TimePoint from) {
  std::vector<std::chrono::milliseconds> times;
  while (const auto deadline = transaction.next_deadline())
    for (const ClientAction& action : transaction.time_passed(*deadline))
      if (std::holds_alternative<Transmit>(action))
        times.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(*deadline - from));
  return times;
}

class InviteTest : public testing::Test {
 protected:
  InviteTest() { EXPECT_THAT(udp_.start(start), ElementsAre(Transmit{invite})); }

  InviteClientTransaction udp_{invite, Reliability::unreliable};
  InviteClientTransaction tcp_{invite, Reliability::reliable};
};

TEST_F(InviteTest, IsRepeatedOverUdpAtDoublingPausesUntilItGivesUp) {
  EXPECT_THAT(transmissions(udp_, start),
              ElementsAre(500ms, 1500ms, 3500ms, 7500ms, 15500ms, 31500ms));
  EXPECT_TRUE(udp_.terminated());
}

TEST_F(InviteTest, GivesUpAfter32Seconds) {
  EXPECT_THAT(udp_.time_passed(start + 32s), ElementsAre(Failed{TransactionFailure::timed_out}));
}

TEST_F(InviteTest, IsSentOnceOverTcpAndGivesUpAsLate) {
  EXPECT_THAT(tcp_.start(start), ElementsAre(Transmit{invite}));
  EXPECT_EQ(tcp_.next_deadline(), start + 32s);
  EXPECT_THAT(tcp_.time_passed(start + 32s), ElementsAre(Failed{TransactionFailure::timed_out}));
}

TEST_F(InviteTest, IsNotRepeatedNorGivenUpOnceTheFarSideWorksOnIt) {
  EXPECT_THAT(udp_.receive(trying, start + 100ms), ElementsAre(Answered{trying}));
  EXPECT_EQ(udp_.next_deadline(), std::nullopt);
  EXPECT_THAT(udp_.time_passed(start + 170s), IsEmpty());
  EXPECT_THAT(udp_.receive(ringing, start + 171s), ElementsAre(Answered{ringing}));
}

TEST_F(InviteTest, ARefusalIsAcknowledgedByTheTransactionEachTimeItComes) {
  const Request ack = ack_of_refusal(invite, busy);
  EXPECT_THAT(udp_.receive(busy, start + 1s), ElementsAre(Transmit{ack}, Answered{busy}));
  EXPECT_THAT(udp_.receive(busy, start + 2s), ElementsAre(Transmit{ack}));
  EXPECT_THAT(udp_.time_passed(start + 33s), IsEmpty());
  EXPECT_TRUE(udp_.terminated());
}

TEST_F(InviteTest, ARefusalOverTcpEndsItAtOnce) {
  EXPECT_THAT(tcp_.start(start), ElementsAre(Transmit{invite}));
  EXPECT_THAT(tcp_.receive(busy, start + 1s),
              ElementsAre(Transmit{ack_of_refusal(invite, busy)}, Answered{busy}));
  EXPECT_TRUE(tcp_.terminated());
}

// RFC 6026: without the Accepted state a 2xx that was repeated, because its ACK got lost, met no
// transaction, was never acknowledged, and the phone hung up after 32 s of talking.
TEST_F(InviteTest, ARepeated2xxGoesUpForItsAck) {
  EXPECT_THAT(udp_.receive(ok, start + 1s), ElementsAre(Answered{ok}));
  EXPECT_THAT(udp_.receive(ok, start + 2s), ElementsAre(Answered{ok}));
  EXPECT_THAT(udp_.receive(busy, start + 2s), IsEmpty());
  EXPECT_THAT(udp_.time_passed(start + 33s), IsEmpty());
  EXPECT_TRUE(udp_.terminated());
}

TEST_F(InviteTest, A2xxAfterARefusalIsIgnored) {
  EXPECT_EQ(udp_.receive(busy, start + 1s).size(), 2U);
  EXPECT_THAT(udp_.receive(ok, start + 2s), IsEmpty());
}

TEST_F(InviteTest, TellsTheLossOfItsTransportOnlyWhileItMatters) {
  EXPECT_THAT(udp_.transport_failed(), ElementsAre(Failed{TransactionFailure::transport_failed}));
  EXPECT_THAT(tcp_.start(start), ElementsAre(Transmit{invite}));
  EXPECT_THAT(tcp_.receive(ok, start + 1s), ElementsAre(Answered{ok}));
  EXPECT_THAT(tcp_.transport_failed(), IsEmpty());
}

TEST(AckOfRefusal, GoesTheWayOfItsInviteWithTheTagOfTheAnswer) {
  EXPECT_EQ(to_string(ack_of_refusal(invite, busy)),
            "ACK sip:201@example.com SIP/2.0\r\n"
            "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKinvite1;rport\r\n"
            "Route: <sip:proxy.example.com;lr>\r\n"
            "Max-Forwards: 70\r\n"
            "From: <sip:door@example.com>;tag=door\r\n"
            "To: <sip:201@example.com>;tag=phone\r\n"
            "Call-ID: call-1\r\n"
            "CSeq: 7 ACK\r\n"
            "Content-Length: 0\r\n\r\n");
}

const Request options = options_for_test();
const Response options_trying = response_for_test(options, 100);
const Response options_ok = response_for_test(options, 200);

class RequestTest : public testing::Test {
 protected:
  RequestTest() { EXPECT_THAT(udp_.start(start), ElementsAre(Transmit{options})); }

  ClientTransaction udp_{options, Reliability::unreliable};
};

TEST_F(RequestTest, IsRepeatedAtPausesOfUpToFourSeconds) {
  EXPECT_THAT(transmissions(udp_, start), ElementsAre(500ms, 1500ms, 3500ms, 7500ms, 11500ms,
                                                      15500ms, 19500ms, 23500ms, 27500ms, 31500ms));
}

TEST_F(RequestTest, IsRepeatedEveryFourSecondsOnceTheFarSideWorksOnIt) {
  EXPECT_THAT(udp_.receive(options_trying, start + 100ms), ElementsAre(Answered{options_trying}));
  EXPECT_THAT(transmissions(udp_, start),
              ElementsAre(500ms, 4500ms, 8500ms, 12500ms, 16500ms, 20500ms, 24500ms, 28500ms));
}

TEST_F(RequestTest, GivesUpAfter32Seconds) {
  EXPECT_THAT(udp_.time_passed(start + 32s), ElementsAre(Failed{TransactionFailure::timed_out}));
}

TEST_F(RequestTest, ASecondAnswerIsARepetition) {
  EXPECT_THAT(udp_.receive(options_ok, start + 1s), ElementsAre(Answered{options_ok}));
  EXPECT_THAT(udp_.receive(options_ok, start + 2s), IsEmpty());
  EXPECT_THAT(udp_.time_passed(start + 1s + timer::t4), IsEmpty());
  EXPECT_TRUE(udp_.terminated());
}

TEST_F(RequestTest, OverTcpTheAnswerEndsIt) {
  ClientTransaction tcp{options, Reliability::reliable};
  EXPECT_THAT(tcp.start(start), ElementsAre(Transmit{options}));
  EXPECT_THAT(tcp.receive(options_ok, start + 1s), ElementsAre(Answered{options_ok}));
  EXPECT_TRUE(tcp.terminated());
}

TEST_F(RequestTest, TellsTheLossOfItsTransport) {
  EXPECT_THAT(udp_.transport_failed(), ElementsAre(Failed{TransactionFailure::transport_failed}));
  EXPECT_THAT(udp_.time_passed(start + 60s), IsEmpty());
}

// The machine slept for a minute with a request under way: what was due in the meantime must not
// go out in a burst.
TEST_F(RequestTest, SendsOnceHoweverLateItIsAsked) {
  EXPECT_THAT(udp_.time_passed(start + 20s), ElementsAre(Transmit{options}));
  EXPECT_THAT(udp_.time_passed(start + 20s), IsEmpty());
}

}  // namespace
}  // namespace portero::sip
