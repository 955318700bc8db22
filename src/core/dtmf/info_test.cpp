#include "core/dtmf/info.hpp"

#include <string>

#include <gtest/gtest.h>

namespace portero::dtmf {
namespace {

using namespace std::chrono_literals;

InfoKey pressed(char key, base::Duration held = 0s) {
  return InfoKey{*Key::from_character(key), held};
}

TEST(Info, IsReadAsDtmfRelay) {
  EXPECT_EQ(parse_info("Signal=5\r\nDuration=160\r\n"), pressed('5', 160ms));
  EXPECT_EQ(parse_info("Signal= 0\nDuration= 250"), pressed('0', 250ms));
  EXPECT_EQ(parse_info("duration = 100\r\nSIGNAL = #"), pressed('#', 100ms));
  EXPECT_EQ(parse_info("Signal=*"), pressed('*'));
}

TEST(Info, IsReadAsASingleKey) {
  EXPECT_EQ(parse_info("5"), pressed('5'));
  EXPECT_EQ(parse_info(" d\r\n"), pressed('D'));
}

TEST(Info, KnowsStarAndHashByTheirNumbers) {
  EXPECT_EQ(parse_info("Signal=10\r\n"), pressed('*'));
  EXPECT_EQ(parse_info("Signal=11\r\n"), pressed('#'));
  EXPECT_EQ(parse_info("Signal=05\r\n"), pressed('5'));
}

TEST(Info, IsNoKeyWhereNoneOrAnotherThingWasSent) {
  for (const std::string_view body :
       {"", "Signal=", "Signal=16", "Signal=!", "Signal=100", "Duration=100", "123", "Signal", "=5",
        "\n\n\n", "Signal=5 5"})
    EXPECT_EQ(parse_info(body), std::nullopt) << body;
  EXPECT_EQ(parse_info("Signal=5\n" + std::string(300, ' ')), std::nullopt);
}

TEST(Info, BelievesNoDurationThatIsNone) {
  EXPECT_EQ(parse_info("Signal=5\nDuration=-1"), pressed('5'));
  EXPECT_EQ(parse_info("Signal=5\nDuration=99999999999"), pressed('5'));
}

}  // namespace
}  // namespace portero::dtmf
