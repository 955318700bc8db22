#pragma once

#include <expected>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "io/loop/event_loop.hpp"
#include "io/media/webrtc/ice_server.hpp"
#include "io/net/resolver.hpp"
#include "io/net/streams.hpp"

namespace portero::webrtc {

// A TCP port of this host that leads to a TURN server over TLS: libnice, when it is told of such a
// server, sends it plain text, with the relayed calls in the clear (P5). The server must have a
// certificate for its name.
class TlsTunnel {
 public:
  static constexpr std::size_t max_connections = 16;
  // Of one connection, before the server is reached.
  static constexpr std::size_t max_waiting_bytes = std::size_t{64} * 1024;

  // The error is a sentence.
  [[nodiscard]] static std::expected<std::unique_ptr<TlsTunnel>, std::string> open(
      loop::EventLoop& loop, const IceServer& server, std::shared_ptr<const net::TlsClient> trust);
  ~TlsTunnel();
  TlsTunnel(const TlsTunnel&) = delete;
  TlsTunnel& operator=(const TlsTunnel&) = delete;

  // On loopback.
  [[nodiscard]] const base::Endpoint& local() const { return local_; }
  // Why the server could last not be reached, in words; empty where it could.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  struct Outward;

  TlsTunnel(loop::EventLoop& loop, const IceServer& server,
            std::shared_ptr<const net::TlsClient> trust);
  void inward(const net::StreamEvent& event);
  void look_up(net::ConnectionId inward, dns::RecordType type);
  void found(net::ConnectionId inward, dns::RecordType type, const dns::Answer& answer);
  void connect(net::ConnectionId inward, const base::IpAddress& address);
  void outward(net::ConnectionId inward, const net::StreamEvent& event);
  void send(net::ConnectionId inward, base::ByteView bytes);
  void give_up(net::ConnectionId inward, std::string why);

  loop::EventLoop& loop_;
  IceServer server_;
  std::shared_ptr<const net::TlsClient> trust_;
  base::Endpoint local_{base::loopback_ipv4, 0};
  std::string trouble_{};
  net::Resolver resolver_;
  std::map<net::ConnectionId, std::unique_ptr<Outward>> outwards_;
  net::Streams streams_;
};

}  // namespace portero::webrtc
