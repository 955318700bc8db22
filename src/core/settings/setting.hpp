#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ratio>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "core/settings/condition.hpp"
#include "core/settings/format.hpp"
#include "core/settings/key.hpp"

namespace portero::settings {

// A choice is held as the name of what was chosen.
using Value = std::variant<bool, std::int64_t, std::string, TextList>;

enum class Unit { none, s, ms, us, percent, baud, kbit_per_s };

struct BooleanType {
  bool initial;
};

struct IntegerType {
  std::optional<std::int64_t> initial;
  std::int64_t min;
  std::int64_t max;
  Unit unit = Unit::none;
  std::span<const std::int64_t> only = {};  // where not every number of the range is allowed
};

// Lengths are in characters. A text without a default of its own is empty by default; one that has
// a default is never empty.
struct TextType {
  std::string_view initial = "";
  std::size_t max_length = 64;
  Format format = Format::line;
  bool trim_blanks = false;
  bool secret = false;

  [[nodiscard]] constexpr bool may_be_empty() const { return initial.empty(); }
};

struct Choice {
  std::size_t ordinal;
  std::string_view name;
  std::string_view label;
};

struct ChoiceType {
  std::size_t initial;
  std::span<const Choice> choices;
};

struct ListType {
  std::size_t max_items;
  TextType item;
};

using Type = std::variant<BooleanType, IntegerType, TextType, ChoiceType, ListType>;

// Where the consoles show a setting. Settings of one section stand together in the table.
struct Section {
  std::string_view page;
  std::string_view title;

  bool operator==(const Section&) const = default;
};

struct About {
  std::string_view label;
  std::string_view help;
  std::string_view product_id;  // the requirement of the product's specification
  Section section;
  const Condition* required = nullptr;  // when there must be a value
};

// One row of the table.
struct Setting {
  std::string_view key;
  About about;
  Type type;
};

// The type of a row follows from what its key reads as.

constexpr Setting setting(Key<bool> key, About about, bool initial) {
  return {key.name, about, BooleanType{initial}};
}

constexpr Setting setting(Key<std::int64_t> key, About about, IntegerType type) {
  return {key.name, about, type};
}

constexpr Setting setting(Key<std::optional<std::int64_t>> key, About about, std::int64_t min,
                          std::int64_t max) {
  return {key.name, about, IntegerType{.initial = {}, .min = min, .max = max}};
}

template <class Rep, class Period>
constexpr Setting setting(Key<std::chrono::duration<Rep, Period>> key, About about,
                          IntegerType type) {
  static_assert(std::is_same_v<Period, std::ratio<1>> || std::is_same_v<Period, std::milli> ||
                std::is_same_v<Period, std::micro>);
  type.unit = std::is_same_v<Period, std::micro>   ? Unit::us
              : std::is_same_v<Period, std::milli> ? Unit::ms
                                                   : Unit::s;
  return {key.name, about, type};
}

constexpr Setting setting(Key<std::string> key, About about, TextType type) {
  return {key.name, about, type};
}

constexpr Setting setting(Key<Secret> key, About about, TextType type) {
  type.secret = true;
  return {key.name, about, type};
}

constexpr Setting setting(Key<TextList> key, About about, ListType type) {
  return {key.name, about, type};
}

template <class Enum>
  requires std::is_enum_v<Enum>
constexpr Setting setting(Key<Enum> key, About about, Enum initial,
                          std::span<const Choice> choices) {
  return {key.name, about, ChoiceType{static_cast<std::size_t>(initial), choices}};
}

template <class Enum>
  requires std::is_enum_v<Enum>
constexpr Choice choice(Enum value, std::string_view name, std::string_view label) {
  return {static_cast<std::size_t>(value), name, label};
}

}  // namespace portero::settings
