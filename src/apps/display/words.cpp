#include "apps/display/words.hpp"

#include <QFile>
#include <QString>
#include <algorithm>

#include <boost/json.hpp>

#include "apps/display/built_in.hpp"
#include "base/assert.hpp"

namespace portero::screen {
namespace {

namespace json = boost::json;

constexpr std::size_t words_of_a_view = 3;
constexpr std::size_t words_beside_the_views = 6;

// Empty, which nobody can read, counts as missing unless it may be.
bool take(const json::object& from, std::string_view name, bool may_be_empty, std::string& into) {
  const json::value* const value = from.if_contains(name);
  if (value == nullptr || !value->is_string()) return false;
  into = std::string{value->get_string()};
  return may_be_empty || !into.empty();
}

bool take(const json::object& from, ViewWords& into) {
  return from.size() == words_of_a_view && take(from, "title", false, into.title) &&
         take(from, "hint", true, into.hint) && take(from, "word", false, into.word);
}

// For what was typed.
bool has_place(std::string_view text) {
  return text.contains("{}") && std::ranges::count(text, '{') == 1 &&
         std::ranges::count(text, '}') == 1;
}

const json::object* object_in(const json::object& from, std::string_view name) {
  const json::value* const value = from.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

}  // namespace

std::string_view code(settings::Language language) {
  switch (language) {
    case settings::Language::english: return "en";
    case settings::Language::spanish: return "es";
    case settings::Language::german: return "de";
    case settings::Language::french: return "fr";
  }
  return "";
}

std::expected<Words, std::string> read_words(std::string_view text) {
  json::error_code error;
  const json::value whole = json::parse({text.data(), text.size()}, error);
  if (error || !whole.is_object()) return std::unexpected{"The catalogue is not a JSON object."};
  const json::object& all = whole.get_object();
  const json::object* const views = object_in(all, "views");
  if (views == nullptr) return std::unexpected{"views must be there."};
  Words words;
  for (const display::View view : display::all_views) {
    const json::object* const one = object_in(*views, name(view));
    if (one == nullptr || !take(*one, words.views[view]))
      return std::unexpected{std::string{name(view)} + " must have title, hint and word."};
  }
  if (views->size() != display::all_views.size() || all.size() != words_beside_the_views + 1)
    return std::unexpected{"The catalogue has an entry that is unknown."};
  if (!take(all, "code", false, words.code) || !take(all, "operator", false, words.operators) ||
      !take(all, "you", false, words.visitor) || !take(all, "camera", false, words.camera))
    return std::unexpected{"code, operator, you and camera must be there."};
  if (!take(all, "search", false, words.search) || !take(all, "no_match", false, words.no_match) ||
      !has_place(words.no_match))
    return std::unexpected{"search must be there, and no_match with one {}."};
  return words;
}

const Words& words_in(settings::Language language) {
  static const std::map<settings::Language, Words> all = [] {
    load_built_in();
    std::map<settings::Language, Words> read;
    for (const settings::Language one : all_languages) {
      QFile file{QString{":/words/%1.json"}.arg(QString::fromUtf8(code(one)))};
      PORTERO_ASSERT(file.open(QIODevice::ReadOnly), "a catalogue is built in");
      const QByteArray text = file.readAll();
      auto words = read_words({text.data(), static_cast<std::size_t>(text.size())});
      PORTERO_ASSERT(words.has_value(), "a catalogue is whole");
      read.emplace(one, *std::move(words));
    }
    return read;
  }();
  return all.at(language);
}

}  // namespace portero::screen
