#include "core/dns/cache.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::dns {
namespace {

using namespace std::chrono_literals;
using base::TimePoint;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

const Question pbx = question(RecordType::a, "pbx.example.com");
const LookupId first{1};
const LookupId second{2};
const std::unexpected<Failure> no_answer{Failure::no_answer};
const std::unexpected<Failure> not_found{Failure::not_found};

Records records(std::string_view text) {
  return std::vector<base::IpAddress>{*base::IpAddress::parse(text)};
}

TimedAnswer address(std::string_view text, base::Duration ttl = 100s) {
  return TimedRecords{records(text), ttl};
}

class CacheTest : public testing::Test {
 protected:
  void learn(const TimedAnswer& answer) {
    (void)cache.look_up(LookupId{99}, pbx, now);
    (void)cache.answered(pbx, answer, now);
  }
  std::optional<base::Duration> asks_again_in() const {
    const auto deadline = cache.next_deadline();
    if (!deadline) return std::nullopt;
    return deadline->at - now;
  }

  Cache cache;
  TimePoint now{1h};
};

TEST_F(CacheTest, AsksOnceForAllWhoWaitForTheSame) {
  EXPECT_THAT(cache.look_up(first, pbx, now), ElementsAre(Query{pbx}));
  EXPECT_THAT(cache.look_up(second, pbx, now), IsEmpty());
  EXPECT_THAT(cache.answered(pbx, address("192.0.2.1"), now),
              ElementsAre(Reply{first, records("192.0.2.1")}, Reply{second, records("192.0.2.1")}));
}

TEST_F(CacheTest, AnswersAtOnceWhatItKnows) {
  learn(address("192.0.2.1"));
  now += 79s;
  EXPECT_THAT(cache.look_up(first, pbx, now), ElementsAre(Reply{first, records("192.0.2.1")}));
}

// SIP-9. A phone system's resolver died on a Sunday; on Monday each call rang 20 s later, because
// each one waited for the resolver before it used the address of the day before.
TEST_F(CacheTest, AnswersAtOnceHoweverOldTheAnswerIsAndAsksBehindIt) {
  learn(address("192.0.2.1"));
  for (int day = 0; day < 3; ++day) {
    now += 24h;
    EXPECT_THAT(cache.look_up(first, pbx, now),
                ElementsAre(Reply{first, records("192.0.2.1")}, Query{pbx}));
    EXPECT_THAT(cache.look_up(second, pbx, now), ElementsAre(Reply{second, records("192.0.2.1")}));
    EXPECT_THAT(cache.answered(pbx, no_answer, now), IsEmpty());
  }
}

TEST_F(CacheTest, AsksAgainBeforeTheTimeToLiveIsOver) {
  learn(address("192.0.2.1", 100s));
  EXPECT_THAT(asks_again_in(), Optional(80s));
  EXPECT_THAT(cache.time_passed(now + 79s), IsEmpty());
  now += 80s;
  EXPECT_THAT(cache.time_passed(now), ElementsAre(Query{pbx}));
  EXPECT_EQ(asks_again_in(), std::nullopt) << "while the answer is awaited";
  EXPECT_THAT(cache.answered(pbx, address("192.0.2.2", 100s), now), IsEmpty());
  EXPECT_THAT(asks_again_in(), Optional(80s));
  EXPECT_THAT(cache.look_up(first, pbx, now), ElementsAre(Reply{first, records("192.0.2.2")}));
}

TEST_F(CacheTest, KeepsTimesToLiveWithinReason) {
  learn(address("192.0.2.1", 0s));
  EXPECT_THAT(asks_again_in(), Optional(min_ttl * 4 / 5));
  learn(address("192.0.2.1", 24h * 365));
  EXPECT_THAT(asks_again_in(), Optional(max_ttl * 4 / 5));
}

TEST_F(CacheTest, TriesAgainWithGrowingDelaysWhileTheResolverIsDown) {
  learn(address("192.0.2.1"));
  now += 80s;
  for (const base::Duration delay : {5s, 10s, 20s, 40s, 80s, 160s, 300s, 300s}) {
    EXPECT_THAT(cache.time_passed(now), ElementsAre(Query{pbx}));
    EXPECT_THAT(cache.answered(pbx, no_answer, now), IsEmpty());
    EXPECT_THAT(asks_again_in(), Optional(delay));
    EXPECT_THAT(cache.look_up(first, pbx, now + delay - 1s),
                ElementsAre(Reply{first, records("192.0.2.1")}))
        << "a lookup does not hurry it";
    now += delay;
  }
  EXPECT_THAT(cache.time_passed(now), ElementsAre(Query{pbx}));
  EXPECT_THAT(cache.answered(pbx, address("192.0.2.2"), now), IsEmpty());
  EXPECT_THAT(asks_again_in(), Optional(80s));
}

TEST_F(CacheTest, TellsThatThereIsNoAnswerAndForgetsIt) {
  (void)cache.look_up(first, pbx, now);
  EXPECT_THAT(cache.answered(pbx, no_answer, now), ElementsAre(Reply{first, no_answer}));
  EXPECT_EQ(asks_again_in(), std::nullopt);
  EXPECT_THAT(cache.look_up(second, pbx, now), ElementsAre(Query{pbx}));
}

// Most SIP domains have no NAPTR record. That must not cost every call a question either.
TEST_F(CacheTest, KnowsWhatDoesNotExist) {
  learn(not_found);
  EXPECT_THAT(asks_again_in(), Optional(240s));
  EXPECT_THAT(cache.look_up(first, pbx, now + 9s), ElementsAre(Reply{first, not_found}));
  EXPECT_THAT(cache.look_up(first, pbx, now + 10s),
              ElementsAre(Reply{first, not_found}, Query{pbx}))
      << "it may just have been added";
}

TEST_F(CacheTest, BelievesTheResolverWhenItSaysThatANameIsGone) {
  learn(address("192.0.2.1"));
  now += 80s;
  (void)cache.time_passed(now);
  EXPECT_THAT(cache.answered(pbx, not_found, now), IsEmpty());
  EXPECT_THAT(cache.look_up(first, pbx, now), ElementsAre(Reply{first, not_found}));
}

TEST_F(CacheTest, StopsAskingInAdvanceWhatNobodyLooksUp) {
  learn(address("192.0.2.1", 24h));
  const TimePoint learned = now;
  while (const auto deadline = cache.next_deadline()) {
    now = deadline->at;
    ASSERT_LE(now - learned, kept_fresh_for);
    ASSERT_THAT(cache.time_passed(now), ElementsAre(Query{pbx}));
    (void)cache.answered(pbx, address("192.0.2.1", 24h), now);
  }
  EXPECT_GT(now - learned, kept_fresh_for - 24h);
  EXPECT_THAT(cache.look_up(first, pbx, now + 24h),
              ElementsAre(Reply{first, records("192.0.2.1")}, Query{pbx}));
}

TEST_F(CacheTest, ForgetsWhatWasLookedUpLongestAgoWhenItIsFull) {
  for (std::size_t i = 0; i <= max_cached_questions; ++i) {
    const Question asked = question(RecordType::a, std::to_string(i));
    EXPECT_THAT(cache.look_up(first, asked, now + i * 1ms), ElementsAre(Query{asked}));
    (void)cache.answered(asked, address("192.0.2.1"), now + i * 1ms);
  }
  EXPECT_THAT(cache.look_up(first, question(RecordType::a, "1"), now + 1s),
              ElementsAre(Reply{first, records("192.0.2.1")}));
  const Question forgotten = question(RecordType::a, "0");
  EXPECT_THAT(cache.look_up(first, forgotten, now + 1s), ElementsAre(Query{forgotten}));
}

TEST_F(CacheTest, RefusesLookupsThatNothingCanBeForgottenFor) {
  for (std::size_t i = 0; i < max_cached_questions; ++i)
    (void)cache.look_up(first, question(RecordType::a, std::to_string(i)), now);
  EXPECT_THAT(cache.look_up(second, pbx, now), ElementsAre(Reply{second, no_answer}));
}

TEST_F(CacheTest, RefusesTooManyWhoWaitForTheSame) {
  for (std::size_t i = 0; i < max_waiting_lookups; ++i) (void)cache.look_up(first, pbx, now);
  EXPECT_THAT(cache.look_up(second, pbx, now), ElementsAre(Reply{second, no_answer}));
}

TEST_F(CacheTest, PassesOverAnAnswerThatNobodyAskedFor) {
  EXPECT_THAT(cache.answered(pbx, address("192.0.2.1"), now), IsEmpty());
  EXPECT_THAT(cache.look_up(first, pbx, now), ElementsAre(Query{pbx}));
}

}  // namespace
}  // namespace portero::dns
