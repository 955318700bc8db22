#include "core/access/panel_wait.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::access {
namespace {

using namespace std::chrono_literals;
using base::TimePoint;
using testing::ElementsAre;
using testing::IsEmpty;

const TimePoint start{100s};

CommandId command(std::uint8_t number) { return CommandId{{number}}; }

TEST(PanelWait, AnAnswerSettlesAllThatWait) {
  PanelWait panel;
  ASSERT_EQ(panel.begin(command(1), start + 3s), std::nullopt);
  ASSERT_EQ(panel.begin(command(2), start + 4s), std::nullopt);
  EXPECT_THAT(panel.answered(), ElementsAre(command(1), command(2)));
  EXPECT_FALSE(panel.waiting());
}

TEST(PanelWait, AnAnswerThatNobodyWaitsForSettlesNothing) {
  PanelWait panel;
  EXPECT_THAT(panel.answered(), IsEmpty());
}

TEST(PanelWait, EachCommandGivesUpAtItsOwnTime) {
  PanelWait panel;
  ASSERT_EQ(panel.begin(command(1), start + 3s), std::nullopt);
  ASSERT_EQ(panel.begin(command(2), start + 4s), std::nullopt);
  EXPECT_EQ(panel.next_deadline(), start + 3s);
  EXPECT_THAT(panel.silent(start + 3s - 1us), IsEmpty());
  EXPECT_THAT(panel.silent(start + 3s), ElementsAre(command(1)));
  EXPECT_EQ(panel.next_deadline(), start + 4s);
}

TEST(PanelWait, GivesUpTheOldestWhenTooManyWait) {
  PanelWait panel;
  for (std::uint8_t number = 0; number < commands_awaiting_panel; ++number)
    ASSERT_EQ(panel.begin(command(number), start + 3s), std::nullopt);
  EXPECT_EQ(panel.begin(command(99), start + 3s), command(0));
  EXPECT_EQ(panel.answered().size(), commands_awaiting_panel);
}

}  // namespace
}  // namespace portero::access
