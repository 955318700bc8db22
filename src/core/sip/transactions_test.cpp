#include "core/sip/transactions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/fields.hpp"
#include "core/sip/message_for_test.hpp"

namespace portero::sip {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const Hop phone{Transport::udp, *base::parse_endpoint("192.0.2.9:5080"), no_connection};
const Hop proxy{Transport::tcp, *base::parse_endpoint("192.0.2.2:5060"), ConnectionId{3}};

template <class Wanted>
std::vector<Wanted> only(const TransactionActions& actions) {
  std::vector<Wanted> wanted;
  for (const TransactionAction& action : actions)
    if (const auto* found = std::get_if<Wanted>(&action)) wanted.push_back(*found);
  return wanted;
}

std::vector<int> statuses_sent(const TransactionActions& actions) {
  std::vector<int> statuses;
  for (const SendMessage& send : only<SendMessage>(actions))
    if (const auto* response = std::get_if<Response>(&send.message))
      statuses.push_back(response->status);
  return statuses;
}

class TransactionsTest : public testing::Test {
 protected:
  TransactionActions receive(const Message& message, const Hop& from = phone,
                             Source source = Source::anybody) {
    TransactionActions actions;
    transactions_.receive(message, from, source, now_, actions);
    return actions;
  }

  TransactionActions respond(ServerTransactionId id, const Response& response) {
    TransactionActions actions;
    transactions_.respond(id, response, now_, actions);
    return actions;
  }

  TransactionActions wait(base::Duration duration) {
    now_ += duration;
    TransactionActions actions;
    transactions_.time_passed(now_, actions);
    return actions;
  }

  ClientTransactionId start(const Request& request, const Hop& to = phone) {
    TransactionActions actions;
    const ClientTransactionId id = transactions_.start(request, to, now_, actions);
    EXPECT_THAT(actions, ElementsAre(SendMessage{to, request}));
    return id;
  }

  ServerTransactionId arrive(const Request& request, const Hop& from = phone) {
    return only<RequestArrived>(receive(request, from)).at(0).transaction;
  }

