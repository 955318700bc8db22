#include "core/display/directory.hpp"

#include <algorithm>

#include <gmock/gmock.h>

#include "base/utf8.hpp"

namespace portero::display {
namespace {

using settings::DisplayLayout;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr Canvas small{DisplayLayout::mullion, 100, 100};

std::vector<std::string> flats(int count) {
  std::vector<std::string> names;
  for (int i = count; i > 0; --i) names.push_back("Flat " + std::to_string(i));
  return names;
}

struct NamesTest : testing::Test {
  std::vector<std::string> texts(Part part) const {
    std::vector<std::string> texts;
    for (const Tile& tile : directory.page().tiles)
      if (tile.part == part) texts.push_back(tile.text);
    return texts;
  }
  std::vector<std::string> names() const { return texts(Part::name); }

  Place middle_of(Part part, std::string_view text = {}) const {
    for (const Tile& tile : directory.page().tiles)
      if (tile.part == part && (text.empty() || tile.text == text))
        return {tile.area.x + tile.area.width / 2, tile.area.y + tile.area.height / 2};
    ADD_FAILURE() << name(part) << " " << text << " is not there";
    return {};
  }
  std::optional<std::string> touch(Place place) {
    directory.press(place);
    return directory.release();
  }
  std::optional<std::string> touch(Part part, std::string_view text = {}) {
    return touch(middle_of(part, text));
  }
  void type(std::string_view keys) {
    if (texts(Part::key).empty()) touch(Part::field);
    for (const char key : keys) EXPECT_EQ(touch(Part::key, {&key, 1}), std::nullopt);
  }
  std::optional<std::string> drag(Place from, Place to) {
    directory.press(from);
    directory.move(to);
    return directory.release();
  }

