#pragma once

#include <concepts>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <boost/describe.hpp>
#include <boost/json.hpp>

#include "base/base64.hpp"

// Plain structs as JSON, field by field as BOOST_DESCRIBE_STRUCT names them. Both ends are of one
// version: every field must be there and no other may be.
//   struct -> object   vector -> array   bytes -> Base64   nullopt -> null   enum -> its name
//   variant -> {"name of the type": value}   Id -> number
namespace portero::ipc::described {

namespace json = boost::json;

// How a type that is no struct is written as a text, and read.
template <class T>
struct AsText;

// What a variant calls this alternative.
template <class T>
inline constexpr std::string_view name_of = T::name;

template <class T>
concept Textual = requires(const T& value, std::string_view text) {
  { AsText<T>::text(value) } -> std::convertible_to<std::string>;
  { AsText<T>::read(text) } -> std::same_as<std::optional<T>>;
};
template <class T>
concept Described = boost::describe::has_describe_members<T>::value;
template <class T>
concept Identifier = requires(const T& id) { T{id.value()}; } && !Described<T>;
template <class T>
concept Sequence = requires(T list) { list.emplace_back(); } && !std::same_as<T, std::string>;

using Bytes = std::vector<std::uint8_t>;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_variant = false;
template <class... T>
inline constexpr bool is_variant<std::variant<T...>> = true;

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T>
json::value written(const T& value);

template <class T>
json::object written_members(const T& value) {
  return [&]<template <class...> class List, class... Member>(List<Member...>) {
    json::object out;
    (out.emplace(Member::name, written(value.*Member::pointer)), ...);
    return out;
  }(MembersOf<T>{});
}

template <class T>
json::value written(const T& value) {
  if constexpr (Textual<T>) {
    return json::string{AsText<T>::text(value)};
  } else if constexpr (std::same_as<T, Bytes>) {
    return json::string{base::to_base64(value)};
  } else if constexpr (Described<T>) {
    return written_members(value);
  } else if constexpr (is_optional<T>) {
    return value ? written(*value) : json::value(nullptr);
  } else if constexpr (is_variant<T>) {
    return std::visit(
        []<class Chosen>(const Chosen& chosen) {
          return json::value{{name_of<Chosen>, written(chosen)}};
        },
        value);
  } else if constexpr (std::is_enum_v<T>) {
    return json::string{boost::describe::enum_to_string(value, "")};
  } else if constexpr (Identifier<T>) {
    return json::value(value.value());
  } else if constexpr (Sequence<T>) {
    json::array out;
    for (const auto& element : value) out.push_back(written(element));
    return out;
  } else {
    return json::value(value);
  }
}

// Reads a value; the first thing that is wrong is kept with its place: "open_leg.own: ...".
class Reader {
 public:
  [[nodiscard]] const std::string& problem() const { return problem_; }

  template <class T>
  std::optional<T> read(const json::value& from, const std::string& place) {
    if constexpr (Textual<T>) {
      return textual<T>(from, place);
    } else if constexpr (std::same_as<T, Bytes>) {
      return bytes(from, place);
    } else if constexpr (Described<T>) {
      return described<T>(from, place);
    } else if constexpr (is_optional<T>) {
      if (from.is_null()) return T{};
      auto value = read<typename T::value_type>(from, place);
      return value ? std::optional<T>{*std::move(value)} : std::nullopt;
    } else if constexpr (is_variant<T>) {
      return alternative<T>(from, place);
    } else if constexpr (std::is_enum_v<T>) {
      return enumerator<T>(from, place);
    } else if constexpr (Identifier<T>) {
      const auto value = number<typename T::value_type>(from, place);
      return value ? std::optional<T>{*value} : std::nullopt;
    } else if constexpr (Sequence<T>) {
      return sequence<T>(from, place);
    } else if constexpr (std::same_as<T, bool>) {
      return from.is_bool() ? std::optional{from.get_bool()} : wrong<bool>(place, "true or false");
    } else if constexpr (std::same_as<T, std::string>) {
      if (!from.is_string()) return wrong<T>(place, "a text");
      return std::string{from.get_string()};
    } else {
      return number<T>(from, place);
    }
  }

