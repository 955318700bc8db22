#pragma once

#include <string>

#include "core/sdp/session.hpp"

namespace portero::sdp {

// Writes the lines in the order of RFC 8866 section 5, each ended by CRLF.
[[nodiscard]] std::string serialize(const Session& session);

}  // namespace portero::sdp
