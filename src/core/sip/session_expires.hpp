#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/sip/fields.hpp"

namespace portero::sip {

enum class Refresher { uac, uas };

// Session-Expires (RFC 4028 section 4).
struct SessionExpires {
  std::uint32_t seconds = 0;
  std::optional<Refresher> refresher;

  bool operator==(const SessionExpires&) const = default;
};

[[nodiscard]] Parsed<SessionExpires> parse_session_expires(std::string_view value);
[[nodiscard]] std::string to_string(const SessionExpires& session_expires);
[[nodiscard]] Field<std::optional<SessionExpires>> session_expires(const Headers& headers);

// Min-SE in seconds (RFC 4028 section 5).
[[nodiscard]] Parsed<std::uint32_t> parse_min_se(std::string_view value);
[[nodiscard]] Field<std::optional<std::uint32_t>> min_se(const Headers& headers);

}  // namespace portero::sip