  Directory directory{{"Zo\u00EB", "M\u00FCller, Anna", "bob", "Anna Smith", "Flat 7"}};
};

TEST_F(NamesTest, AreInTheirOrderWithTheirInitials) {
  EXPECT_THAT(names(), ElementsAre("Anna Smith", "bob", "Flat 7", "M\u00FCller, Anna", "Zo\u00EB"));
  EXPECT_THAT(texts(Part::initial), ElementsAre("A", "B", "F", "M", "Z"));
}

TEST_F(NamesTest, TheOneThatIsTouchedIsChosen) {
  EXPECT_EQ(touch(Part::name, "bob"), "bob");
  EXPECT_EQ(touch(Part::initial, "B"), std::nullopt);
  EXPECT_EQ(touch(Place{50, 1}), std::nullopt) << "the title";
  EXPECT_EQ(touch(Place{-7, 1e9}), std::nullopt);
}

TEST_F(NamesTest, AreChosenByTheFingerThatLeavesAndNotByTheOneThatComes) {
  EXPECT_EQ(directory.release(), std::nullopt) << "it came before the names were there";
  directory.press(middle_of(Part::name, "bob"));
  EXPECT_TRUE(directory.pressed());
  directory.open();
  EXPECT_EQ(directory.release(), std::nullopt) << "it was another visitor's";
}

TEST_F(NamesTest, WhatIsPressedLooksSo) {
  directory.press(middle_of(Part::name, "bob"));
  EXPECT_THAT(directory.page().tiles,
              Contains(AllOf(Field(&Tile::text, "bob"), Field(&Tile::pressed, true))));
  std::ignore = directory.release();
  EXPECT_THAT(directory.page().tiles, Not(Contains(Field(&Tile::pressed, true))));
}

TEST_F(NamesTest, AreSearchedByKeys) {
  type("AN");
  EXPECT_EQ(directory.page().typed, "An");
  EXPECT_THAT(names(), ElementsAre("Anna Smith", "M\u00FCller, Anna"));
  EXPECT_EQ(touch(Part::name, "M\u00FCller, Anna"), "M\u00FCller, Anna");
  touch(Part::erase);
  touch(Part::erase);
  touch(Part::erase);
  EXPECT_THAT(names(), SizeIs(3)) << "those for which there is room beside the keys";
  touch(Part::done);
  EXPECT_THAT(names(), SizeIs(5));
}

TEST_F(NamesTest, WhatNobodyIsCalledFindsNobody) {
  type("MA");
  EXPECT_EQ(directory.page().found, 0U);
  EXPECT_EQ(directory.page().typed, "Ma");
  EXPECT_THAT(names(), IsEmpty());
  touch(Part::clear);
  EXPECT_EQ(directory.page().found, 5U);
  EXPECT_THAT(texts(Part::key), IsEmpty());
  EXPECT_THAT(names(), SizeIs(5));
}

TEST_F(NamesTest, HaveKeysForTheirLettersAndDigitsAlone) {
  touch(Part::field);
  EXPECT_THAT(texts(Part::key), ElementsAre("7", "A", "B", "E", "F", "H", "I", "L", "M", "N", "O",
                                            "R", "S", "T", "U", "Z"));
}

TEST_F(NamesTest, TypingHasAnEnd) {
  type(std::string(100, 'A'));
  EXPECT_THAT(directory.page().typed, SizeIs(max_typed));
}

TEST_F(NamesTest, TheNextVisitorFindsAllOfThem) {
  type("ZO");
  directory.open();
  EXPECT_EQ(directory.page().typed, "");
  EXPECT_THAT(names(), SizeIs(5));
}

// All keys and names can be reached, and none lies over another one or beyond the edge.
TEST_F(NamesTest, FitOnBothDisplays) {
  std::vector<std::string> many;
  for (char32_t letter = U'A'; letter <= U'Z'; ++letter)
    many.push_back(base::to_utf8(std::u32string(1, letter)) + " 0123456789");
  directory = Directory{many};
  for (const Canvas& canvas : {Canvas{}, small}) {
    directory.open();
    directory.use(canvas);
    for (const bool typing : {false, true}) {
      if (typing) touch(Part::field);
      const DirectoryPage page = directory.page();
      for (const Tile& one : page.tiles) {
        EXPECT_GE(one.area.x, 0) << name(one.part);
        EXPECT_LE(one.area.x + one.area.width, canvas.width) << name(one.part);
        if (one.part == Part::name) continue;
        EXPECT_LE(one.area.y + one.area.height, canvas.height) << name(one.part);
        const Place middle{one.area.x + one.area.width / 2, one.area.y + one.area.height / 2};
        EXPECT_EQ(
            std::ranges::count_if(page.tiles,
                                  [&](const Tile& tile) {
                                    return tile.area.holds(middle) &&
                                           (tile.part != Part::name || page.list.holds(middle));
                                  }),
            1)
            << name(one.part) << one.text;
      }
    }
  }
}

// On the small display, there is room for the keys or the names.
TEST_F(NamesTest, OnTheSmallDisplayTheyComeAfterTheKeys) {
  directory.use(small);
  type("AN");
  EXPECT_THAT(names(), IsEmpty());
  touch(Part::done);
  EXPECT_THAT(names(), ElementsAre("Anna Smith", "M\u00FCller, Anna"));
  EXPECT_EQ(directory.page().typed, "An");
}

struct LongListTest : NamesTest {
  LongListTest() { directory = Directory{flats(100)}; }
};

TEST_F(LongListTest, FollowsTheFinger) {
  const auto first = names();
  EXPECT_EQ(first.front(), "Flat 1");
  EXPECT_EQ(drag({40, 120}, {40, 120 - 32}), std::nullopt) << "which chooses nobody";
  EXPECT_EQ(names().front(), "Flat 3");
  drag({40, 50}, {40, 1000});
  EXPECT_EQ(names(), first) << "and no further";
  for (int i = 0; i < 30; ++i) drag({40, 140}, {40, 40});
  EXPECT_EQ(names().back(), "Flat 100");
}

TEST_F(LongListTest, AFingerThatTremblesStillChooses) {
  const Place place = middle_of(Part::name, "Flat 2");
  EXPECT_EQ(drag(place, {place.x + 2, place.y - 2}), "Flat 2");
}

// A name that is cut where the list ends is chosen by what of it shows.
TEST_F(LongListTest, WhatIsHiddenIsNotTouched) {
  drag({40, 120}, {40, 120 - 10});
  const DirectoryPage page = directory.page();
  EXPECT_EQ(touch(Place{40, page.list.y + 1}), "Flat 1");
  EXPECT_EQ(touch(Place{40, page.list.y - 1}), std::nullopt);
}

TEST_F(NamesTest, AnInitialLeadsToItsNames) {
  std::vector<std::string> all;
  for (const char* first : {"Anna", "Ben", "Carl", "Zo\u00EB"})
    for (const char* second : {"Ash", "Bell", "Cook", "Dean", "Ely", "Fox", "Gray", "Hall"})
      all.push_back(std::string{first} + " " + second);
  directory = Directory{all};
  touch(Part::initial, "C");
  EXPECT_EQ(names().front(), "Carl Ash");
  const Place z = middle_of(Part::initial, "Z");
  drag(middle_of(Part::initial, "A"), z);
  EXPECT_EQ(names().back(), "Zo\u00EB Hall");
  drag(z, {z.x, -500});
  EXPECT_EQ(names().front(), "Anna Ash") << "beyond the end of the strip";
}

TEST_F(NamesTest, OnTheSmallDisplayFewerInitialsLeadThrough) {
  std::vector<std::string> all;
  for (char letter = 'A'; letter <= 'Z'; ++letter) all.emplace_back(1, letter);
  directory = Directory{all};
  directory.use(small);
  EXPECT_THAT(texts(Part::initial), ElementsAre("A", "E", "I", "M", "Q", "U", "Y"));
  touch(Part::initial, "Q");
  EXPECT_EQ(names().front(), "Q");
}

// Who watches while a visitor looks for a name is told of as everywhere.
TEST_F(NamesTest, LeaveTheCornerToTheMarkOfTheCamera) {
  constexpr Place corner{86, 9};
  for (const Canvas& canvas : {Canvas{}, small}) {
    Canvas marked = canvas;
    marked.marked = true;
    for (const bool typing : {false, true}) {
      const Frame frame = frame_of(marked, typing);
      for (const Area& area : {frame.title, frame.field, frame.list, frame.initials})
        EXPECT_FALSE(area.holds(corner));
    }
    EXPECT_EQ(frame_of(marked, false).list, frame_of(canvas, false).list) << "which stays";
  }
}

// CALL-9: whoever has no photo is told by letters, and nobody where no photo is.
TEST_F(NamesTest, HavePhotosWhereOneHas) {
  const auto named = [this](std::string_view text) {
    for (const Tile& tile : directory.page().tiles)
      if (tile.part == Part::name && tile.text == text) return tile;
    return Tile{};
  };
  const auto photo = std::make_shared<const std::vector<std::uint8_t>>(3);
  directory.use(Photos{{"Somebody who is gone", photo}, {"bob", nullptr}});
  EXPECT_EQ(named("bob").letters, "");
  directory.use(Photos{{"bob", photo}});
  EXPECT_EQ(named("bob").photo, photo);
  EXPECT_EQ(named("bob").letters, "B") << "for one that cannot be decoded";
  EXPECT_EQ(named("Anna Smith").photo, nullptr);
  EXPECT_EQ(named("Anna Smith").letters, "AS");
  EXPECT_EQ(touch(Part::name, "bob"), "bob") << "the photo is touched as the name is";
}

TEST(NoNames, HaveAnEmptyPage) {
  Directory nobody;
  EXPECT_TRUE(nobody.empty());
  nobody.press({50, 60});
  EXPECT_EQ(nobody.release(), std::nullopt);
  nobody.press({95, 60});
  nobody.move({95, 90});
  EXPECT_EQ(nobody.release(), std::nullopt);
}

}  // namespace
}  // namespace portero::display
