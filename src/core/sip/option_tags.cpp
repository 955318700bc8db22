#include "core/sip/option_tags.hpp"

#include <algorithm>

#include "core/sip/field_access.hpp"
#include "core/sip/list.hpp"

namespace portero::sip {
namespace {

Parsed<std::string> scan_option_tag(Scanner& scanner) {
  const std::string_view tag = scanner.token();
  if (tag.empty()) return scanner.error("expected an option tag");
  return std::string{tag};
}

Parsed<Method> scan_method(Scanner& scanner) {
  const std::string_view method = scanner.token();
  if (method.empty()) return scanner.error("expected a method");
  return Method::from_text(method);
}

void append_element(std::string& out, std::string_view element) {
  if (!out.empty()) out += ", ";
  out += element;
}

}  // namespace

Parsed<std::vector<std::string>> parse_option_tags(std::string_view value) {
  if (trimmed(value).empty()) return std::vector<std::string>{};
  return parse_list<std::string>(value, scan_option_tag);
}

Parsed<std::vector<Method>> parse_methods(std::string_view value) {
  if (trimmed(value).empty()) return std::vector<Method>{};
  return parse_list<Method>(value, scan_method);
}

Field<std::vector<std::string>> supported(const Headers& headers) {
  return list_field(headers, HeaderId::supported, parse_option_tags);
}

Field<std::vector<std::string>> require(const Headers& headers) {
  return list_field(headers, HeaderId::require, parse_option_tags);
}

Field<std::vector<std::string>> proxy_require(const Headers& headers) {
  return list_field(headers, HeaderId::proxy_require, parse_option_tags);
}

Field<std::vector<std::string>> unsupported(const Headers& headers) {
  return list_field(headers, HeaderId::unsupported, parse_option_tags);
}

Field<std::vector<Method>> allow(const Headers& headers) {
  return list_field(headers, HeaderId::allow, parse_methods);
}

bool has_option(const std::vector<std::string>& tags, std::string_view tag) {
  return std::ranges::any_of(
      tags, [tag](const std::string& candidate) { return equals_ignoring_case(candidate, tag); });
}

std::string to_string(const std::vector<std::string>& tags) {
  std::string out;
  for (const std::string& tag : tags) append_element(out, tag);
  return out;
}

std::string to_string(const std::vector<Method>& methods) {
  std::string out;
  for (const Method& method : methods) append_element(out, method.text());
  return out;
}

}  // namespace portero::sip
