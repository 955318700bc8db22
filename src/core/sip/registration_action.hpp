#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "core/sip/name_addr.hpp"
#include "core/sip/registration_input.hpp"

namespace portero::sip::registration {

// Find the candidates; a resolver that answers from its cache may do so at once.
struct Locate {
  Target target;
  bool operator==(const Locate&) const = default;
};
struct OpenFlow {
  FlowId flow;
  Candidate to;
  bool operator==(const OpenFlow&) const = default;
};
// The registration does not need it any more. Calls that still use it may keep it.
struct CloseFlow {
  FlowId flow;
  bool operator==(const CloseFlow&) const = default;
};
// In a transaction of its own, which adds Via.
struct SendRegister {
  FlowId flow;
  Request request;
  bool operator==(const SendRegister&) const = default;
};

// Calls can be placed and arrive, over this flow.
struct Registered {
  FlowId flow;
  Candidate server;
  std::uint32_t expires;                 // seconds that the server granted
  Uri contact;                           // for the Contact of our calls
  std::vector<NameAddr> service_routes;  // RFC 3608: the Route of our requests outside dialogs
  bool keep_alive_confirmed;             // the server promised to answer pings (RFC 5626)
  std::uint32_t flow_timer;              // seconds between them that it wants; 0: we choose
  bool operator==(const Registered&) const = default;
};
struct Unregistered {
  RegistrationFailure why;
  bool operator==(const Unregistered&) const = default;
};
// Told when it changes; nothing was told yet means that it is starting.
struct Tell {
  std::variant<Registered, Unregistered> what;
  bool operator==(const Tell&) const = default;
};
// The goodbye is over; nothing more will be wanted.
struct Finish {
  bool operator==(const Finish&) const = default;
};

using Action = std::variant<Locate, OpenFlow, CloseFlow, SendRegister, Tell, Finish>;
using Actions = std::vector<Action>;

}  // namespace portero::sip::registration
