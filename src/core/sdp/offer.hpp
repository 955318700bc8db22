#pragma once

#include "core/sdp/exchange.hpp"
#include "core/sdp/local_media.hpp"
#include "core/sdp/session.hpp"

namespace portero::sdp {

// Our offer (RFC 3264 section 5): sound both ways, picture one way, each where the preferences
// allow it. H.264 is offered in both packetization modes, telephone events on every clock in use.
// The offer always says what we would like; a hold is the other side's and its answer repeats it.
//
// Within a dialog, `current` is what was agreed last: its m= lines keep their places (RFC 3264
// section 8), protos and mids; those that are no longer used get port 0, new ones come last.
[[nodiscard]] Session make_offer(const LocalMedia& local, const Preferences& preferences,
                                 const Identity& identity, const Exchange* current = nullptr);

}  // namespace portero::sdp
