#pragma once

#include <cstddef>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "core/sip/server_location.hpp"
#include "core/sip/stream_framing.hpp"
#include "core/transport/failure.hpp"
#include "io/loop/event_loop.hpp"
#include "io/net/streams.hpp"
#include "io/net/tls_context.hpp"
#include "io/net/udp.hpp"
#include "io/phone/datagram_sockets.hpp"
#include "io/phone/transport_event.hpp"

namespace portero::phone {

struct TransportSettings {
  // UDP and TCP on each. Port 0: the kernel chooses, the same number for both.
  std::vector<base::Endpoint> listen;
  std::shared_ptr<const net::TlsClient> tls;  // for the connections that we open; may be missing
};

// The sockets of SIP (RFC 3261 section 18): messages in and out over UDP, TCP and TLS. Whatever is
// told comes from the loop, never from within a call; the handler may call every member and may
// destroy the object.
class Transport {
 public:
  using Handler = std::function<void(const TransportEvent&)>;

  static constexpr std::size_t max_listening = 8;

  // An error is a sentence for whoever started the program. A host without IPv6 may pass over [::]
  // where another address works.
  [[nodiscard]] static std::expected<std::unique_ptr<Transport>, std::string> open(
      loop::EventLoop& loop, const TransportSettings& settings, Handler handler);
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  // Where streams are listened for; datagrams too.
  [[nodiscard]] const std::vector<base::Endpoint>& listening() const { return listening_; }

  // For the connections opened from now on.
  void set_tls(std::shared_ptr<const net::TlsClient> tls) { tls_ = std::move(tls); }

  // A connection to the same server that stands, or is being opened, is used again, by TCP whoever
  // opened it; messages may be sent at once. ConnectionOpened or HopFailed follows, but for what is
  // open already.
  [[nodiscard]] std::expected<sip::Hop, transport::Failure> way_to(const sip::Candidate& server);
  [[nodiscard]] bool is_open(const sip::Hop& hop) const;
  // Where those at the hop reach us, for sent-by of Via and for Contact: our address towards them
  // with the port that we listen on. We listen for no TLS: there, it is our end of the connection,
  // once it is open.
  [[nodiscard]] std::expected<base::Endpoint, transport::Failure> local_towards(
      const sip::Hop& hop) const;

  // A response whose connection has gone takes another one (RFC 3261 section 18.2.2). Trouble comes
  // as HopFailed with this very hop.
  void send(const sip::Message& message, const sip::Hop& to);
  // CRLF CRLF: RFC 5626 section 4.4.1; over UDP it is nothing but traffic.
  void ping(const sip::Hop& to);
  // Over UDP, whatever the hop says.
  void send_stun(const sip::Hop& to, const sip::StunBinding& binding);
  // Sends what waits first. Nothing more is told of it.
  void close(sip::ConnectionId connection);

 private:
  struct Connection {
    sip::Hop hop;
    bool incoming = false;
    std::optional<base::Endpoint> local;  // once it is open
    // What was to go to that hop goes this way.
    std::optional<sip::Hop> in_place_of;
    sip::StreamFraming framing;
  };
  struct NotListening {
    std::string sentence;
    bool lacks_ipv6 = false;
  };
  using Sent = std::expected<void, transport::Failure>;

  Transport(loop::EventLoop& loop, std::shared_ptr<const net::TlsClient> tls, Handler handler);

  std::expected<void, NotListening> listen(const base::Endpoint& local);
  std::expected<void, NotListening> listen_once(const base::Endpoint& local);

  void datagram_event(std::size_t socket, const net::UdpEvent& event);
  void datagram_received(std::size_t socket, const net::UdpReceived& datagram);
  void opened(const net::ConnectionOpened& event);
  void received(const net::BytesReceived& event);
  void closed(const net::ConnectionClosed& event);
  void framing_lost(const sip::Hop& hop, sip::FramingError error);
  void message_received(std::string_view text, const sip::Hop& from);
  void refuse(sip::Response refusal, const sip::Hop& from);
  void tell(const TransportEvent& event);

  void pong(const sip::Hop& to);
  Sent send_bytes(base::ByteView bytes, const sip::Hop& to);
  Sent send_response(base::ByteView bytes, const sip::Response& response, const sip::Hop& to);
  Sent answer_anew(base::ByteView bytes, const sip::Response& response, const sip::Hop& to);
  void note(const Sent& sent, const sip::Hop& to);
  [[nodiscard]] const Connection* find(const sip::Hop& hop) const;
  // Another connection to where this hop leads.
  [[nodiscard]] const Connection* opened_to(const sip::Hop& hop) const;

  loop::EventLoop& loop_;
  std::shared_ptr<const net::TlsClient> tls_;
  // Gone with this object: what is still to be told then is told to nobody.
  std::shared_ptr<const Handler> handler_;
  DatagramSockets datagrams_;
  net::Streams streams_;
  std::vector<base::Endpoint> listening_;  // for streams
  std::map<net::ConnectionId, Connection> connections_;
};

}  // namespace portero::phone
