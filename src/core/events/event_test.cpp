#include "core/events/event.hpp"

#include <gmock/gmock.h>

#include "base/utf8.hpp"

namespace portero::events {
namespace {

using testing::Eq;
using testing::Le;
using testing::Optional;

TEST(EventKind, EachHasANameThatIsItsOwn) {
  for (std::size_t i = 0; i < kinds; ++i) {
    const auto kind = static_cast<Kind>(i);
    EXPECT_THAT(kind_of(name(kind)), Optional(Eq(kind)));
  }
  EXPECT_THAT(kind_of("door_opened"), Eq(std::nullopt));
}

TEST(EventLimits, LeaveAnOrdinaryEventAsItIs) {
  const Event event{.at = Time{}, .kind = Kind::call_answered, .call = "00f1-1", .who = "Zoë"};
  EXPECT_THAT(within_limits(event), Eq(event));
}

TEST(EventLimits, HoldWhateverAPhoneCallsItself) {
  const std::string endless(100'000, 'x');
  const Event event = within_limits({.at = Time{},
                                     .kind = Kind::fault,
                                     .call = endless,
                                     .who = endless,
                                     .how = endless,
                                     .outcome = endless});
  EXPECT_THAT(bytes_of(event), Le(max_event_bytes));
  EXPECT_THAT(event.who, Eq(std::string(max_who_bytes, 'x')));
}

TEST(EventLimits, HoldOfBytesThatAreNoText) {
  const Event event =
      within_limits({.at = Time{}, .kind = Kind::fault, .who = std::string(1'000, '\xff')});
  EXPECT_THAT(bytes_of(event), Le(max_event_bytes));
  EXPECT_TRUE(base::is_utf8(event.who));
}

TEST(EventLimits, CutBetweenCharacters) {
  for (std::size_t limit = 0; limit < 12; ++limit) {
    const std::string cut = shortened("a€b€c€", limit);
    EXPECT_TRUE(base::is_utf8(cut)) << limit;
    EXPECT_THAT(cut.size(), Le(limit));
    EXPECT_THAT(cut.size() + 3, testing::Ge(std::min<std::size_t>(limit, 12)));
  }
}

}  // namespace
}  // namespace portero::events
