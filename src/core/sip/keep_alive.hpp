#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/dice.hpp"
#include "base/time.hpp"
#include "core/sip/hop.hpp"
#include "core/sip/stun.hpp"

// Keeps the way of one flow open through NATs and notices when it is gone (RFC 5626 section 4.4).
namespace portero::sip {

// Other times than these are for tests, which cannot wait.
struct KeepAliveTimes {
  // RFC 5626 section 4.4.1 for TCP and TLS, 4.4.2 for UDP; where the server names no time.
  base::Duration shortest_stream_interval = std::chrono::seconds(95);
  base::Duration longest_stream_interval = std::chrono::seconds(120);
  base::Duration shortest_datagram_interval = std::chrono::seconds(24);
  base::Duration longest_datagram_interval = std::chrono::seconds(29);
  // Whatever Flow-Timer says.
  base::Duration shortest_flow_timer = std::chrono::seconds(10);
  // Of a server that answers, which is missed soon then: the display tells a loss within 5 s
  // (DSP-5).
  base::Duration shortest_watch_interval = std::chrono::milliseconds(800);
  base::Duration longest_watch_interval = std::chrono::milliseconds(1200);

  base::Duration pong_limit = std::chrono::seconds(2);
  // Of a server that has not answered yet.
  base::Duration tentative_limit = std::chrono::seconds(10);
  // A request is sent again after this pause, and after twice as long each time.
  base::Duration first_stun_pause = std::chrono::milliseconds(500);
};

// Also of a server that may not know STUN at all.
inline constexpr int max_stun_requests = 3;

// CRLF CRLF: over a stream it wants a CRLF back; as a datagram it is nothing but traffic.
struct SendPing {
  bool operator==(const SendPing&) const = default;
};
struct SendStun {
  StunBinding request;
  bool operator==(const SendStun&) const = default;
};
// The server used to answer and does not any more. The last action.
struct FlowSilent {
  bool operator==(const FlowSilent&) const = default;
};
// A NAT shows another address of ours than before.
struct MappingMoved {
  base::Endpoint now;
  bool operator==(const MappingMoved&) const = default;
};
using KeepAliveAction = std::variant<SendPing, SendStun, FlowSilent, MappingMoved>;
using KeepAliveActions = std::vector<KeepAliveAction>;

// Many servers know neither pongs nor STUN. Until the server has answered once, or has promised it,
// its silence means nothing; over UDP, pings take the place of STUN then. It is asked soon, and one
// that answers is watched.
class KeepAlive {
 public:
  // `promised` and `flow_timer` (seconds, 0: none) are what the registrar said. `random` is fresh
  // for each call.
  KeepAlive(Transport transport, bool promised, std::uint32_t flow_timer, base::TimePoint now,
            std::uint64_t random, const KeepAliveTimes& times = {});

  void pong_received(base::TimePoint now, std::uint64_t random);
  [[nodiscard]] KeepAliveActions stun_received(const StunBinding& answer, base::TimePoint now,
                                               std::uint64_t random);
  [[nodiscard]] KeepAliveActions time_passed(base::TimePoint now, std::uint64_t random);
  // nullopt when the flow is silent.
  [[nodiscard]] std::optional<base::Deadline> next_deadline() const;

 private:
  struct Idle {
    base::TimePoint until;
  };
  struct AwaitingPong {
    base::TimePoint until;
  };
  struct AwaitingStun {
    base::TimePoint until;
    base::TimePoint repeat;
    base::Duration pause;
    int requests;
    StunTransactionId transaction;
  };
  struct Silent {};

  void rest(base::TimePoint now, base::Dice& dice);
  void watch(base::TimePoint now, base::Dice& dice);
  KeepAliveActions ping(base::TimePoint now, base::Dice& dice);
  KeepAliveActions ask_stun(base::TimePoint now, base::Dice& dice);
  KeepAliveActions while_awaiting(AwaitingStun stun, base::TimePoint now, base::Dice& dice);
  KeepAliveActions unanswered(base::TimePoint now, base::Dice& dice);

  Transport transport_;
  KeepAliveTimes times_;
  base::Duration shortest_;
  base::Duration longest_;
  bool answers_;  // it has promised to, or has done it once
  bool knows_stun_ = true;
  std::optional<base::Endpoint> mapped_;
  std::variant<Idle, AwaitingPong, AwaitingStun, Silent> state_;
};

}  // namespace portero::sip
