#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/sip/fields.hpp"

namespace portero::sip {

// Option tags (RFC 3261 section 19.2), an empty value being an empty list.
[[nodiscard]] Parsed<std::vector<std::string>> parse_option_tags(std::string_view value);
[[nodiscard]] Field<std::vector<std::string>> supported(const Headers& headers);
[[nodiscard]] Field<std::vector<std::string>> require(const Headers& headers);
[[nodiscard]] Field<std::vector<std::string>> proxy_require(const Headers& headers);
[[nodiscard]] Field<std::vector<std::string>> unsupported(const Headers& headers);

// Without case, as phones write them.
[[nodiscard]] bool has_option(const std::vector<std::string>& tags, std::string_view tag);

// Allow (RFC 3261 section 20.5).
[[nodiscard]] Parsed<std::vector<Method>> parse_methods(std::string_view value);
[[nodiscard]] Field<std::vector<Method>> allow(const Headers& headers);

[[nodiscard]] std::string to_string(const std::vector<std::string>& tags);
[[nodiscard]] std::string to_string(const std::vector<Method>& methods);

}  // namespace portero::sip