 private:
  template <class T>
  std::optional<T> wrong(const std::string& place, std::string_view wanted) {
    if (problem_.empty()) problem_ = place + ": must be " + std::string{wanted};
    return std::nullopt;
  }

  template <class T>
  std::optional<T> number(const json::value& from, const std::string& place) {
    json::error_code error;
    const T value = from.to_number<T>(error);
    return error ? wrong<T>(place, "a number in its range") : std::optional<T>{value};
  }

  template <class T>
  std::optional<T> textual(const json::value& from, const std::string& place) {
    auto value = from.is_string() ? AsText<T>::read(from.get_string()) : std::nullopt;
    return value ? value : wrong<T>(place, AsText<T>::wanted);
  }

  std::optional<Bytes> bytes(const json::value& from, const std::string& place) {
    auto value = from.is_string() ? base::from_base64(from.get_string()) : std::nullopt;
    return value ? value : wrong<Bytes>(place, "bytes in Base64");
  }

  template <class T>
  std::optional<T> enumerator(const json::value& from, const std::string& place) {
    T value{};
    if (!from.is_string() ||
        !boost::describe::enum_from_string(std::string{from.get_string()}.c_str(), value))
      return wrong<T>(place, "one of its names");
    return value;
  }

  template <class T>
  std::optional<T> sequence(const json::value& from, const std::string& place) {
    if (!from.is_array()) return wrong<T>(place, "a list");
    T list;
    for (const json::value& element : from.get_array()) {
      auto value =
          read<typename T::value_type>(element, place + "[" + std::to_string(list.size()) + "]");
      if (!value) return std::nullopt;
      list.push_back(*std::move(value));
    }
    return list;
  }

  template <class T>
  std::optional<T> described(const json::value& from, const std::string& place) {
    if (!from.is_object()) return wrong<T>(place, "an object");
    return
        [&]<template <class...> class List, class... Member>(List<Member...>) -> std::optional<T> {
          if (from.get_object().size() > sizeof...(Member))
            return wrong<T>(place, "without fields that are unknown");
          std::tuple<
              std::optional<std::remove_cvref_t<decltype(std::declval<T>().*Member::pointer)>>...>
              members{member<std::remove_cvref_t<decltype(std::declval<T>().*Member::pointer)>>(
                  from.get_object(), Member::name, place)...};
          return std::apply(
              [](auto&&... value) -> std::optional<T> {
                if (!(value.has_value() && ...)) return std::nullopt;
                return T{*std::move(value)...};
              },
              std::move(members));
        }(MembersOf<T>{});
  }

  template <class T>
  std::optional<T> member(const json::object& from, const char* name, const std::string& place) {
    const std::string here = place.empty() ? name : place + "." + name;
    const json::value* value = from.if_contains(name);
    return value ? read<T>(*value, here) : wrong<T>(here, "there");
  }

  template <class T>
  std::optional<T> alternative(const json::value& from, const std::string& place) {
    if (!from.is_object() || from.get_object().size() != 1)
      return wrong<T>(place.empty() ? "message" : place, "an object with one field");
    const auto& [name, value] = *from.get_object().begin();
    const std::string here = place.empty() ? std::string{name} : place + "." + std::string{name};
    return [&]<class... Choice>(std::type_identity<std::variant<Choice...>>) {
      std::optional<T> found;
      const bool known =
          ((name == name_of<Choice> && (found = read<Choice>(value, here), true)) || ...);
      return known ? found : wrong<T>(here, "a name that is known");
    }(std::type_identity<T>{});
  }

  std::string problem_;
};

template <class T>
std::expected<T, std::string> read(std::string_view text) {
  constexpr std::size_t max_depth = 16;
  json::error_code error;
  json::parse_options options;
  options.max_depth = max_depth;
  const json::value value = json::parse({text.data(), text.size()}, error, {}, options);
  if (error) return std::unexpected("not JSON: " + error.message());
  Reader reader;
  auto result = reader.read<T>(value, "");
  if (!result) return std::unexpected(reader.problem());
  return *std::move(result);
}

}  // namespace portero::ipc::described
