#pragma once

#include <string_view>

#include "core/sdp/exchange.hpp"
#include "core/sdp/local_media.hpp"
#include "core/sdp/session.hpp"

namespace portero::sdp {

// What offers and answers of ours have in common.

[[nodiscard]] Session our_session(const LocalMedia& local, const Identity& identity);

void append_flag(Media& media, std::string_view name);
void append_value(Media& media, std::string_view name, std::string value);

// a=rtcp where the port is not the next one, a=rtcp-mux where it is shared.
void append_rtcp(Media& media, const LocalStream& stream, bool mux);

// The credentials of the session with the candidates of the stream; nothing without ICE.
void append_ice(Session& session, Media& media, const LocalMedia& local, const LocalStream& stream);

// The feedback that our video sender obeys: a lost picture is told by PLI or FIR.
inline constexpr std::string_view video_feedback[] = {"nack pli", "ccm fir"};

// An m= line that says no (RFC 3264 section 6): port 0, media, proto and formats as they were.
[[nodiscard]] Media refused_line(const Media& line);

}  // namespace portero::sdp
