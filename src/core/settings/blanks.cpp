#include "core/settings/blanks.hpp"

#include <array>

namespace portero::settings {
namespace {

constexpr std::array<std::string_view, 8> blanks{
    " ", "\t", "\r", "\n", "\u00A0", "\u200B", "\u2060", "\uFEFF",
};

}  // namespace

std::string_view without_blanks_around(std::string_view text) {
  for (bool removed = true; removed;) {
    removed = false;
    for (const std::string_view blank : blanks) {
      if (text.starts_with(blank)) {
        text.remove_prefix(blank.size());
        removed = true;
      }
      if (text.ends_with(blank)) {
        text.remove_suffix(blank.size());
        removed = true;
      }
    }
  }
  return text;
}

}  // namespace portero::settings
