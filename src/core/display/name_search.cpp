#include "core/display/name_search.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace portero::display {
namespace {

constexpr char32_t first_accented = U'\u00C0';
// From U+00C0 to U+017F, each without its accent; a blank is no letter.
constexpr std::string_view without_accents =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
    "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(without_accents.size() == U'\u017F' - first_accented + 1);

bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }
bool digit(char32_t c) { return within(c, U'0', U'9'); }
bool lower(char32_t c) { return within(c, U'a', U'z'); }
bool combines(char32_t c) { return within(c, U'\u0300', U'\u036F'); }

// What two letters are written for, without the first of them.
char32_t second_letter(char32_t c) {
  switch (c) {
    case U'\u00C6':
    case U'\u00E6':
    case U'\u0152':
    case U'\u0153': return U'e';
    case U'\u00DE':
    case U'\u00FE': return U'h';
    case U'\u00DF': return U's';
    case U'\u0132':
    case U'\u0133': return U'j';
    default: return 0;
  }
}

// 0 for what is no letter and no digit.
char32_t plain(char32_t c) {
  if (within(c, U'A', U'Z')) return c - U'A' + U'a';
  if (c < first_accented) return lower(c) || digit(c) ? c : 0;
  if (c - first_accented < without_accents.size()) {
    const char letter = without_accents[c - first_accented];
    return letter == ' ' ? 0 : static_cast<char32_t>(letter);
  }
  if (within(c, U'\u0218', U'\u021B')) return c <= U'\u0219' ? U's' : U't';
  if (within(c, U'\u0391', U'\u03A9') || within(c, U'\u0410', U'\u042F')) return c + 0x20;
  if (within(c, U'\u0400', U'\u040F')) return c + 0x50;
  if (c == U'\u1E9E') return U's';
  return within(c, U'\u2000', U'\u206F') || within(c, U'\u3000', U'\u3003') ? 0 : c;
}

// With the length of each number before it.
std::u32string order_of(const SoughtName& name) {
  std::u32string order;
  for (auto at = name.letters.begin(); at != name.letters.end();) {
    const auto end = std::find_if_not(at, name.letters.end(), digit);
    const auto number = std::find_if(at, end, [](char32_t c) { return c != U'0'; });
    if (at != end) order += static_cast<char32_t>(end - number);
    order.append(number, end);
    at = end;
    if (at != name.letters.end()) order += *at++;
  }
  return order;
}

}  // namespace

SoughtName sought_name(std::string_view name) {
  SoughtName sought;
  bool between_words = true;
  for (const char32_t c : base::characters(name)) {
    if (combines(c)) continue;
    const char32_t letter = plain(c);
    if (letter != 0) {
      if (between_words) sought.words.push_back(sought.letters.size());
      sought.letters += letter;
      if (const char32_t second = second_letter(c); second != 0) sought.letters += second;
    }
    between_words = letter == 0;
  }
  return sought;
}

bool matches(const SoughtName& name, std::u32string_view typed) {
  const std::u32string_view letters = name.letters;
  return typed.empty() || std::ranges::any_of(name.words, [&](std::size_t word) {
           return letters.substr(word).starts_with(typed);
         });
}

bool stands_before(const SoughtName& one, const SoughtName& other) {
  return order_of(one) < order_of(other);
}

char32_t initial(const SoughtName& name) {
  if (name.letters.empty() || digit(name.letters.front())) return U'#';
  return capital(name.letters.front());
}

char32_t capital(char32_t letter) {
  if (lower(letter)) return letter - U'a' + U'A';
  if (within(letter, U'\u03B1', U'\u03C9') && letter != U'\u03C2') return letter - 0x20;
  if (within(letter, U'\u0430', U'\u044F')) return letter - 0x20;
  if (within(letter, U'\u0450', U'\u045F')) return letter - 0x50;
  return letter;
}

std::string letters_for(const SoughtName& name) {
  constexpr std::size_t most_digits = 3;
  std::u32string letters;
  const auto add = [&](std::size_t word) {
    std::size_t count = 1;
    while (count < most_digits && word + count < name.letters.size() && digit(name.letters[word]) &&
           digit(name.letters[word + count]))
      ++count;
    letters += name.letters.substr(word, count);
  };
  if (name.words.empty()) return "#";
  add(name.words.front());
  if (name.words.size() > 1) add(name.words.back());
  std::ranges::transform(letters, letters.begin(), capital);
  return base::to_utf8(letters);
}

}  // namespace portero::display
