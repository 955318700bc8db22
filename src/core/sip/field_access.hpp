#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/sip/fields.hpp"
#include "core/sip/limits.hpp"

namespace portero::sip {

// How fields.hpp finds and parses: a function for one value, wherever it comes from.
template <class T>
using Parse = Parsed<T> (*)(std::string_view value);

template <class T>
[[nodiscard]] Field<T> parsed_field(HeaderId id, std::string_view value, Parse<T> parse) {
  Parsed<T> field = parse(value);
  if (!field) return std::unexpected{HeaderError{id, field.error().what, field.error().at}};
  return *std::move(field);
}

template <class T>
[[nodiscard]] Field<std::optional<T>> optional_field(const Headers& headers, HeaderId id,
                                                     Parse<T> parse) {
  const auto value = headers.first(id);
  if (!value) return std::nullopt;
  Field<T> field = parsed_field(id, *value, parse);
  if (!field) return std::unexpected{field.error()};
  return *std::move(field);
}

template <class T>
[[nodiscard]] Field<T> required_field(const Headers& headers, HeaderId id, Parse<T> parse) {
  const auto value = headers.first(id);
  if (!value) return std::unexpected{HeaderError{id, "missing"}};
  return parsed_field(id, *value, parse);
}

// The elements of all the fields with that name, in their order.
template <class T>
[[nodiscard]] Field<std::vector<T>> list_field(const Headers& headers, HeaderId id,
                                               Parse<std::vector<T>> parse,
                                               std::size_t limit = max_list_elements) {
  std::vector<T> all;
  for (const std::string_view value : headers.all(id)) {
    auto elements = parsed_field(id, value, parse);
    if (!elements) return elements;
    if (all.size() + elements->size() > limit)
      return std::unexpected{HeaderError{id, "too many elements"}};
    for (T& element : *elements) all.push_back(std::move(element));
  }
  return all;
}

}  // namespace portero::sip
