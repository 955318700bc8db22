#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "core/settings/table.hpp"

namespace portero::settings {
namespace {

// Longer names are no misspelt keys, and comparing takes the square of the length.
constexpr std::size_t longest_compared = 64;

// Levenshtein's distance, one row of the matrix at a time.
std::size_t edits(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string_view nearest_key(std::string_view unknown) {
  if (unknown.size() > longest_compared) return "";
  const auto nearest = std::ranges::min_element(
      table(), {}, [&](const Setting& setting) { return edits(unknown, setting.key); });
  return edits(unknown, nearest->key) * 2 <= nearest->key.size() ? nearest->key : "";
}

}  // namespace portero::settings
