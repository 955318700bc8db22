#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/overloaded.hpp"
#include "core/sip/message_for_test.hpp"
#include "io/net/udp.hpp"
#include "io/phone/transport.hpp"

namespace portero::phone {

inline const base::Endpoint any_port_v4{base::loopback_ipv4, 0};
inline const base::Endpoint any_port_v6{base::loopback_ipv6, 0};

inline base::ByteView view(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Sockets of SIP that note what they are told.
struct NotingTransport {
  explicit NotingTransport(loop::EventLoop& loop,
                           const std::vector<base::Endpoint>& listen = {any_port_v4},
                           std::shared_ptr<const net::TlsClient> tls = nullptr)
      : transport(Transport::open(loop, {listen, std::move(tls)}, [this](const auto& event) {
                    note(event);
                  }).value()) {}

  void note(const TransportEvent& event) {
    std::visit(base::overloaded{[this](const MessageReceived& told) { messages.push_back(told); },
                                [this](const ConnectionOpened& told) { opened.push_back(told); },
                                [this](const HopFailed& told) { failed.push_back(told); },
                                [this](const PongReceived& told) { pongs.push_back(told); },
                                [this](const StunReceived& told) { stun.push_back(told); }},
               event);
    if (then) then(event);
  }

  // How those on this host reach it.
  [[nodiscard]] base::Endpoint reached_by(
      sip::Transport by, const base::IpAddress& address = base::loopback_ipv4) const {
    return transport->local_towards({by, {address, 9}}).value();
  }

  std::vector<MessageReceived> messages{};
  std::vector<ConnectionOpened> opened{};
  std::vector<HopFailed> failed{};
  std::vector<PongReceived> pongs{};
  std::vector<StunReceived> stun{};
  std::function<void(const TransportEvent&)> then{};  // what the test does about it
  std::unique_ptr<Transport> transport;
};

// A bare socket that notes what it gets.
struct NotingUdp {
  explicit NotingUdp(loop::EventLoop& loop, const base::Endpoint& local = any_port_v4)
      : socket(net::UdpSocket::bind(loop, local, [this](const net::UdpEvent& event) {
                 if (const auto* got = std::get_if<net::UdpReceived>(&event)) note(*got);
               }).value()) {}

  void note(const net::UdpReceived& received) {
    texts.emplace_back(received.bytes.begin(), received.bytes.end());
    sources.push_back(received.source);
  }
  void send(std::string_view text, const base::Endpoint& to) {
    static_cast<void>(socket.send(view(text), to));
  }

  std::vector<std::string> texts{};
  std::vector<base::Endpoint> sources{};
  net::UdpSocket socket;
};

// A request whose From is missing, so that it can be answered but not read.
inline std::string broken_request() {
  return "OPTIONS sip:door@192.0.2.1 SIP/2.0\r\n"
         "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKbroken;rport\r\n"
         "To: <sip:door@example.com>\r\n"
         "Call-ID: broken\r\n"
         "CSeq: 1 OPTIONS\r\n"
         "Content-Length: 0\r\n\r\n";
}

}  // namespace portero::phone
