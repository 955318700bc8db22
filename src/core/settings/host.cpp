#include "core/settings/host.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>

#include "base/ip_address.hpp"

namespace portero::settings {
namespace {

using base::IpAddress;

constexpr std::size_t max_name = 253;
constexpr std::size_t max_label = 63;
constexpr std::size_t max_port_digits = 5;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool alphanumeric(char c) { return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool port(std::string_view text) {
  if (text.size() > max_port_digits) return false;
  unsigned value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && value >= 1 &&
         value <= 65535;
}

bool ipv6(std::string_view text) {
  const auto address = IpAddress::parse(text);
  return address && !address->is_v4();
}

bool label(std::string_view text) {
  return !text.empty() && text.size() <= max_label && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return alphanumeric(c) || c == '-' || c == '_'; });
}

bool host_name(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  if (text.size() > max_name) return false;
  for (auto dot = text.find('.'); dot != text.npos; dot = text.find('.')) {
    if (!label(text.substr(0, dot))) return false;
    text.remove_prefix(dot + 1);
  }
  // 10.0.0 or 10.0.0.256 is an address gone wrong, not a name.
  return label(text) && !std::ranges::all_of(text, digit);
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
  return IpAddress::parse(host) || host_name(host);
}

}  // namespace portero::settings
