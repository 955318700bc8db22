#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sip/fields.hpp"

namespace portero::sip {

// Reason (RFC 3326): why a CANCEL or BYE was sent. "SIP;cause=200;text="Call completed elsewhere"".
struct Reason {
  std::string protocol;  // "SIP", "Q.850" or another
  std::optional<std::uint16_t> cause;
  std::string text;  // valid UTF-8

  bool operator==(const Reason&) const = default;
};

[[nodiscard]] Parsed<std::vector<Reason>> parse_reasons(std::string_view value);
[[nodiscard]] std::string to_string(const Reason& reason);
[[nodiscard]] Field<std::vector<Reason>> reasons(const Headers& headers);

// Warning (RFC 3261 section 20.43): "305 door.example "Incompatible media format"".
struct Warning {
  std::uint16_t code = 399;  // 300 to 399 are defined
  std::string agent;         // a host with port or a pseudonym
  std::string text;          // valid UTF-8

  bool operator==(const Warning&) const = default;
};

[[nodiscard]] Parsed<std::vector<Warning>> parse_warnings(std::string_view value);
[[nodiscard]] std::string to_string(const Warning& warning);
[[nodiscard]] Field<std::vector<Warning>> warnings(const Headers& headers);

// Retry-After (RFC 3261 section 20.33), in seconds; its comment and parameters are not kept.
[[nodiscard]] Parsed<std::uint32_t> parse_retry_after(std::string_view value);
[[nodiscard]] Field<std::optional<std::uint32_t>> retry_after(const Headers& headers);

}  // namespace portero::sip
