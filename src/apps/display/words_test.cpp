#include "apps/display/words.hpp"

#include <fstream>
#include <iterator>
#include <set>

#include <gmock/gmock.h>

namespace portero::screen {
namespace {

using testing::HasSubstr;

// words_in() ends the process where a catalogue lacks an entry, so that this reads all of them.
TEST(WordsTest, EveryLanguageHasAllWords) {
  for (const settings::Language language : all_languages) {
    const Words& words = words_in(language);
    EXPECT_EQ(words.views.size(), display::all_views.size());
    for (const auto& [view, said] : words.views) {
      EXPECT_FALSE(said.title.empty()) << code(language) << " " << name(view);
      EXPECT_FALSE(said.word.empty()) << code(language) << " " << name(view);
    }
  }
}

TEST(WordsTest, NoLanguageWasForgottenInTranslating) {
  std::set<std::string> titles;
  for (const settings::Language language : all_languages)
    for (const auto& [view, said] : words_in(language).views) titles.insert(said.title);
  EXPECT_EQ(titles.size(), all_languages.size() * display::all_views.size());
  std::set<std::string> marks;
  for (const settings::Language language : all_languages) marks.insert(words_in(language).camera);
  EXPECT_EQ(marks.size(), all_languages.size());
}

// DSP-10: two states that one word stands for differ in their title.
TEST(WordsTest, StatesAreToldByWordsToo) {
  for (const settings::Language language : all_languages) {
    std::set<std::string> words;
    for (const auto& [view, said] : words_in(language).views)
      if (view != display::View::still_ringing)
        EXPECT_TRUE(words.insert(said.word).second) << code(language) << ": " << said.word;
  }
}

TEST(WordsTest, SayWhichEntryIsMissing) {
  EXPECT_THAT(read_words("[]").error(), HasSubstr("not a JSON object"));
  EXPECT_THAT(read_words("{}").error(), HasSubstr("views"));
  EXPECT_THAT(read_words(R"({"views":{}})").error(), HasSubstr("starting"));
  EXPECT_THAT(read_words(R"({"views":{"starting":{"title":"","hint":"","word":"x"}}})").error(),
              HasSubstr("starting"));
}

// A catalogue without it, or with another one, would end the process at the first search.
TEST(WordsTest, HaveOnePlaceForWhatWasTyped) {
  std::ifstream file{PORTERO_SOURCE_DIR "/src/apps/display/words/en.json"};
  const std::string whole{std::istreambuf_iterator<char>{file}, {}};
  ASSERT_TRUE(read_words(whole));
  for (const char* place : {"", "{", "{0:d}", "{} {}"}) {
    std::string other = whole;
    other.replace(other.find("{}"), 2, place);
    EXPECT_THAT(read_words(other).error(), HasSubstr("no_match")) << place;
  }
}

}  // namespace
}  // namespace portero::screen
