#include "core/sip/host.hpp"

#include "base/ip_address.hpp"

namespace portero::sip {
namespace {

using base::IpAddress;

// RFC 1123's letters, and the underscore that real networks have.
constexpr CharSet name_chars = alphanumeric_chars | CharSet{"-_."};
constexpr CharSet ipv6_chars = hex_chars | CharSet{":."};

bool is_host_name(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  if (text.empty() || text.size() > 253 || text.find("..") != text.npos || text.front() == '.')
    return false;
  // A last label of digits alone is an IPv4 address that went wrong.
  const std::string_view top_label = text.substr(text.rfind('.') + 1);
  return !digit_chars.contains_all(top_label);
}

}  // namespace

HostKind host_kind(std::string_view host) {
  if (host.find(':') != host.npos) return HostKind::ipv6;
  return IpAddress::parse(host) ? HostKind::ipv4 : HostKind::name;
}

bool same_host(std::string_view left, std::string_view right) {
  if (equals_ignoring_case(left, right)) return true;
  const auto left_address = IpAddress::parse(left);
  return left_address && left_address == IpAddress::parse(right);
}

Parsed<HostPort> scan_host_port(Scanner& scanner) {
  HostPort result;
  const Scanner start = scanner;
  if (scanner.take('[')) {
    result.host = scanner.take_while(ipv6_chars);
    if (result.host.find(':') == result.host.npos || !IpAddress::parse(result.host))
      return start.error("not an IPv6 address in brackets");
    if (!scanner.take(']')) return scanner.error("expected ']'");
  } else {
    result.host = scanner.take_while(name_chars);
    if (result.host.empty()) return start.error("expected a host");
    if (!IpAddress::parse(result.host) && !is_host_name(result.host))
      return start.error("neither a host name nor an IPv4 address");
  }
  if (!scanner.take_separator(':')) return result;
  const Scanner before_port = scanner;
  result.port = parse_decimal<std::uint16_t>(scanner.take_while(digit_chars));
  if (result.port.value_or(0) == 0) return before_port.error("expected a port from 1 to 65535");
  return result;
}

void append_host_port(std::string& out, std::string_view host, std::optional<std::uint16_t> port) {
  const bool brackets = host.find(':') != host.npos;
  if (brackets) out += '[';
  out += host;
  if (brackets) out += ']';
  if (port) out += ':' + std::to_string(*port);
}

}  // namespace portero::sip
