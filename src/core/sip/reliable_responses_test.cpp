#include "core/sip/reliable_responses.hpp"

#include <gtest/gtest.h>

#include "core/sip/message_for_test.hpp"

namespace portero::sip {
namespace {

using namespace std::chrono_literals;

constexpr base::TimePoint start{100s};
const RAck rack_of_first{70, CSeq{7, MethodId::invite}};

class ReliableResponsesTest : public testing::Test {
 protected:
  ReliableResponses responses_{70};
  const Response progress_ = response_for_test(invite_for_test(), 183);
};

TEST_F(ReliableResponsesTest, BearANumberAndWantThePrack) {
  const Response sent = responses_.send(progress_, start);
  EXPECT_EQ(sent.headers.first(HeaderId::rseq), "70");
  EXPECT_EQ(sent.headers.first(HeaderId::require), "100rel");
  EXPECT_TRUE(responses_.waiting());
}

TEST_F(ReliableResponsesTest, AreRepeatedUntilTheirPrackComes) {
  const Response sent = responses_.send(progress_, start);
  EXPECT_EQ(responses_.repetition(start + 499ms), std::nullopt);
  EXPECT_EQ(responses_.repetition(start + 500ms), sent);
  EXPECT_EQ(responses_.next_deadline(), start + 1500ms);
  EXPECT_EQ(responses_.repetition(start + 1500ms), sent);
  EXPECT_TRUE(responses_.acknowledged(rack_of_first));
  EXPECT_EQ(responses_.repetition(start + 9s), std::nullopt);
  EXPECT_EQ(responses_.next_deadline(), std::nullopt);
}

TEST_F(ReliableResponsesTest, AreGivenUpAfter32Seconds) {
  EXPECT_EQ(responses_.send(progress_, start).status, 183);
  EXPECT_FALSE(responses_.given_up(start + 31s));
  EXPECT_TRUE(responses_.given_up(start + 32s));
}

TEST_F(ReliableResponsesTest, KnowThePrackOfAnotherResponse) {
  EXPECT_FALSE(responses_.acknowledged(rack_of_first));
  EXPECT_EQ(responses_.send(progress_, start).status, 183);
  EXPECT_FALSE(responses_.acknowledged(RAck{71, CSeq{7, MethodId::invite}}));
  EXPECT_FALSE(responses_.acknowledged(RAck{70, CSeq{8, MethodId::invite}}));
  EXPECT_TRUE(responses_.acknowledged(rack_of_first));
  EXPECT_FALSE(responses_.acknowledged(rack_of_first));
}

TEST_F(ReliableResponsesTest, CountUp) {
  EXPECT_EQ(responses_.send(progress_, start).headers.first(HeaderId::rseq), "70");
  EXPECT_TRUE(responses_.acknowledged(rack_of_first));
  EXPECT_EQ(responses_.send(progress_, start).headers.first(HeaderId::rseq), "71");
}

TEST(ReliableOrder, TakesTheFirstAndThoseThatFollowDirectly) {
  ReliableOrder order;
  EXPECT_TRUE(order.take(5));
  EXPECT_FALSE(order.take(5));
  EXPECT_FALSE(order.take(7));
  EXPECT_TRUE(order.take(6));
  EXPECT_TRUE(order.take(7));
}

TEST(ReliableNumber, IsThereWhereTheSenderRequiresThePrack) {
  Response response = response_for_test(invite_for_test(), 183);
  EXPECT_EQ(reliable_number(response), std::nullopt);
  response.headers.set(HeaderId::rseq, "9");
  EXPECT_EQ(reliable_number(response), std::nullopt);
  response.headers.set(HeaderId::require, "100rel");
  EXPECT_EQ(reliable_number(response), 9U);
  response.status = 200;
  EXPECT_EQ(reliable_number(response), std::nullopt);
}

}  // namespace
}  // namespace portero::sip
