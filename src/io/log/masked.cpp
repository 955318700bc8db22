#include "io/log/masked.hpp"

namespace portero::log {
namespace {

constexpr std::size_t shown_at_each_end = 3;
constexpr std::size_t long_enough = 9;
constexpr std::size_t max_stars = 16;
constexpr std::string_view sip_scheme = "sip:";

}  // namespace

// The host behind '@' is no person, but where a home's address is: it goes too.
std::string masked(Person person) {
  std::string_view name = person.name;
  if (name.starts_with(sip_scheme)) name.remove_prefix(sip_scheme.size());
  name = name.substr(0, name.find('@'));
  if (name.size() < long_enough) return std::string(name.size(), '*');
  const std::size_t hidden = name.size() - 2 * shown_at_each_end;
  return std::string{name.substr(0, shown_at_each_end)} +
         std::string(hidden < max_stars ? hidden : max_stars, '*') +
         std::string{name.substr(name.size() - shown_at_each_end)};
}

}  // namespace portero::log
