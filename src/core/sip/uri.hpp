#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sip/parameters.hpp"
#include "core/sip/scanner.hpp"

namespace portero::sip {

enum class Scheme { sip, sips, tel, other };

// RFC 3261 section 19.1 and RFC 3966. Every field holds its text as written, percent escapes too,
// so that a URI that we are given goes back to its owner byte for byte. == compares the text;
// equivalent() is the RFC's comparison.
struct Uri {
  struct Header {
    std::string name;
    std::string value;
    bool operator==(const Header&) const = default;
  };

  Scheme scheme = Scheme::sip;
  std::string user;  // of a tel: URI, its number; empty when there is none
  std::optional<std::string> password;
  std::string host;  // an IPv6 address without its brackets
  std::optional<std::uint16_t> port;
  Parameters parameters;
  std::vector<Header> headers;
  std::string opaque;  // the whole text when the scheme is another

  bool operator==(const Uri&) const = default;
};

// "expected a port from 1 to 65535" at the place where it is missing.
[[nodiscard]] Parsed<Uri> parse_uri(std::string_view text);
[[nodiscard]] std::string to_string(const Uri& uri);

// RFC 3261 section 19.1.4 for sip: and sips:, RFC 3966 section 4 for tel:, the text for others. Not
// transitive: a parameter that only one side has is mostly passed over.
[[nodiscard]] bool equivalent(const Uri& left, const Uri& right);

// "%61lice" is "alice". A '%' without two digits behind it stays.
[[nodiscard]] std::string percent_decoded(std::string_view text);
// As the user part needs it: what it may not hold is escaped. For text that a person typed.
[[nodiscard]] std::string percent_encoded_user(std::string_view text);

}  // namespace portero::sip
