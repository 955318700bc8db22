#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sip/fields.hpp"
#include "core/sip/parameters.hpp"

namespace portero::sip {

// Content-Type (RFC 3261 section 20.15): "application/sdp;charset=utf-8".
struct ContentType {
  std::string type;
  std::string subtype;
  Parameters parameters;

  // Without case: is("application/sdp").
  [[nodiscard]] bool is(std::string_view media_type) const;

  bool operator==(const ContentType&) const = default;
};

[[nodiscard]] Parsed<ContentType> parse_content_type(std::string_view value);
[[nodiscard]] std::string to_string(const ContentType& content_type);
[[nodiscard]] Field<std::optional<ContentType>> content_type(const Headers& headers);
// Accept (RFC 3261 section 20.1), in which "*" stands for each type or subtype.
[[nodiscard]] Field<std::vector<ContentType>> accept(const Headers& headers);

// Content-Disposition (RFC 3261 section 20.11, RFC 5621): "session;handling=optional".
struct ContentDisposition {
  std::string type;
  Parameters parameters;

  // Whether a receiver that does not understand the part may pass over it.
  [[nodiscard]] bool optional() const;

  bool operator==(const ContentDisposition&) const = default;
};

[[nodiscard]] Parsed<ContentDisposition> parse_content_disposition(std::string_view value);
[[nodiscard]] Field<std::optional<ContentDisposition>> content_disposition(const Headers& headers);

}  // namespace portero::sip
