#include "io/door/line.hpp"

#include <filesystem>
#include <fstream>
#include <regex>

#include <gmock/gmock.h>

namespace portero::door {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct LineTest : testing::Test {
  LineTest() {
    std::string name = (std::filesystem::temp_directory_path() / "portero-line-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~LineTest() override { std::filesystem::remove_all(folder); }

  std::unique_ptr<Line> simulated(ActiveLevel active) const {
    return open_line(Simulated{record()}, active).value();
  }
  std::string record() const { return (folder / "record.jsonl").string(); }
  // Without their times, which only have to be there.
  std::vector<std::string> movements() const {
    static const std::regex time{R"(^\{"at_us":[0-9]+,)"};
    std::vector<std::string> lines;
    std::ifstream file{record()};
    for (std::string line; std::getline(file, line);)
      lines.push_back(std::regex_replace(line, time, "{"));
    return lines;
  }

  std::filesystem::path folder;
};

TEST_F(LineTest, ASimulatedLineRecordsThatItBeginsClosedAndEachOfItsMovements) {
  const auto line = simulated(ActiveLevel::high);
  EXPECT_TRUE(line->set(true));
  EXPECT_TRUE(line->set(false));
  EXPECT_THAT(movements(),
              ElementsAre(R"({"open":false,"level":"low"})", R"({"open":true,"level":"high"})",
                          R"({"open":false,"level":"low"})"));
}

TEST_F(LineTest, AnActiveLowLineRestsHigh) {
  const auto line = simulated(ActiveLevel::low);
  EXPECT_TRUE(line->set(true));
  EXPECT_THAT(movements(),
              ElementsAre(R"({"open":false,"level":"high"})", R"({"open":true,"level":"low"})"));
}

TEST_F(LineTest, WhatWasRecordedBeforeStaysInTheFile) {
  std::ignore = simulated(ActiveLevel::high);
  std::ignore = simulated(ActiveLevel::high);
  EXPECT_EQ(movements().size(), 2U);
}

TEST_F(LineTest, AFullDiskDoesNotKeepTheLineFromMoving) {
  const auto line = open_line(Simulated{"/dev/full"}, ActiveLevel::high).value();
  EXPECT_TRUE(line->set(true));
}

TEST_F(LineTest, SaysWhichRecordCannotBeWritten) {
  const auto line = open_line(Simulated{"/no/such/folder/record"}, ActiveLevel::high);
  ASSERT_FALSE(line);
  EXPECT_THAT(line.error(), HasSubstr("/no/such/folder/record cannot record"));
}

TEST_F(LineTest, SaysWhichChipIsMissing) {
  const auto line = open_line(Gpio{"gpiochip999", "17"}, ActiveLevel::high);
  ASSERT_FALSE(line);
  EXPECT_THAT(line.error(), HasSubstr("GPIO chip gpiochip999 cannot be opened: No such file"));
}

TEST_F(LineTest, SaysThatAFileIsNoChip) {
  const auto line = open_line(Gpio{"/dev/null", "17"}, ActiveLevel::high);
  ASSERT_FALSE(line);
  EXPECT_THAT(line.error(), HasSubstr("GPIO chip /dev/null cannot be opened"));
}

}  // namespace
}  // namespace portero::door
