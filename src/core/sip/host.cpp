#include "core/sip/host.hpp"

#include <span>

namespace portero::sip {
namespace {

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

std::optional<std::uint16_t> hex_group(std::string_view text) {
  if (text.empty() || text.size() > 4 || !hex_chars.contains_all(text)) return std::nullopt;
  std::uint16_t group = 0;
  std::from_chars(text.data(), text.data() + text.size(), group, 16);
  return group;
}

// "1:2:3" or "1:2:10.0.0.1" into bytes; nullopt when a group is wrong or there are too many.
std::optional<std::size_t> read_groups(std::string_view text, std::span<std::uint8_t> out) {
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    if (const auto dotted = colon == text.npos ? parse_ipv4(group) : std::nullopt) {
      if (used + 4 > out.size()) return std::nullopt;
      for (const std::uint8_t byte : *dotted) out[used++] = byte;
      return used;
    }
    const auto value = hex_group(group);
    if (!value || used + 2 > out.size()) return std::nullopt;
    out[used++] = static_cast<std::uint8_t>(*value >> 8U);
    out[used++] = static_cast<std::uint8_t>(*value & 0xffU);
    if (colon == text.npos) return used;
    text.remove_prefix(colon + 1);
    if (text.empty()) return std::nullopt;
  }
  return used;
}

}  // namespace

std::optional<std::array<std::uint8_t, 4>> parse_ipv4(std::string_view text) {
  std::array<std::uint8_t, 4> address{};
  for (std::size_t i = 0; i < address.size(); ++i) {
    const std::size_t dot = i == 3 ? text.size() : text.find('.');
    if (dot == text.npos || dot > 3) return std::nullopt;
    const auto number = parse_decimal<std::uint8_t>(text.substr(0, dot));
    if (!number) return std::nullopt;
    address[i] = *number;
    text.remove_prefix(i == 3 ? dot : dot + 1);
  }
  return address;
}

std::optional<std::array<std::uint8_t, 16>> parse_ipv6(std::string_view text) {
  std::array<std::uint8_t, 16> address{};
  const std::size_t gap = text.find("::");
  if (gap == text.npos) {
    if (read_groups(text, address) != address.size()) return std::nullopt;
    return address;
  }
  std::array<std::uint8_t, 14> tail{};
  const auto head_size = read_groups(text.substr(0, gap), std::span{address}.first(14));
  const auto tail_size = read_groups(text.substr(gap + 2), tail);
  // An IPv4 part can only be the last one.
  const bool dotted_head = text.substr(0, gap).find('.') != text.npos;
  if (!head_size || !tail_size || *head_size + *tail_size > 14 || dotted_head) return std::nullopt;
  for (std::size_t i = 0; i < *tail_size; ++i) address[16 - *tail_size + i] = tail[i];
  return address;
}

HostKind host_kind(std::string_view host) {
  if (host.find(':') != host.npos) return HostKind::ipv6;
  return parse_ipv4(host) ? HostKind::ipv4 : HostKind::name;
}

bool same_host(std::string_view left, std::string_view right) {
  if (equals_ignoring_case(left, right)) return true;
  const auto left_address = parse_ipv6(left);
  return left_address && left_address == parse_ipv6(right);
}

Parsed<HostPort> scan_host_port(Scanner& scanner) {
  HostPort result;
  const Scanner start = scanner;
  if (scanner.take('[')) {
    result.host = scanner.take_while(ipv6_chars);
    if (!parse_ipv6(result.host)) return start.error("not an IPv6 address in brackets");
    if (!scanner.take(']')) return scanner.error("expected ']'");
  } else {
    result.host = scanner.take_while(name_chars);
    if (result.host.empty()) return start.error("expected a host");
    if (!parse_ipv4(result.host) && !is_host_name(result.host))
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
