#pragma once

#include <cstdint>

namespace portero::sip {

// Whether a request came from a server that may say for others who they are (RFC 3325), and that
// finds room when strangers have taken theirs.
enum class Source : std::uint8_t { anybody, trusted };

}  // namespace portero::sip
