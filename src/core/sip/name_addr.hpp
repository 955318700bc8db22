#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sip/parameters.hpp"
#include "core/sip/uri.hpp"

namespace portero::sip {

// From, To, Contact, Route, Record-Route, Refer-To and their kind (RFC 3261 section 20.10): a URI
// with a name for people and parameters that belong to the header.
struct NameAddr {
  std::string display_name;  // valid UTF-8, without quotes
  Uri uri;
  Parameters parameters;

  [[nodiscard]] std::optional<std::string_view> tag() const { return parameters.value("tag"); }

  bool operator==(const NameAddr&) const = default;
};

// Without <> around the URI, parameters behind it are the header's.
[[nodiscard]] Parsed<NameAddr> scan_name_addr(Scanner& scanner);
[[nodiscard]] Parsed<NameAddr> parse_name_addr(std::string_view value);
[[nodiscard]] Parsed<std::vector<NameAddr>> parse_name_addrs(std::string_view value);
// Always with <>.
[[nodiscard]] std::string to_string(const NameAddr& name_addr);

// Contact, which may be "*" in a REGISTER that removes all bindings.
struct Contacts {
  bool all = false;
  std::vector<NameAddr> list;  // empty when all

  bool operator==(const Contacts&) const = default;
};

[[nodiscard]] Parsed<Contacts> parse_contacts(std::string_view value);
[[nodiscard]] std::string to_string(const Contacts& contacts);

}  // namespace portero::sip
