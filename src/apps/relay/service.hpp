#pragma once

#include "core/door/pulse.hpp"
#include "io/door/line.hpp"

namespace portero::relay {

// Why there is nothing more to do.
enum class End { station_gone, line_failed, not_understood };

// Moves the line as the station at the other end of the socket (SOCK_SEQPACKET) asks, and tells it
// of each movement. Ends a pulse by its own time, and at once where the station is gone: nobody
// would notice then if this process ended too. Allocates nothing.
[[nodiscard]] End serve(int socket, door::Line& line, const door::Ready& ready);

}  // namespace portero::relay
