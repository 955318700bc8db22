#pragma once

#include <variant>

#include "base/endpoint.hpp"
#include "core/sip/hop.hpp"
#include "core/sip/message.hpp"
#include "core/sip/stun.hpp"
#include "core/transport/failure.hpp"

// What the sockets of SIP tell.
namespace portero::phone {

// The hop of a stream names its connection; that of a datagram does not.
struct MessageReceived {
  sip::Message message;
  sip::Hop from;
};

// It stands, TLS included.
struct ConnectionOpened {
  sip::Hop hop;
  base::Endpoint local;
  bool incoming = false;
};

// The connection was refused or has ended (nothing more is told of it), or what was sent cannot
// arrive, as far as we or ICMP know.
struct HopFailed {
  sip::Hop hop;
  transport::Failure why;
};

// CRLF came on a stream: the answer to a ping.
struct PongReceived {
  sip::Hop from;
};

struct StunReceived {
  base::Endpoint source;
  sip::StunBinding binding;
};

using TransportEvent =
    std::variant<MessageReceived, ConnectionOpened, HopFailed, PongReceived, StunReceived>;

}  // namespace portero::phone
