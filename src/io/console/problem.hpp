#pragma once

#include <string_view>

#include "core/control/message.hpp"
#include "io/http/message.hpp"

namespace portero::console {

// RFC 9457: why not, as application/problem+json.
[[nodiscard]] http::Response problem(int status, const control::Refused& refused);
[[nodiscard]] http::Response problem(int status, std::string_view code, std::string_view sentence);

// The status that belongs to the stable code of a refusal.
[[nodiscard]] int status_of(std::string_view code);

}  // namespace portero::console
