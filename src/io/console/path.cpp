#include "io/console/path.hpp"

#include <charconv>

namespace portero::console {
namespace {

// Takes the first segment off, without the slash before it.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

std::optional<std::uint64_t> number(std::string_view segment) {
  std::uint64_t number = 0;
  const auto [end, failed] =
      std::from_chars(segment.data(), segment.data() + segment.size(), number);
  if (failed != std::errc{} || end != segment.data() + segment.size()) return std::nullopt;
  return number;
}

}  // namespace

bool matches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = take_segment(pattern);
    const std::string_view given = take_segment(path);
    const bool fits = wanted.starts_with('{') ? number(given).has_value() : wanted == given;
    if (!fits) return false;
  }
  return pattern.empty() && path.empty();
}

std::optional<std::uint64_t> number_in(std::string_view path) {
  while (!path.empty())
    if (const auto found = number(take_segment(path))) return found;
  return std::nullopt;
}

}  // namespace portero::console
