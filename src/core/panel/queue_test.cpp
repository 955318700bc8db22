#include "core/panel/queue.hpp"

#include <limits>

#include <gmock/gmock.h>

namespace portero::panel {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Eq;
using testing::IsEmpty;
using testing::Optional;

constexpr base::TimePoint start{1h};

CommandId command(std::uint8_t number) { return CommandId{{number}}; }

Card card(std::uint8_t number, base::TimePoint not_after = start + 1s) {
  return {command(number), *access::Bits::from_text("101"), {}, not_after};
}

TEST(CardOfCommand, TakesOnlyTimesThatAReaderHas) {
  const auto bits = *access::Bits::from_text("101");
  EXPECT_TRUE(card_of({command(1), bits, 50, 2000, 7}));
  EXPECT_FALSE(card_of({command(1), bits, 19, 2000, 7}));
  EXPECT_FALSE(card_of({command(1), bits, 50, 20'001, 7}));
  EXPECT_FALSE(card_of({command(1), bits, 50, 2000, std::numeric_limits<std::int64_t>::max()}));
  EXPECT_FALSE(card_of({command(1), bits, 50, 2000, -1}));
  EXPECT_FALSE(card_of({command(1), access::Bits{}, 50, 2000, 7})) << "a card without bits";
}

TEST(CardQueue, SendsOneAfterTheOther) {
  Queue queue;
  EXPECT_THAT(queue.add(card(1), start), Eq(std::nullopt));
  EXPECT_THAT(queue.add(card(2), start), Eq(std::nullopt));
  EXPECT_THAT(queue.next(start), Optional(card(1)));
  EXPECT_THAT(queue.sending_since(), Optional(start));
  EXPECT_THAT(queue.next(start + 500ms), Eq(std::nullopt)) << "the first is still on its way";
  queue.over(start + 500ms);
  EXPECT_THAT(queue.next(start + 500ms), Eq(std::nullopt))
      << "the panel would take both for one card";
  EXPECT_THAT(queue.next_deadline(), Optional(start + 500ms + Queue::rest));
  EXPECT_THAT(queue.next(start + 500ms + Queue::rest), Optional(card(2)));
}

TEST(CardQueue, SendsACommandOnce) {
  Queue queue;
  EXPECT_THAT(queue.add(card(1), start), Eq(std::nullopt));
  EXPECT_THAT(queue.add(card(1), start), Optional(Objection::repeated));
  EXPECT_THAT(queue.next(start), Optional(card(1)));
  queue.over(start);
  EXPECT_THAT(queue.add(card(1), start), Optional(Objection::repeated));
}

TEST(CardQueue, SendsNothingThatIsLate) {
  Queue queue;
  EXPECT_THAT(queue.add(card(1, start - 1us), start), Optional(Objection::late));
  EXPECT_THAT(queue.add(card(2, start), start), Eq(std::nullopt));
  EXPECT_THAT(queue.add(card(3), start), Eq(std::nullopt));
  EXPECT_THAT(queue.late(start), IsEmpty());
  EXPECT_THAT(queue.late(start + 1us), ElementsAre(command(2)));
  EXPECT_THAT(queue.next(start + 1us), Optional(card(3)));
}

TEST(CardQueue, SaysWhenTheNextIsLate) {
  Queue queue;
  std::ignore = queue.add(card(1), start);
  std::ignore = queue.next(start);
  EXPECT_THAT(queue.next_deadline(), Eq(std::nullopt));
  std::ignore = queue.add(card(2, start + 1s), start);
  EXPECT_THAT(queue.next_deadline(), Optional(start + 1s + 1us));
}

TEST(CardQueue, HasABound) {
  Queue queue;
  std::uint8_t number = 0;
  for (std::size_t waiting = 0; waiting < Queue::waiting_at_most; ++waiting)
    EXPECT_THAT(queue.add(card(++number), start), Eq(std::nullopt));
  EXPECT_THAT(queue.add(card(++number), start), Optional(Objection::too_many));
  EXPECT_THAT(queue.next(start), Optional(card(1)));
  EXPECT_THAT(queue.add(card(number), start), Eq(std::nullopt)) << "it was never taken";
}

}  // namespace
}  // namespace portero::panel
