#include "core/media/latch.hpp"

#include <gmock/gmock.h>

namespace portero::media {
namespace {

using namespace std::chrono_literals;
using testing::Eq;

base::Endpoint at(const char* text) { return *base::parse_endpoint(text); }

const base::Endpoint phone = at("192.0.2.9:5004");
const base::Endpoint its_nat = at("198.51.100.7:40000");
const base::Endpoint stranger = at("203.0.113.66:5004");

struct LatchTest : testing::Test {
  void SetUp() override { latch.expect(phone); }
  base::TimePoint now{};
  Latch latch;
};

TEST_F(LatchTest, SendsToWhoWasDescribedUntilSomebodySpeaks) {
  EXPECT_THAT(latch.far_side(), Eq(phone));
  EXPECT_FALSE(latch.is_as_described());
}

TEST_F(LatchTest, TakesWhoWasDescribedAndNobodyElseAfterThat) {
  EXPECT_TRUE(latch.takes(phone, now));
  EXPECT_FALSE(latch.takes(stranger, now));
  EXPECT_FALSE(latch.takes(stranger, now + 1h));
  EXPECT_THAT(latch.far_side(), Eq(phone));
  EXPECT_TRUE(latch.is_as_described());
}

TEST_F(LatchTest, TakesAPhoneBehindNatWithoutBelievingItsKeys) {
  EXPECT_TRUE(latch.takes(its_nat, now));
  EXPECT_THAT(latch.far_side(), Eq(its_nat));
  EXPECT_FALSE(latch.is_as_described());
  EXPECT_FALSE(latch.takes(stranger, now));
}

TEST_F(LatchTest, TakesWhoWasDescribedOverAStrangerWhoWasFaster) {
  EXPECT_TRUE(latch.takes(stranger, now));
  EXPECT_TRUE(latch.takes(phone, now));
  EXPECT_FALSE(latch.takes(stranger, now));
}

TEST_F(LatchTest, FollowsAHostToAnotherPortWhenTheFirstIsSilent) {
  const base::Endpoint other_port = at("198.51.100.7:40001");
  EXPECT_TRUE(latch.takes(its_nat, now));
  EXPECT_FALSE(latch.takes(other_port, now + 2s));
  EXPECT_TRUE(latch.takes(other_port, now + 4s));
  EXPECT_FALSE(latch.takes(its_nat, now + 5s));
}

TEST_F(LatchTest, BeginsAnewWhenAnotherAddressIsAgreed) {
  EXPECT_TRUE(latch.takes(phone, now));
  latch.expect(stranger);
  EXPECT_FALSE(latch.is_as_described());
  EXPECT_TRUE(latch.takes(stranger, now));
  EXPECT_FALSE(latch.takes(phone, now));
}

TEST_F(LatchTest, KeepsWhoItHasWhenTheSameIsAgreedAgain) {
  EXPECT_TRUE(latch.takes(its_nat, now));
  latch.expect(phone);
  EXPECT_FALSE(latch.takes(stranger, now));
}

TEST_F(LatchTest, TakesTheFirstWhereNobodyWasDescribed) {
  latch.expect(std::nullopt);
  EXPECT_THAT(latch.far_side(), Eq(std::nullopt));
  EXPECT_TRUE(latch.takes(its_nat, now));
  EXPECT_FALSE(latch.takes(stranger, now));
  EXPECT_FALSE(latch.is_as_described());
}

// ICE: who knows our password counts, and nobody else from then on, whoever was there before.
TEST_F(LatchTest, TakesOnlyProvenSourcesOnceThereIsOne) {
  EXPECT_TRUE(latch.takes(phone, now));
  latch.proven(its_nat, false, now);
  EXPECT_FALSE(latch.takes(phone, now));
  EXPECT_TRUE(latch.takes(its_nat, now));
  EXPECT_THAT(latch.far_side(), Eq(its_nat));
  EXPECT_TRUE(latch.is_as_described());
  EXPECT_FALSE(latch.takes(stranger, now + 1h));
}

TEST_F(LatchTest, SendsWhereItIsWantedUnlessMediaComesAnotherWay) {
  latch.proven(phone, false, now);
  EXPECT_FALSE(latch.is_as_described());
  latch.proven(its_nat, true, now);
  EXPECT_THAT(latch.far_side(), Eq(its_nat));
  EXPECT_TRUE(latch.takes(phone, now));
  latch.proven(its_nat, true, now + 1s);
  EXPECT_THAT(latch.far_side(), Eq(phone));
  latch.proven(its_nat, true, now + 4s);
  EXPECT_THAT(latch.far_side(), Eq(its_nat));
}

TEST_F(LatchTest, RemembersAFewWays) {
  latch.proven(phone, true, now);
  for (std::uint16_t port = 1; port <= Latch::max_proven; ++port)
    latch.proven({its_nat.address, port}, false, now);
  EXPECT_FALSE(latch.takes(phone, now));
  EXPECT_TRUE(latch.takes({its_nat.address, 1}, now));
}

TEST_F(LatchTest, ForgetsProofsWithTheAgreement) {
  latch.proven(its_nat, true, now);
  latch.expect(stranger);
  EXPECT_FALSE(latch.is_proven());
  EXPECT_TRUE(latch.takes(phone, now));
}

}  // namespace
}  // namespace portero::media
