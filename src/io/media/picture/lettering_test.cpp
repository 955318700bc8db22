#include "io/media/picture/lettering.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace portero::picture {
namespace {

using testing::ElementsAre;

class LetteringTest : public testing::Test {
 protected:
  // As rows of '#' and '.'.
  std::vector<std::string> written(std::string_view text, int width, int size = 1) {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width * letter_height * size), 16);
    const Plane plane{pixels.data(), width, width, letter_height * size};
    write_text(plane, 0, 0, size, text);
    std::vector<std::string> rows;
    for (int y = 0; y < plane.height; ++y) {
      rows.emplace_back();
      for (int x = 0; x < width; ++x) rows.back() += plane.row(y)[x] > 126 ? '#' : '.';
    }
    return rows;
  }
};

TEST_F(LetteringTest, WritesCapitals) {
  EXPECT_THAT(written("a1", 2 * letter_width),
              ElementsAre(".###....#...",  //
                          "#...#..##...",  //
                          "#...#...#...",  //
                          "#####...#...",  //
                          "#...#...#...",  //
                          "#...#...#...",  //
                          "#...#..###.."));
}

TEST_F(LetteringTest, WritesLarger) {
  const auto rows = written("-", 2 * letter_width, 2);
  EXPECT_EQ(rows[5], "............");
  EXPECT_EQ(rows[6], "##########..");
  EXPECT_EQ(rows[7], "##########..");
}

TEST_F(LetteringTest, HasOneBlockForAnyOtherLetter) {
  const auto rows = written("Tür", 3 * letter_width);
  EXPECT_EQ(rows[3], "..#...#####.####..");
}

TEST_F(LetteringTest, CutsOffWhatDoesNotFit) { EXPECT_EQ(written("HHHHHHHHHH", 8)[3], "#####.##"); }

}  // namespace
}  // namespace portero::picture
