#include "core/sip/fields.hpp"

#include <limits>

#include "core/sip/field_access.hpp"
#include "core/sip/list.hpp"

namespace portero::sip {
namespace {

// word of RFC 3261 section 25.1, and the '@' between two of them.
constexpr CharSet call_id_chars = token_chars | CharSet{"()<>:\\\"/[]?{}@"};

Parsed<std::uint8_t> parse_max_forwards(std::string_view value) {
  const auto hops = parse_decimal<std::uint8_t>(value);
  if (!hops) return std::unexpected{SyntaxError{"expected a number from 0 to 255"}};
  return *hops;
}

}  // namespace

std::string to_string(const HeaderError& error) {
  std::string out{HeaderName{error.header}.text()};
  out += ": ";
  out += error.what;
  if (error.what != "missing") out += " at byte " + std::to_string(error.at);
  return out;
}

Parsed<std::uint32_t> parse_delta_seconds(std::string_view value) {
  if (value.empty() || !digit_chars.contains_all(value))
    return std::unexpected{SyntaxError{"expected a number of seconds"}};
  return parse_decimal<std::uint32_t>(value).value_or(std::numeric_limits<std::uint32_t>::max());
}

Parsed<std::string> parse_call_id(std::string_view value) {
  if (value.empty()) return std::unexpected{SyntaxError{"expected a call id"}};
  Scanner scanner{value};
  std::string id{scanner.take_while(call_id_chars)};
  if (!scanner.at_end()) return scanner.error("unexpected character");
  return id;
}

Field<NameAddr> from(const Headers& headers) {
  return required_field(headers, HeaderId::from, parse_name_addr);
}

Field<NameAddr> to(const Headers& headers) {
  return required_field(headers, HeaderId::to, parse_name_addr);
}

Field<std::string> call_id(const Headers& headers) {
  return required_field(headers, HeaderId::call_id, parse_call_id);
}

Field<CSeq> cseq(const Headers& headers) {
  return required_field(headers, HeaderId::cseq, parse_cseq);
}

Field<std::vector<Via>> vias(const Headers& headers) {
  auto list = list_field(headers, HeaderId::via, parse_vias, max_vias);
  if (list && list->empty()) return std::unexpected{HeaderError{HeaderId::via, "missing"}};
  return list;
}

Field<Via> top_via(const Headers& headers) {
  const Parse<Via> parse_first = [](std::string_view value) {
    Scanner scanner{value};
    return scan_via(scanner);
  };
  return required_field(headers, HeaderId::via, parse_first);
}

Field<Contacts> contacts(const Headers& headers) {
  Contacts all;
  for (const std::string_view value : headers.all(HeaderId::contact)) {
    auto some = parsed_field(HeaderId::contact, value, parse_contacts);
    if (!some) return some;
    all.all = all.all || some->all;
    for (NameAddr& contact : some->list) all.list.push_back(std::move(contact));
  }
  if (all.list.size() > max_list_elements)
    return std::unexpected{HeaderError{HeaderId::contact, "too many elements"}};
  if (all.all && !all.list.empty())
    return std::unexpected{HeaderError{HeaderId::contact, "'*' stands alone"}};
  return all;
}

Field<std::vector<NameAddr>> routes(const Headers& headers) {
  return list_field(headers, HeaderId::route, parse_name_addrs);
}

Field<std::vector<NameAddr>> record_routes(const Headers& headers) {
  return list_field(headers, HeaderId::record_route, parse_name_addrs);
}

Field<std::vector<NameAddr>> service_routes(const Headers& headers) {
  return list_field(headers, HeaderId::service_route, parse_name_addrs);
}

Field<std::vector<NameAddr>> asserted_identities(const Headers& headers) {
  return list_field(headers, HeaderId::p_asserted_identity, parse_name_addrs);
}

Field<std::optional<NameAddr>> refer_to(const Headers& headers) {
  return optional_field(headers, HeaderId::refer_to, parse_name_addr);
}

Field<std::optional<std::uint8_t>> max_forwards(const Headers& headers) {
  return optional_field(headers, HeaderId::max_forwards, Parse<std::uint8_t>{parse_max_forwards});
}

Field<std::optional<std::uint32_t>> expires(const Headers& headers) {
  return optional_field(headers, HeaderId::expires, parse_delta_seconds);
}

Field<std::optional<std::uint32_t>> min_expires(const Headers& headers) {
  return optional_field(headers, HeaderId::min_expires, parse_delta_seconds);
}

Field<std::optional<RAck>> rack(const Headers& headers) {
  return optional_field(headers, HeaderId::rack, parse_rack);
}

Field<std::optional<std::uint32_t>> rseq(const Headers& headers) {
  return optional_field(headers, HeaderId::rseq, parse_rseq);
}

bool replace_top_via(Headers& headers, const Via& via) {
  const auto value = headers.first(HeaderId::via);
  if (!value) return false;
  Scanner scanner{*value};
  if (!scan_via(scanner)) return false;
  // What stands behind it in the same field: ", SIP/2.0/UDP ...".
  const std::string replaced = to_string(via) + std::string{scanner.rest()};
  headers.set_first(HeaderId::via, replaced);
  return true;
}

}  // namespace portero::sip
