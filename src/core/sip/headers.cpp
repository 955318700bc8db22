#include "core/sip/headers.hpp"

#include <algorithm>

#include "core/sip/ascii.hpp"

namespace portero::sip {
namespace {

std::string one_line(std::string_view value) {
  std::string line{trimmed(value)};
  std::ranges::replace_if(line, [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return line;
}

}  // namespace

void Headers::append(HeaderName name, std::string_view value) {
  list_.push_back({std::move(name), one_line(value)});
}

void Headers::prepend(HeaderName name, std::string_view value) {
  list_.insert(list_.begin(), {std::move(name), one_line(value)});
}

void Headers::set_first(HeaderName name, std::string_view value) {
  const auto found = std::ranges::find(list_, name, &Header::name);
  if (found == list_.end()) return append(std::move(name), value);
  found->value = one_line(value);
}

void Headers::set(const HeaderName& name, std::string_view value) {
  set_first(name, value);
  const auto first = std::ranges::find(list_, name, &Header::name);
  const auto others = std::ranges::remove(first + 1, list_.end(), name, &Header::name);
  list_.erase(others.begin(), others.end());
}

void Headers::remove(const HeaderName& name) {
  std::erase_if(list_, [&](const Header& header) { return header.name == name; });
}

std::optional<std::string_view> Headers::first(const HeaderName& name) const {
  const auto found = std::ranges::find(list_, name, &Header::name);
  if (found == list_.end()) return std::nullopt;
  return found->value;
}

std::vector<std::string_view> Headers::all(const HeaderName& name) const {
  std::vector<std::string_view> values;
  for (const Header& header : list_)
    if (header.name == name) values.emplace_back(header.value);
  return values;
}

std::size_t Headers::count(const HeaderName& name) const {
  return static_cast<std::size_t>(std::ranges::count(list_, name, &Header::name));
}

}  // namespace portero::sip
