#pragma once

#include <cstdint>
#include <string_view>

#include "core/sdp/session.hpp"

namespace portero::sdp {

// Who sends, seen from whoever says it (RFC 8866 section 6.7).
enum class Direction : std::uint8_t { inactive, sendonly, recvonly, sendrecv };

[[nodiscard]] Direction direction_from(bool sends, bool receives);
[[nodiscard]] bool sends(Direction direction);
[[nodiscard]] bool receives(Direction direction);

// The same seen from the other side.
[[nodiscard]] Direction reversed(Direction direction);

// What is left when both restrictions hold.
[[nodiscard]] Direction both(Direction left, Direction right);

[[nodiscard]] std::string_view to_text(Direction direction);

// What the description says of an m= line: its own attribute, else the session's, else sendrecv. A
// connection to 0.0.0.0 or :: takes 'receives' away (the hold of RFC 2543), but for an m= line with
// ICE credentials, where it only means that the addresses come as candidates.
[[nodiscard]] Direction direction_of(const Session& session, const Media& media);

}  // namespace portero::sdp
