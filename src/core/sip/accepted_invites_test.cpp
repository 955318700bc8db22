#include "core/sip/accepted_invites.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/message_for_test.hpp"

namespace portero::sip {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr base::TimePoint start{100s};
const Repetition success{ServerTransactionId{1}, response_for_test(invite_for_test(), 200)};
const Repetition of_reinvite{ServerTransactionId{2}, response_for_test(invite_for_test(), 200)};

TEST(AcceptedInvites, AreAnsweredAgainAtGrowingPausesUpToFourSeconds) {
  AcceptedInvites invites;
  invites.add(7, success, start);
  for (const auto at : {500ms, 1500ms, 3500ms, 7500ms, 11500ms}) {
    EXPECT_EQ(invites.next_deadline(), start + at);
    EXPECT_THAT(invites.repetitions(start + at), ElementsAre(success));
  }
}

TEST(AcceptedInvites, AreForgottenWithTheirAck) {
  AcceptedInvites invites;
  invites.add(7, success, start);
  EXPECT_FALSE(invites.acknowledged(8));
  EXPECT_TRUE(invites.acknowledged(7));
  EXPECT_FALSE(invites.acknowledged(7));
  EXPECT_EQ(invites.next_deadline(), std::nullopt);
}

TEST(AcceptedInvites, AreGivenUpAfter32Seconds) {
  AcceptedInvites invites;
  invites.add(7, success, start);
  EXPECT_FALSE(invites.give_up(start + 31s));
  EXPECT_TRUE(invites.give_up(start + 32s));
  EXPECT_TRUE(invites.empty());
}

TEST(AcceptedInvites, WaitForTheAcksOfEach) {
  AcceptedInvites invites;
  invites.add(7, success, start);
  invites.add(8, of_reinvite, start + 100ms);
  EXPECT_THAT(invites.repetitions(start + 500ms), ElementsAre(success));
  EXPECT_TRUE(invites.acknowledged(7));
  EXPECT_THAT(invites.repetitions(start + 600ms), ElementsAre(of_reinvite));
}

}  // namespace
}  // namespace portero::sip
