#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/endpoint.hpp"
#include "base/id.hpp"
#include "core/sip/registration_failure.hpp"
#include "core/sip/server_location.hpp"
#include "core/transport/failure.hpp"

// What happens to a registration (past), and what it wants done (imperative).
namespace portero::sip {

// RFC 5626: a connection to one server, or over UDP the pair of addresses.
using FlowId = base::Id<struct FlowTag>;

namespace registration {

struct Started {
  bool operator==(const Started&) const = default;
};
// The account is no longer wanted: it is told to the server within farewell_timeout.
struct Stopped {
  bool operator==(const Stopped&) const = default;
};
// To Locate, which names the same target.
struct ServerLocated {
  Target target;
  std::vector<Candidate> candidates;
  bool operator==(const ServerLocated&) const = default;
};
struct ServerNotLocated {
  Target target;
  dns::Failure why = dns::Failure::not_found;
  bool operator==(const ServerNotLocated&) const = default;
};
// To OpenFlow; `local` is the address of our end.
struct FlowOpened {
  FlowId flow;
  base::Endpoint local;
  bool operator==(const FlowOpened&) const = default;
};
// To OpenFlow, or any time later. Also for a keep-alive that is not answered.
struct FlowFailed {
  FlowId flow;
  transport::Failure why;
  bool operator==(const FlowFailed&) const = default;
};
// To SendRegister; provisional ones too.
struct ResponseReceived {
  Response response;
  bool operator==(const ResponseReceived&) const = default;
};
struct RequestFailed {
  std::uint32_t sequence;  // the CSeq of the REGISTER
  TransactionFailure why;
  bool operator==(const RequestFailed&) const = default;
};
// This host has other addresses than before: its flows lead nowhere.
struct AddressChanged {
  bool operator==(const AddressChanged&) const = default;
};
// The flow works, but a NAT shows another address of it (keep_alive.hpp).
struct MappingChanged {
  bool operator==(const MappingChanged&) const = default;
};
struct NetworkLost {
  bool operator==(const NetworkLost&) const = default;
};
struct NetworkFound {
  bool operator==(const NetworkFound&) const = default;
};
struct TimePassed {
  bool operator==(const TimePassed&) const = default;
};

using Input = std::variant<Started, Stopped, ServerLocated, ServerNotLocated, FlowOpened,
                           FlowFailed, ResponseReceived, RequestFailed, AddressChanged,
                           MappingChanged, NetworkLost, NetworkFound, TimePassed>;

}  // namespace registration
}  // namespace portero::sip
