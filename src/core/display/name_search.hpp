#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Names of people, firms and flats, as a visitor looks for them: without case, accents and what
// stands between words. Whatever is not Latin is taken as it is, but for the case of Greek and
// Cyrillic.
namespace portero::display {

struct SoughtName {
  std::u32string letters;          // and digits: "obrienjose" of "O'Brien, José"
  std::vector<std::size_t> words;  // where each of them begins
};

[[nodiscard]] SoughtName sought_name(std::string_view name);

// A word of it, with those after it, begins with what was typed; every name does with nothing.
[[nodiscard]] bool matches(const SoughtName& name, std::u32string_view typed);

// By its letters; numbers by their size, so that flat 2 stands before flat 10.
[[nodiscard]] bool stands_before(const SoughtName& one, const SoughtName& other);

// Under which a name stands in the list: a capital, or '#' for what begins with none.
[[nodiscard]] char32_t initial(const SoughtName& name);

[[nodiscard]] char32_t capital(char32_t letter);

// The first letters of its first word and its last, in capitals, or up to three digits: "AM" of
// "Anna Maria Müller", "F10" of "Flat 10"; "#" where there is none.
[[nodiscard]] std::string letters_for(const SoughtName& name);

}  // namespace portero::display
