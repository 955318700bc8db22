#include <optional>
#include <utility>

#include "base/overloaded.hpp"
#include "core/sip/message_parser.hpp"
#include "core/sip/stateless_answer.hpp"
#include "io/phone/transport.hpp"

// What comes from the network. Each tell() may have closed a connection, or destroyed the object.
namespace portero::phone {
namespace {

std::string_view text_of(base::ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

void Transport::datagram_event(std::size_t socket, const net::UdpEvent& event) {
  std::visit(base::overloaded{
                 [&](const net::UdpReceived& datagram) { datagram_received(socket, datagram); },
                 [this](const net::UdpUndeliverable& failed) {
                   tell(HopFailed{{sip::Transport::udp, failed.destination}, failed.why});
                 },
             },
             event);
}

void Transport::datagram_received(std::size_t socket, const net::UdpReceived& datagram) {
  if (sip::looks_like_stun(datagram.bytes)) {
    if (const auto binding = sip::parse_stun(datagram.bytes))
      tell(StunReceived{datagram.source, *binding});
    return;
  }
  datagrams_.note(socket, datagram);
  message_received(text_of(datagram.bytes), {sip::Transport::udp, datagram.source});
}

void Transport::opened(const net::ConnectionOpened& event) {
  const sip::Hop hop{sip::Transport::tcp, event.remote, sip::ConnectionId{event.id.value()}};
  Connection& connection = connections_.try_emplace(event.id, Connection{.hop = hop}).first->second;
  connection.local = event.local;
  tell(ConnectionOpened{connection.hop, event.local, event.incoming});
}

// However many pings or pongs came at once, they are answered or told once: their sender must not
// make us send a packet for each four bytes.
void Transport::received(const net::BytesReceived& event) {
  const auto found = connections_.find(event.id);
  if (found == connections_.end()) return;
  const sip::Hop hop = found->second.hop;
  found->second.framing.receive(text_of(event.bytes));
  const std::weak_ptr alive = handler_;
  bool pinged = false;
  int line_ends = 0;
  while (!alive.expired()) {
    const auto connection = connections_.find(event.id);
    if (connection == connections_.end()) return;
    auto next = connection->second.framing.next();
    if (!next) return framing_lost(hop, std::move(next.error()));
    const std::optional<sip::StreamEvent>& came = *next;
    if (!came) {
      // Two in one go are a ping of the server's own, which says nothing of ours.
      if (line_ends % 2 == 1) tell(PongReceived{hop});
      return;
    }
    const auto* const keep_alive = std::get_if<sip::StreamKeepAlive>(&*came);
    if (!keep_alive) {
      message_received(std::get<sip::FramedMessage>(*came).text, hop);
      continue;
    }
    ++line_ends;
    // The second of two pongs with nothing between them looks like the end of a ping, too.
    if (*keep_alive == sip::StreamKeepAlive::ping && !std::exchange(pinged, true)) pong(hop);
  }
}

void Transport::framing_lost(const sip::Hop& hop, sip::FramingError error) {
  if (error.answer) refuse(*std::move(error.answer), hop);
  close(hop.connection);
  tell(HopFailed{hop, {transport::FailureKind::unintelligible, std::string{error.what}}});
}

void Transport::message_received(std::string_view text, const sip::Hop& from) {
  auto message = sip::parse_message(text);
  if (message) return tell(MessageReceived{*std::move(message), from});
  std::optional<sip::Response>& refusal = message.error().answer;
  if (refusal) refuse(*std::move(refusal), from);
}

void Transport::refuse(sip::Response refusal, const sip::Hop& from) {
  const sip::Hop to = sip::address_refusal(refusal, from);
  send(refusal, to);
}

void Transport::closed(const net::ConnectionClosed& event) {
  const auto found = connections_.find(event.id);
  if (found == connections_.end()) return;
  const sip::Hop hop = found->second.hop;
  const auto in_place_of = found->second.in_place_of;
  connections_.erase(found);
  const std::weak_ptr alive = handler_;
  tell(HopFailed{hop, event.why});
  if (in_place_of && !alive.expired()) tell(HopFailed{*in_place_of, event.why});
}

void Transport::tell(const TransportEvent& event) {
  const auto handler = handler_;
  (*handler)(event);
}

}  // namespace portero::phone
