#pragma once

#include <cstddef>

#include "core/sip/message.hpp"

namespace portero::sip {

// RFC 3261 section 18.1.1, where the MTU of the way is not known.
inline constexpr std::size_t max_udp_request_bytes = 1300;

// Whether the request, its Via included, has to go by a stream instead of UDP; its Via then says
// so. Where the next hop has no stream it goes by UDP all the same, in fragments: many have lived
// with that. Responses go back the way of their request, whatever their size.
[[nodiscard]] bool wants_stream(const Request& request);

}  // namespace portero::sip
