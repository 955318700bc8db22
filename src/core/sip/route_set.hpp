#pragma once

#include <vector>

#include "core/sip/message.hpp"
#include "core/sip/name_addr.hpp"

namespace portero::sip {

using RouteSet = std::vector<NameAddr>;

// RFC 3261 section 12.2.1.1: sets Request-URI and Route so that the request reaches the target by
// way of the routes, loose ones or strict ones. Returns the URI to resolve: the first hop's.
[[nodiscard]] Uri direct(Request& request, const Uri& target, const RouteSet& routes);

}  // namespace portero::sip
