#include "io/media/webrtc/tls_tunnel.hpp"

#include <utility>

#include "base/overloaded.hpp"

namespace portero::webrtc {

// The other half of one connection. In streams of its own, which would otherwise use one connection
// for all that lead to the same server.
struct TlsTunnel::Outward {
  std::unique_ptr<net::Streams> streams{};
  std::optional<net::ConnectionId> id{};
  std::vector<std::uint8_t> waiting{};
};

namespace {

constexpr net::StreamLimits limits{.max_connections = TlsTunnel::max_connections,
                                   .max_incoming_per_source = TlsTunnel::max_connections};

}  // namespace

std::expected<std::unique_ptr<TlsTunnel>, std::string> TlsTunnel::open(
    loop::EventLoop& loop, const IceServer& server, std::shared_ptr<const net::TlsClient> trust) {
  std::unique_ptr<TlsTunnel> tunnel{new TlsTunnel{loop, server, std::move(trust)}};
  const auto listening = tunnel->streams_.listen(tunnel->local_);
  if (!listening) return std::unexpected{transport::in_words(listening.error())};
  tunnel->local_ = *listening;
  return tunnel;
}

TlsTunnel::TlsTunnel(loop::EventLoop& loop, const IceServer& server,
                     std::shared_ptr<const net::TlsClient> trust)
    : loop_(loop),
      server_(server),
      trust_(std::move(trust)),
      resolver_(loop),
      streams_(loop, limits, [this](const net::StreamEvent& event) { inward(event); }) {}

TlsTunnel::~TlsTunnel() = default;

void TlsTunnel::inward(const net::StreamEvent& event) {
  std::visit(base::overloaded{
                 [this](const net::ConnectionOpened& opened) {
                   outwards_[opened.id] = std::make_unique<Outward>();
                   look_up(opened.id, dns::RecordType::a);
                 },
                 [this](const net::BytesReceived& received) { send(received.id, received.bytes); },
                 [this](const net::ConnectionClosed& closed) { outwards_.erase(closed.id); }},
             event);
}

void TlsTunnel::look_up(net::ConnectionId inward, dns::RecordType type) {
  resolver_.look_up(
      dns::question(type, server_.host),
      [this, inward, type](const dns::Answer& answer) { found(inward, type, answer); });
}

void TlsTunnel::found(net::ConnectionId inward, dns::RecordType type, const dns::Answer& answer) {
  if (!outwards_.contains(inward)) return;
  const auto* const addresses =
      answer ? std::get_if<std::vector<base::IpAddress>>(&*answer) : nullptr;
  if (addresses != nullptr) return connect(inward, addresses->front());
  if (type == dns::RecordType::a) return look_up(inward, dns::RecordType::aaaa);
  give_up(inward, "the TURN server " + server_.host + " has no address");
}

void TlsTunnel::connect(net::ConnectionId inward, const base::IpAddress& address) {
  Outward& to = *outwards_.at(inward);
  to.streams = std::make_unique<net::Streams>(
      loop_, limits, [this, inward](const net::StreamEvent& event) { outward(inward, event); });
  const auto id =
      to.streams->connect({address, server_.port}, net::TlsTarget{trust_, server_.host});
  if (!id) return give_up(inward, transport::in_words(id.error()));
  to.id = *id;
  send(inward, std::exchange(to.waiting, {}));
}

void TlsTunnel::outward(net::ConnectionId inward, const net::StreamEvent& event) {
  std::visit(base::overloaded{[this](const net::ConnectionOpened&) { trouble_.clear(); },
                              [&](const net::BytesReceived& received) {
                                if (!streams_.send(inward, received.bytes))
                                  give_up(inward, "too much came at once");
                              },
                              [&](const net::ConnectionClosed& closed) {
                                give_up(inward, transport::in_words(closed.why));
                              }},
             event);
}

void TlsTunnel::send(net::ConnectionId inward, base::ByteView bytes) {
  const auto found = outwards_.find(inward);
  if (found == outwards_.end() || bytes.empty()) return;
  Outward& to = *found->second;
  if (to.id) {
    if (!to.streams->send(*to.id, bytes)) give_up(inward, "too much was sent at once");
    return;
  }
  to.waiting.insert(to.waiting.end(), bytes.begin(), bytes.end());
  if (to.waiting.size() > max_waiting_bytes) give_up(inward, "too much waits for the TURN server");
}

void TlsTunnel::give_up(net::ConnectionId inward, std::string why) {
  trouble_ = std::move(why);
  streams_.close(inward);
  outwards_.erase(inward);
}

}  // namespace portero::webrtc
