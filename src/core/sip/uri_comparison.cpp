#include <algorithm>
#include <array>

#include "core/sip/host.hpp"
#include "core/sip/uri.hpp"
#include "core/sip/uri_chars.hpp"

namespace portero::sip {
namespace {

std::optional<char> escaped_char(std::string_view text) {
  if (text.size() < 3 || text[0] != '%' || !hex_chars.contains_all(text.substr(1, 2)))
    return std::nullopt;
  unsigned value = 0;
  std::from_chars(text.data() + 1, text.data() + 3, value, 16);
  return static_cast<char>(value);
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += digits[byte >> 4U];
  out += digits[byte & 0xfU];
}

// One spelling for what RFC 3261 19.1.4 calls equivalent: an escape stands for its character unless
// that is reserved.
std::string normalized(std::string_view text) {
  constexpr CharSet reserved{";/?:@&=+$,"};
  std::string out;
  while (!text.empty()) {
    const auto escaped = escaped_char(text);
    if (!escaped)
      out += text.front();
    else if (reserved.contains(*escaped) || *escaped == '%')
      append_escape(out, *escaped);
    else
      out += *escaped;
    text.remove_prefix(escaped ? 3 : 1);
  }
  return out;
}

bool same_ignoring_case(std::string_view left, std::string_view right) {
  return equals_ignoring_case(normalized(left), normalized(right));
}

bool same_parameter(const Parameter& left, const Parameter& right) {
  if (left.value.has_value() != right.value.has_value()) return false;
  return !left.value || same_ignoring_case(*left.value, *right.value);
}

bool same_parameters(const Parameters& left, const Parameters& right) {
  constexpr std::array<std::string_view, 5> never_ignored{"user", "ttl", "method", "maddr",
                                                          "transport"};
  for (const std::string_view name : never_ignored)
    if (left.has(name) != right.has(name)) return false;
  return std::ranges::all_of(left, [&](const Parameter& parameter) {
    const Parameter* other = right.find(parameter.name);
    return !other || same_parameter(*left.find(parameter.name), *other);
  });
}

bool same_headers(const std::vector<Uri::Header>& left, const std::vector<Uri::Header>& right) {
  return std::ranges::is_permutation(left, right, [](const Uri::Header& a, const Uri::Header& b) {
    return same_ignoring_case(a.name, b.name) && normalized(a.value) == normalized(b.value);
  });
}

bool same_sip(const Uri& left, const Uri& right) {
  return normalized(left.user) == normalized(right.user) &&
         left.password.has_value() == right.password.has_value() &&
         normalized(left.password.value_or("")) == normalized(right.password.value_or("")) &&
         same_host(left.host, right.host) && left.port == right.port &&
         same_parameters(left.parameters, right.parameters) &&
         same_headers(left.headers, right.headers);
}

std::string without_visual_separators(std::string_view number) {
  std::string digits = to_lower(number);
  std::erase_if(digits, [](char c) { return CharSet{"-.()"}.contains(c); });
  return digits;
}

bool same_tel(const Uri& left, const Uri& right) {
  const auto within = [](const Parameters& some, const Parameters& all) {
    return std::ranges::all_of(some, [&](const Parameter& parameter) {
      const Parameter* other = all.find(parameter.name);
      return other && same_parameter(*some.find(parameter.name), *other);
    });
  };
  return without_visual_separators(left.user) == without_visual_separators(right.user) &&
         within(left.parameters, right.parameters) && within(right.parameters, left.parameters);
}

}  // namespace

bool equivalent(const Uri& left, const Uri& right) {
  if (left.scheme != right.scheme) return false;
  switch (left.scheme) {
    case Scheme::sip:
    case Scheme::sips: return same_sip(left, right);
    case Scheme::tel: return same_tel(left, right);
    case Scheme::other: return left.opaque == right.opaque;
  }
  return false;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto escaped = escaped_char(text);
    out += escaped.value_or(text.front());
    text.remove_prefix(escaped ? 3 : 1);
  }
  return out;
}

std::string percent_encoded_user(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (uri_user_chars.contains(c))
      out += c;
    else
      append_escape(out, c);
  }
  return out;
}

}  // namespace portero::sip
