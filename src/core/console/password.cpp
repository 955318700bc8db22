#include "core/console/password.hpp"

#include <set>

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace portero::console {
namespace {

constexpr std::size_t min_different_characters = 5;

}  // namespace

std::optional<std::string> objection_to_password(std::string_view password,
                                                 std::string_view called) {
  if (!base::is_utf8(password)) return fmt::format("The {} is no text.", called);
  if (base::character_count(password) < min_password_characters)
    return fmt::format("The {} is too short: {} characters are the least.", called,
                       min_password_characters);
  if (password.size() > max_password_bytes)
    return fmt::format("The {} is too long: {} bytes are the most.", called, max_password_bytes);
  if (std::set<char>{password.begin(), password.end()}.size() < min_different_characters)
    return fmt::format("The {} repeats itself: use at least {} different characters.", called,
                       min_different_characters);
  return std::nullopt;
}

}  // namespace portero::console
