#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/endpoint.hpp"
#include "core/sip/auth.hpp"
#include "core/sip/message.hpp"
#include "core/sip/name_addr.hpp"
#include "core/sip/registration_failure.hpp"

// What a final answer to REGISTER says to the one who sent it.
namespace portero::sip {

struct RegistrationGranted {
  std::uint32_t expires = 0;             // seconds, of our own binding among all in the answer
  std::vector<NameAddr> service_routes;  // RFC 3608: the way for our other requests
  bool keep_alive_confirmed = false;     // RFC 5626: pings are answered on this flow
  std::uint32_t flow_timer = 0;          // seconds between them, or 0 where we choose

  bool operator==(const RegistrationGranted&) const = default;
};
// 401 and 407: each has its own challenges.
struct RegistrationChallenged {
  int status = 401;
  std::vector<DigestChallenge> challenges;
  bool operator==(const RegistrationChallenged&) const = default;
};
// 423
struct ExpiresTooBrief {
  std::uint32_t least = 0;  // seconds
  bool operator==(const ExpiresTooBrief&) const = default;
};
// 439 (RFC 5626 section 11.6): the way there does not know outbound.
struct OutboundLacking {
  bool operator==(const OutboundLacking&) const = default;
};
// 3xx
struct RegistrationRedirected {
  Target target;
  bool operator==(const RegistrationRedirected&) const = default;
};
// This server has trouble; another may have none.
struct ServerFailing {
  RegistrationFailure failure;
  std::optional<std::uint32_t> retry_after;  // seconds
  bool operator==(const ServerFailing&) const = default;
};
// Another server of the same domain would say the same.
struct RegistrationRefused {
  RegistrationFailure failure;
  bool operator==(const RegistrationRefused&) const = default;
};

using RegisterOutcome =
    std::variant<RegistrationGranted, RegistrationChallenged, ExpiresTooBrief, OutboundLacking,
                 RegistrationRedirected, ServerFailing, RegistrationRefused>;

// `contact` and `requested` (seconds) are the request's. `authorized`: it held credentials, so that
// a 403 is about them.
[[nodiscard]] RegisterOutcome read_register_response(const Response& response,
                                                     const NameAddr& contact,
                                                     std::uint32_t requested, bool authorized);

// Where our request came from, as the next hop saw it (RFC 3581): `local` unless the answer's Via
// says otherwise.
[[nodiscard]] base::Endpoint seen_source(const Response& response, const base::Endpoint& local);

}  // namespace portero::sip