  base::TimePoint now_{10s};
  Transactions transactions_;
};

Request with_method(const Request& request, MethodId method) {
  Request changed = request;
  changed.method = method;
  const auto number = cseq(request.headers)->number;
  changed.headers.set(HeaderId::cseq, to_string(CSeq{number, method}));
  return changed;
}

TEST_F(TransactionsTest, AnAnswerFindsItsRequest) {
  const Request options = options_for_test();
  const ClientTransactionId id = start(options);
  const Response ok = response_for_test(options, 200);
  EXPECT_THAT(receive(ok), ElementsAre(ResponseArrived{id, ok}));
  EXPECT_THAT(receive(ok), IsEmpty());
  wait(timer::t4);
  EXPECT_EQ(transactions_.size(), 0U);
}

TEST_F(TransactionsTest, AnAnswerThatNobodyWaitsForIsDropped) {
  EXPECT_THAT(receive(response_for_test(options_for_test(), 200)), IsEmpty());
}

TEST_F(TransactionsTest, TheAnswerToACancelIsNotTheInvites) {
  const Request invite = invite_for_test();
  const ClientTransactionId invited = start(invite);
  const Request cancel = with_method(invite, MethodId::cancel);
  const ClientTransactionId cancelled = start(cancel);
  const Response ok = response_for_test(cancel, 200);
  EXPECT_THAT(receive(ok), ElementsAre(ResponseArrived{cancelled, ok}));
  const Response terminated = response_for_test(invite, 487);
  EXPECT_THAT(only<ResponseArrived>(receive(terminated)),
              ElementsAre(ResponseArrived{invited, terminated}));
}

TEST_F(TransactionsTest, ACancelMayGoOutOnceTheFarSideWorksOnTheInvite) {
  const Request invite = invite_for_test();
  const ClientTransactionId id = start(invite);
  EXPECT_FALSE(transactions_.proceeding(id));
  receive(response_for_test(invite, 180));
  EXPECT_TRUE(transactions_.proceeding(id));
}

TEST_F(TransactionsTest, ARequestArrivesOnceStampedWithItsSource) {
  const TransactionActions actions = receive(options_for_test());
  ASSERT_EQ(actions.size(), 1U);
  const auto& arrived = std::get<RequestArrived>(actions[0]);
  EXPECT_EQ(arrived.from, phone);
  EXPECT_EQ(top_via(arrived.request.headers)->parameters.value("received"), std::nullopt);
  EXPECT_THAT(receive(options_for_test()), IsEmpty());
  EXPECT_THAT(statuses_sent(respond(arrived.transaction, response_for_test(arrived.request, 200))),
              ElementsAre(200));
  EXPECT_THAT(statuses_sent(receive(options_for_test())), ElementsAre(200));
}

TEST_F(TransactionsTest, WithoutRportTheAnswerGoesToThePortThatTheSenderNames) {
  const auto id = arrive(options_for_test());
  const auto sent = only<SendMessage>(respond(id, response_for_test(options_for_test(), 200)));
  EXPECT_EQ(base::to_string(sent.at(0).to.remote), "192.0.2.9:5060");
}

TEST_F(TransactionsTest, WithRportTheAnswerGoesBackWhereTheRequestCameFrom) {
  const Request invite = invite_for_test();
  const auto id = arrive(invite);
  const auto sent = only<SendMessage>(respond(id, response_for_test(invite, 486)));
  EXPECT_EQ(sent.at(0).to, phone);
}

// Somebody who sends a request with another one's address in `maddr` must not make us a weapon.
TEST_F(TransactionsTest, MaddrAimsNoAnswerAtAnybody) {
  Request options = options_for_test();
  Via via = *top_via(options.headers);
  via.parameters.set("maddr", "198.51.100.1");
  replace_top_via(options.headers, via);
  const auto id = arrive(options);
  const auto sent = only<SendMessage>(respond(id, response_for_test(options, 200)));
  EXPECT_EQ(sent.at(0).to.remote.address, phone.remote.address);
}

TEST_F(TransactionsTest, OverTcpTheAnswerGoesBackOnItsConnection) {
  const auto id = arrive(options_for_test(), proxy);
  const auto sent = only<SendMessage>(respond(id, response_for_test(options_for_test(), 200)));
  EXPECT_EQ(sent.at(0).to, proxy);
  EXPECT_EQ(transactions_.size(), 0U);
}

TEST_F(TransactionsTest, ARefusedInviteIsAcknowledgedHere) {
  const Request invite = invite_for_test();
  const auto id = arrive(invite);
  const Response busy = response_for_test(invite, 486);
  respond(id, busy);
  EXPECT_THAT(receive(ack_of_refusal(invite, busy)), IsEmpty());
  EXPECT_THAT(wait(timer::t4), IsEmpty());
  EXPECT_EQ(transactions_.size(), 0U);
}

TEST_F(TransactionsTest, ARefusalThatNobodyAcknowledgesIsTold) {
  const auto id = arrive(invite_for_test());
  respond(id, response_for_test(invite_for_test(), 486));
  TransactionActions actions;
  while (transactions_.next_deadline()) actions = wait(*transactions_.next_deadline() - now_);
  EXPECT_THAT(actions, ElementsAre(RefusalUnacknowledged{id}));
  EXPECT_EQ(transactions_.size(), 0U);
}

TEST_F(TransactionsTest, TheAckOfA2xxIsItsDialogs) {
  const Request invite = invite_for_test();
  const auto id = arrive(invite);
  respond(id, response_for_test(invite, 200));
  Request ack = with_method(invite, MethodId::ack);
  Via via = *top_via(ack.headers);
  via.parameters.set("branch", "z9hG4bKack");
  replace_top_via(ack.headers, via);
  EXPECT_EQ(only<AckArrived>(receive(ack)).size(), 1U);
}

TEST_F(TransactionsTest, ACancelIsAnsweredAndToldWhileItCanChangeSomething) {
  const Request invite = invite_for_test();
  const auto id = arrive(invite);
  const TransactionActions cancelled = receive(with_method(invite, MethodId::cancel));
  EXPECT_THAT(statuses_sent(cancelled), ElementsAre(200));
  EXPECT_EQ(only<InviteCancelled>(cancelled).at(0).invite, id);

  respond(id, response_for_test(invite, 200));
  const TransactionActions late = receive(with_method(invite, MethodId::cancel));
  EXPECT_THAT(statuses_sent(late), ElementsAre(200));
  EXPECT_THAT(only<InviteCancelled>(late), IsEmpty());
}

// SIPp takes the tag of the answer that came last for the dialog's: its BYE after a CANCEL that
// came too late named a dialog that did not exist.
TEST_F(TransactionsTest, TheAnswersToACancelAndItsInviteHaveTheSameTag) {
  const Request invite = invite_for_test();
  Response ok = response_for_test(invite, 200);
  ok.headers.set(HeaderId::to, "<sip:door@example.com>;tag=ours");
  respond(arrive(invite), ok);
  const auto sent = only<SendMessage>(receive(with_method(invite, MethodId::cancel)));
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(to(std::get<Response>(sent[0].message).headers)->tag(), "ours");
}

TEST_F(TransactionsTest, ACancelOfNothingIsRefused) {
  EXPECT_THAT(statuses_sent(receive(with_method(invite_for_test(), MethodId::cancel))),
              ElementsAre(481));
}

// A peer of RFC 2543 has no branch that names a transaction: the headers do.
TEST_F(TransactionsTest, AnOldPeersRepetitionsAndAckFindTheirInvite) {
  Request invite = invite_for_test();
  Via via = *top_via(invite.headers);
  via.parameters.set("branch", "1");
  replace_top_via(invite.headers, via);
  const auto id = arrive(invite);
  EXPECT_THAT(only<RequestArrived>(receive(invite)), IsEmpty());
  const Response busy = response_for_test(invite, 486);
  respond(id, busy);
  EXPECT_THAT(receive(ack_of_refusal(invite, busy)), IsEmpty());
}

// One 7-byte cookie without anything behind it once matched every such request to the first one.
TEST_F(TransactionsTest, ABranchThatIsOnlyTheCookieNamesNothing) {
  Request one = options_for_test();
  Via via = *top_via(one.headers);
  via.parameters.set("branch", "z9hG4bK");
  replace_top_via(one.headers, via);
  Request other = one;
  other.headers.set(HeaderId::call_id, "another-call");
  arrive(one);
  EXPECT_EQ(only<RequestArrived>(receive(other)).size(), 1U);
}

Request numbered_options(std::size_t number) {
  Request options = options_for_test();
  Via via = *top_via(options.headers);
  via.parameters.set("branch", "z9hG4bK" + std::to_string(number));
  replace_top_via(options.headers, via);
  return options;
}

TEST_F(TransactionsTest, ASourceWithTooManyOpenRequestsIsToldToComeBackLater) {
  for (std::size_t i = 0; i < max_transactions_per_source; ++i) arrive(numbered_options(i));
  const TransactionActions refused = receive(numbered_options(max_transactions_per_source));
  EXPECT_THAT(statuses_sent(refused), ElementsAre(503));
  EXPECT_THAT(only<RequestArrived>(refused), IsEmpty());
  EXPECT_EQ(transactions_.size(), max_transactions_per_source);

  Hop somebody_else = phone;
  somebody_else.remote = *base::parse_endpoint("192.0.2.10:5060");
  arrive(numbered_options(9999), somebody_else);
}

// The many fill what strangers may have, each within the limit of a source.
Hop stranger(std::size_t number) {
  Hop hop = phone;
  hop.remote.address = base::IpAddress{base::IpAddress::V4{
      198, 51, 100, static_cast<std::uint8_t>(number / max_transactions_per_source + 1)}};
  return hop;
}

// Eight forged addresses with 128 requests a second between them once took all 4,096 places, each
// for 32 s: the PBX's own INVITE and BYE got a 503.
TEST_F(TransactionsTest, StrangersCannotTakeTheRoomOfTheServer) {
  for (std::size_t i = 0; i < max_transactions_before_strangers; ++i)
    arrive(numbered_options(i), stranger(i));
  const TransactionActions refused = receive(numbered_options(8000), stranger(max_transactions));
  EXPECT_THAT(statuses_sent(refused), ElementsAre(503));
  EXPECT_THAT(only<RequestArrived>(refused), IsEmpty());

  const Hop server{Transport::udp, *base::parse_endpoint("192.0.2.2:5060"), no_connection};
  EXPECT_THAT(only<RequestArrived>(receive(invite_for_test(), server, Source::trusted)),
              testing::SizeIs(1));
  const ClientTransactionId own = start(options_for_test(), server);
  const Response ok = response_for_test(options_for_test(), 200);
  EXPECT_THAT(receive(ok, server, Source::trusted), ElementsAre(ResponseArrived{own, ok}));
}

// Who may say that he is the server can be forged, too, where it speaks UDP.
TEST_F(TransactionsTest, TheServerHasItsLimitsAsWell) {
  for (std::size_t i = 0; i < max_transactions; ++i)
    ASSERT_THAT(only<RequestArrived>(receive(numbered_options(i), stranger(i), Source::trusted)),
                testing::SizeIs(1));
  EXPECT_THAT(statuses_sent(receive(numbered_options(max_transactions), stranger(max_transactions),
                                    Source::trusted)),
              ElementsAre(503));
}

TEST_F(TransactionsTest, AFlawOfTheConnectionFailsWhatGoesOverIt) {
  const ClientTransactionId over_it = start(options_for_test(), proxy);
  const Request invite = invite_for_test();
  start(invite, phone);
  TransactionActions actions;
  transactions_.hop_failed(proxy, actions);
  EXPECT_THAT(actions, ElementsAre(RequestFailed{over_it, TransactionFailure::transport_failed}));
  EXPECT_EQ(transactions_.size(), 1U);
}

TEST_F(TransactionsTest, NothingIsLeftOfAThousandCallsAfter40Seconds) {
  for (std::size_t i = 0; i < 1000; ++i) {
    Request invite = invite_for_test();
    Via via = *top_via(invite.headers);
    via.parameters.set("branch", "z9hG4bKcall" + std::to_string(i));
    replace_top_via(invite.headers, via);
    receive(invite);
    for (const auto& arrived : only<RequestArrived>(receive(numbered_options(i))))
      respond(arrived.transaction, response_for_test(arrived.request, 200));
  }
  // The user refuses every INVITE, and nobody acknowledges.
  for (std::uint64_t id = 1; id <= 2000; ++id)
    respond(ServerTransactionId{id}, response_for_test(invite_for_test(), 486));
  for (int second = 0; second < 40; ++second) wait(1s);
  EXPECT_EQ(transactions_.size(), 0U);
  EXPECT_EQ(transactions_.next_deadline(), std::nullopt);
}

TEST_F(TransactionsTest, AnAbandonedInviteIsForgotten) {
  const ClientTransactionId id = start(invite_for_test());
  EXPECT_THAT(only<ResponseArrived>(receive(response_for_test(invite_for_test(), 180))),
              testing::SizeIs(1));
  transactions_.abandon(id);
  EXPECT_EQ(transactions_.size(), 0U);
  EXPECT_EQ(transactions_.next_deadline(), std::nullopt);
  EXPECT_THAT(receive(response_for_test(invite_for_test(), 200)), IsEmpty());
}

}  // namespace
}  // namespace portero::sip
