#include "core/settings/host.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <system_error>

namespace portero::settings {
namespace {

constexpr std::size_t kMaxName = 253;
constexpr std::size_t kMaxLabel = 63;
constexpr int kIpv6Groups = 8;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool hex(char c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool alphanumeric(char c) { return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::optional<unsigned> number(std::string_view text, std::size_t max_digits) {
  if (text.empty() || text.size() > max_digits || !std::ranges::all_of(text, digit)) return {};
  unsigned value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc{} ? std::optional{value} : std::nullopt;
}

bool port(std::string_view text) {
  const auto value = number(text, 5);
  return value && *value >= 1 && *value <= 65535;
}

// Takes what stands before the separator, or all, off the front of the rest.
std::string_view take_until(char separator, std::string_view& rest) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return taken;
}

bool ipv4(std::string_view text) {
  if (std::ranges::count(text, '.') != 3 || text.ends_with('.')) return false;
  while (!text.empty()) {
    const auto value = number(take_until('.', text), 3);
    if (!value || *value > 255) return false;
  }
  return true;
}

bool label(std::string_view text) {
  return !text.empty() && text.size() <= kMaxLabel && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return alphanumeric(c) || c == '-' || c == '_'; });
}

bool host_name(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  if (text.empty() || text.size() > kMaxName || text.ends_with('.')) return false;
  std::string_view last;
  while (!text.empty()) {
    last = take_until('.', text);
    if (!label(last)) return false;
  }
  // 10.0.0 or 10.0.0.256 is an address gone wrong, not a name.
  return !std::ranges::all_of(last, digit);
}

// The number of 16-bit groups of one side of '::', nullopt where it is none.
std::optional<int> ipv6_groups(std::string_view text, bool may_end_in_ipv4) {
  if (text.ends_with(':')) return {};
  int groups = 0;
  while (!text.empty()) {
    const std::string_view group = take_until(':', text);
    if (text.empty() && may_end_in_ipv4 && ipv4(group)) return groups + 2;
    if (group.empty() || group.size() > 4 || !std::ranges::all_of(group, hex)) return {};
    ++groups;
  }
  return groups;
}

bool ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == text.npos) return ipv6_groups(text, true) == kIpv6Groups;
  const auto before = ipv6_groups(text.substr(0, gap), false);
  const auto after = ipv6_groups(text.substr(gap + 2), true);
  return before && after && *before + *after < kIpv6Groups;
}

}  // namespace

bool host_and_port(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == text.npos || !ipv6(text.substr(1, end - 1))) return false;
    const std::string_view rest = text.substr(end + 1);
    return rest.empty() || (rest.front() == ':' && port(rest.substr(1)));
  }
  if (ipv6(text)) return true;
  const std::size_t colon = text.find(':');
  if (colon != text.npos && !port(text.substr(colon + 1))) return false;
  const std::string_view host = text.substr(0, colon);
  return ipv4(host) || host_name(host);
}

}  // namespace portero::settings
