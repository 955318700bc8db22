#pragma once

#include <string>

#include "core/sip/digest_client.hpp"
#include "core/sip/name_addr.hpp"
#include "core/sip/route_set.hpp"
#include "core/sip/session_timer.hpp"
#include "core/sip/uri.hpp"

namespace portero::sip {

// Who we are in our sessions. A session keeps to the one that it began with.
struct SessionConfig {
  NameAddr identity;  // From of the calls that we place, without a tag
  Uri contact;        // where requests reach us
  RouteSet route{};   // of the calls that we place: an outbound proxy, Service-Route
  DigestAccount account{};
  std::string product = "Portero";  // User-Agent and Server: "Portero/1.0"
  SessionIntervals intervals{};
};

}  // namespace portero::sip
