#pragma once

#include <array>
#include <expected>
#include <map>
#include <string>
#include <string_view>

#include "core/display/view.hpp"

// The catalogues: words/en.json and its like, one for each language.
namespace portero::screen {

struct ViewWords {
  std::string title;
  std::string hint;  // may be empty
  std::string word;  // the one that a mullion's display has room for
};

struct Words {
  std::map<display::View, ViewWords> views;
  std::string code;       // before the code that sets a station up
  std::string operators;  // beside the level of whoever speaks to the visitor
  std::string visitor;    // beside that of the visitor
  std::string camera;     // of the mark that says that it is seen
  std::string search;     // where a name is typed
  std::string no_match;   // "No match for “{}”", with what was typed
};

inline constexpr std::array all_languages{settings::Language::english, settings::Language::spanish,
                                          settings::Language::german, settings::Language::french};

// "en"
std::string_view code(settings::Language language);

// An error names the first entry that is missing, empty or unknown.
[[nodiscard]] std::expected<Words, std::string> read_words(std::string_view json);

// Those that are built in.
[[nodiscard]] const Words& words_in(settings::Language language);

}  // namespace portero::screen
