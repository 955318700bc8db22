#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "io/http/message.hpp"

// RFC 6265.
namespace portero::console {

[[nodiscard]] std::optional<std::string_view> cookie(const http::Request& request,
                                                     std::string_view name);

// For this host alone, by TLS alone, out of reach of scripts and of other sites. An empty value
// makes the browser forget it.
[[nodiscard]] std::string set_cookie(std::string_view name, std::string_view value);

}  // namespace portero::console
