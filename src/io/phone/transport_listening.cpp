#include "io/phone/transport.hpp"

// Which sockets there are from the beginning, and what is said when there can be none.
namespace portero::phone {
namespace {

using transport::Failure;
using transport::FailureKind;

// The number that the kernel chose for UDP may be taken for TCP.
constexpr int max_port_attempts = 16;

std::string cannot_listen(const base::Endpoint& local, std::string_view transport,
                          const Failure& why) {
  return "cannot listen for SIP on " + to_string(local) + " (" + std::string{transport} +
         "): " + in_words(why) + "; choose another address or port with --sip-listen";
}

bool means_no_ipv6(const base::Endpoint& local, FailureKind kind) {
  return local.address == base::any_ipv6 &&
         (kind == FailureKind::network_unreachable || kind == FailureKind::address_not_available);
}

}  // namespace

std::expected<std::unique_ptr<Transport>, std::string> Transport::open(
    loop::EventLoop& loop, const TransportSettings& settings, Handler handler) {
  if (settings.listen.empty())
    return std::unexpected{"no address to listen on for SIP; name one with --sip-listen"};
  if (settings.listen.size() > max_listening)
    return std::unexpected{"more than " + std::to_string(max_listening) +
                           " addresses to listen on for SIP; name fewer with --sip-listen"};
  std::unique_ptr<Transport> opened{new Transport{loop, settings.tls, std::move(handler)}};
  std::optional<NotListening> passed_over;
  for (const base::Endpoint& local : settings.listen) {
    const auto listening = opened->listen(local);
    if (listening) continue;
    if (!listening.error().lacks_ipv6) return std::unexpected{listening.error().sentence};
    passed_over = listening.error();
  }
  if (opened->datagrams_.size() == 0 && passed_over) return std::unexpected{passed_over->sentence};
  return opened;
}

std::expected<void, Transport::NotListening> Transport::listen(const base::Endpoint& local) {
  auto listening = listen_once(local);
  for (int i = 1; !listening && local.port == 0 && i < max_port_attempts; ++i)
    listening = listen_once(local);
  return listening;
}

std::expected<void, Transport::NotListening> Transport::listen_once(const base::Endpoint& local) {
  const auto failed = [&local](std::string_view transport, const Failure& why) {
    return std::unexpected{
        NotListening{cannot_listen(local, transport, why), means_no_ipv6(local, why.kind)}};
  };
  const std::size_t socket = datagrams_.size();
  auto udp = net::UdpSocket::bind(
      loop_, local, [this, socket](const net::UdpEvent& event) { datagram_event(socket, event); });
  if (!udp) return failed("UDP", udp.error());
  const auto tcp = streams_.listen({local.address, udp->local().port});
  if (!tcp) return failed("TCP", tcp.error());
  datagrams_.add(*std::move(udp));
  listening_.push_back(*tcp);
  return {};
}

}  // namespace portero::phone
