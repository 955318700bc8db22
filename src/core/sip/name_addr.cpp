#include "core/sip/name_addr.hpp"

#include "base/utf8.hpp"
#include "core/sip/list.hpp"

namespace portero::sip {
namespace {

Parsed<Uri> uri_at(std::string_view text, std::size_t offset) {
  auto uri = parse_uri(text);
  if (!uri) return std::unexpected{SyntaxError{uri.error().what, uri.error().at + offset}};
  return uri;
}

Parsed<Uri> uri_in_brackets(Scanner& scanner) {
  if (!scanner.take('<')) return scanner.error("expected '<'");
  const std::size_t start = scanner.offset();
  const std::size_t end = scanner.rest().find('>');
  if (end == std::string_view::npos) return scanner.error("expected '>'");
  auto uri = uri_at(scanner.take_bytes(end), start);
  if (!scanner.take('>')) return scanner.error("expected '>'");
  return uri;
}

// RFC 3261 section 20: the comma, the semicolon and the question mark end it or forbid it.
Parsed<Uri> uri_without_brackets(Scanner& scanner) {
  const std::size_t start = scanner.offset();
  const std::string_view rest = scanner.rest();
  const std::string_view text = scanner.take_bytes(rest.find_first_of(";, \t\r\n"));
  if (text.find('?') != text.npos)
    return std::unexpected{SyntaxError{"a URI with '?' needs <> around it", start}};
  return uri_at(text, start);
}

}  // namespace

Parsed<NameAddr> scan_name_addr(Scanner& scanner) {
  NameAddr result;
  Parsed<Uri> uri;
  const std::string_view rest = scanner.rest();
  const std::size_t mark = rest.find_first_of("<,;\"");
  if (scanner.next_is('"')) {
    auto name = scanner.quoted_string();
    if (!name) return std::unexpected{name.error()};
    result.display_name = base::valid_utf8(*name);
    scanner.skip_whitespace();
    uri = uri_in_brackets(scanner);
  } else if (mark != rest.npos && rest[mark] == '<') {
    // More than the tokens of the grammar: "J. Doe (home) <sip:..." is what phones send.
    result.display_name = base::valid_utf8(trimmed(scanner.take_bytes(mark)));
    uri = uri_in_brackets(scanner);
  } else {
    uri = uri_without_brackets(scanner);
  }
  if (!uri) return std::unexpected{uri.error()};
  result.uri = *std::move(uri);
  auto parameters = scan_parameters(scanner);
  if (!parameters) return std::unexpected{parameters.error()};
  result.parameters = *std::move(parameters);
  return result;
}

Parsed<NameAddr> parse_name_addr(std::string_view value) {
  return parse_one<NameAddr>(value, scan_name_addr);
}

Parsed<std::vector<NameAddr>> parse_name_addrs(std::string_view value) {
  return parse_list<NameAddr>(value, scan_name_addr);
}

std::string to_string(const NameAddr& name_addr) {
  std::string out;
  if (!name_addr.display_name.empty()) {
    append_quoted(out, name_addr.display_name);
    out += ' ';
  }
  out += '<' + to_string(name_addr.uri) + '>';
  append_parameters(out, name_addr.parameters);
  return out;
}

Parsed<Contacts> parse_contacts(std::string_view value) {
  if (trimmed(value) == "*") return Contacts{.all = true, .list = {}};
  auto list = parse_name_addrs(value);
  if (!list) return std::unexpected{list.error()};
  return Contacts{.all = false, .list = *std::move(list)};
}

std::string to_string(const Contacts& contacts) {
  if (contacts.all) return "*";
  std::string out;
  for (const NameAddr& contact : contacts.list) {
    if (!out.empty()) out += ", ";
    out += to_string(contact);
  }
  return out;
}

}  // namespace portero::sip
