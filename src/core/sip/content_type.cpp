#include "core/sip/content_type.hpp"

#include "core/sip/field_access.hpp"
#include "core/sip/list.hpp"

namespace portero::sip {
namespace {

Parsed<ContentType> scan_content_type(Scanner& scanner) {
  ContentType result;
  result.type = scanner.token();
  if (result.type.empty()) return scanner.error("expected a media type");
  if (!scanner.take_separator('/')) return scanner.error("expected '/'");
  result.subtype = scanner.token();
  if (result.subtype.empty()) return scanner.error("expected a media subtype");
  auto parameters = scan_parameters(scanner);
  if (!parameters) return std::unexpected{parameters.error()};
  result.parameters = *std::move(parameters);
  return result;
}

Parsed<ContentDisposition> scan_content_disposition(Scanner& scanner) {
  ContentDisposition result;
  result.type = scanner.token();
  if (result.type.empty()) return scanner.error("expected a disposition");
  auto parameters = scan_parameters(scanner);
  if (!parameters) return std::unexpected{parameters.error()};
  result.parameters = *std::move(parameters);
  return result;
}

Parsed<std::vector<ContentType>> parse_media_ranges(std::string_view value) {
  if (trimmed(value).empty()) return std::vector<ContentType>{};
  return parse_list<ContentType>(value, scan_content_type);
}

}  // namespace

bool ContentType::is(std::string_view media_type) const {
  const std::size_t slash = media_type.find('/');
  return slash != media_type.npos && equals_ignoring_case(type, media_type.substr(0, slash)) &&
         equals_ignoring_case(subtype, media_type.substr(slash + 1));
}

bool ContentDisposition::optional() const {
  return equals_ignoring_case(parameters.value("handling").value_or("required"), "optional");
}

Parsed<ContentType> parse_content_type(std::string_view value) {
  return parse_one<ContentType>(value, scan_content_type);
}

Parsed<ContentDisposition> parse_content_disposition(std::string_view value) {
  return parse_one<ContentDisposition>(value, scan_content_disposition);
}

std::string to_string(const ContentType& content_type) {
  std::string out = content_type.type + '/' + content_type.subtype;
  append_parameters(out, content_type.parameters);
  return out;
}

Field<std::optional<ContentType>> content_type(const Headers& headers) {
  return optional_field(headers, HeaderId::content_type, parse_content_type);
}

Field<std::optional<ContentDisposition>> content_disposition(const Headers& headers) {
  return optional_field(headers, HeaderId::content_disposition, parse_content_disposition);
}

Field<std::vector<ContentType>> accept(const Headers& headers) {
  return list_field(headers, HeaderId::accept, parse_media_ranges);
}

}  // namespace portero::sip
