#pragma once

#include <expected>
#include <optional>
#include <string>

#include "core/sip/headers.hpp"
#include "core/sip/start_line.hpp"

namespace portero::sip {

// The session description of a message, also out of a multipart body (RFC 5621); nullopt where it
// holds none. Fails with a 415 for what we do not understand and may not pass over, with a 400 for
// what cannot be read.
[[nodiscard]] std::expected<std::optional<std::string>, Failure> session_description(
    const Headers& headers, const std::string& body);

}  // namespace portero::sip
