#include "io/phone/transport.hpp"

#include <algorithm>
#include <utility>

#include "base/overloaded.hpp"
#include "core/sip/fields.hpp"
#include "io/net/own_addresses.hpp"
#include "io/phone/listeners.hpp"

namespace portero::phone {
namespace {

using transport::Failure;
using transport::FailureKind;

// A door station has a server or two and some phones. Each connection may hold a message that has
// not come to its end, and what waits for somebody who does not read. The display tells within 5 s
// that the server is gone (DSP-5), registration::loss_grace included.
constexpr net::StreamLimits limits{.max_connections = 64,
                                   .max_incoming_per_source = 16,
                                   .max_queued_bytes = std::size_t{128} * 1024,
                                   .stall_timeout = std::chrono::seconds{3},
                                   .asks_the_quiet = true};
// Whoever asks and goes away may not make us hold more.
constexpr std::ptrdiff_t max_answering_connections = 8;

base::ByteView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

net::ConnectionId net_id(sip::ConnectionId id) { return net::ConnectionId{id.value()}; }
sip::ConnectionId sip_id(net::ConnectionId id) { return sip::ConnectionId{id.value()}; }

std::unexpected<Failure> failed(FailureKind kind, std::string detail = {}) {
  return std::unexpected{Failure{kind, std::move(detail)}};
}

}  // namespace

Transport::Transport(loop::EventLoop& loop, std::shared_ptr<const net::TlsClient> tls,
                     Handler handler)
    : loop_(loop),
      tls_(std::move(tls)),
      handler_(std::make_shared<const Handler>(std::move(handler))),
      streams_(loop, limits, [this](const net::StreamEvent& event) {
        std::visit(base::overloaded{
                       [this](const net::ConnectionOpened& told) { opened(told); },
                       [this](const net::BytesReceived& told) { received(told); },
                       [this](const net::ConnectionClosed& told) { closed(told); },
                   },
                   event);
      }) {}

Transport::~Transport() = default;

std::expected<sip::Hop, Failure> Transport::way_to(const sip::Candidate& server) {
  std::optional<net::TlsTarget> tls;
  switch (server.transport) {
    case sip::Transport::udp: return sip::Hop{sip::Transport::udp, server.server};
    case sip::Transport::tcp:
      // Also one that the far side has opened: a phone behind it may take no others.
      if (const auto* const open = opened_to({server.transport, server.server})) return open->hop;
      break;
    case sip::Transport::tls:
      if (!tls_) return failed(FailureKind::tls_protocol, "it is not set up here");
      tls = net::TlsTarget{tls_, server.certificate_name};
  }
  const auto id = streams_.connect(server.server, tls);
  if (!id) return std::unexpected{id.error()};
  const Connection fresh{.hop = {server.transport, server.server, sip_id(*id)}};
  return connections_.try_emplace(*id, fresh).first->second.hop;
}

bool Transport::is_open(const sip::Hop& hop) const {
  const Connection* const connection = find(hop);
  return hop.transport == sip::Transport::udp || (connection && connection->local);
}

std::expected<base::Endpoint, Failure> Transport::local_towards(const sip::Hop& hop) const {
  if (hop.transport == sip::Transport::udp) return datagrams_.local_towards(hop.remote.address);
  const Connection* const connection = find(hop);
  const auto end = connection ? connection->local : std::nullopt;
  if (hop.transport == sip::Transport::tls) {
    if (!end) return failed(FailureKind::unknown_connection);
    return *end;
  }
  const auto own = end ? end->address : net::own_address_towards(hop.remote.address);
  if (!own) return std::unexpected{own.error()};
  if (const auto index = listener_for(listening_, *own))
    return as_seen_from(listening_[*index], *own);
  if (!end) return failed(FailureKind::address_not_available);
  return *end;
}

void Transport::send(const sip::Message& message, const sip::Hop& to) {
  const std::string text = to_string(message);
  const auto* const response = std::get_if<sip::Response>(&message);
  const base::ByteView bytes = bytes_of(text);
  note(response ? send_response(bytes, *response, to) : send_bytes(bytes, to), to);
}

void Transport::ping(const sip::Hop& to) { note(send_bytes(bytes_of("\r\n\r\n"), to), to); }

void Transport::pong(const sip::Hop& to) { note(send_bytes(bytes_of("\r\n"), to), to); }

void Transport::send_stun(const sip::Hop& to, const sip::StunBinding& binding) {
  note(datagrams_.send(to_bytes(binding), to.remote), {sip::Transport::udp, to.remote});
}

void Transport::close(sip::ConnectionId connection) {
  connections_.erase(net_id(connection));
  streams_.close(net_id(connection));
}

Transport::Sent Transport::send_bytes(base::ByteView bytes, const sip::Hop& to) {
  if (to.transport == sip::Transport::udp) return datagrams_.send(bytes, to.remote);
  return streams_.send(net_id(to.connection), bytes);
}

Transport::Sent Transport::send_response(base::ByteView bytes, const sip::Response& response,
                                         const sip::Hop& to) {
  if (to.transport == sip::Transport::udp) return datagrams_.answer(bytes, to.remote);
  const Sent sent = send_bytes(bytes, to);
  if (sent || sent.error().kind != FailureKind::unknown_connection) return sent;
  return answer_anew(bytes, response, to);
}

// By another connection to there, else (a certificate cannot be verified without the name that the
// first one was for) by TCP to the address that the request came from, at the port of its Via.
Transport::Sent Transport::answer_anew(base::ByteView bytes, const sip::Response& response,
                                       const sip::Hop& to) {
  if (const auto* const other = opened_to(to))
    return streams_.send(net_id(other->hop.connection), bytes);
  const auto via = sip::top_via(response.headers);
  const auto answering = std::ranges::count_if(
      connections_, [](const auto& item) { return item.second.in_place_of.has_value(); });
  if (to.transport != sip::Transport::tcp || !via || answering >= max_answering_connections)
    return failed(FailureKind::unknown_connection);
  const base::Endpoint there{to.remote.address,
                             via->port.value_or(sip::default_port(to.transport))};
  const auto id = streams_.connect(there);
  if (!id) return std::unexpected{id.error()};
  const Connection fresh{.hop = {to.transport, there, sip_id(*id)}};
  connections_.try_emplace(*id, fresh).first->second.in_place_of = to;
  return streams_.send(*id, bytes);
}

// Of a connection that is still known, its end is told in any case.
void Transport::note(const Sent& sent, const sip::Hop& to) {
  if (sent || find(to)) return;
  loop_.post([weak = std::weak_ptr{handler_}, failed = HopFailed{to, sent.error()}] {
    if (const auto handler = weak.lock()) (*handler)(failed);
  });
}

const Transport::Connection* Transport::opened_to(const sip::Hop& hop) const {
  for (const auto& [id, other] : connections_)
    if (other.local && other.hop.transport == hop.transport && other.hop.remote == hop.remote &&
        other.hop.connection != hop.connection)
      return &other;
  return nullptr;
}

const Transport::Connection* Transport::find(const sip::Hop& hop) const {
  const auto found = connections_.find(net_id(hop.connection));
  return found == connections_.end() ? nullptr : &found->second;
}

}  // namespace portero::phone
