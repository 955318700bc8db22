#include "io/phone/datagram_sockets.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "io/net/own_addresses.hpp"
#include "io/phone/listeners.hpp"

namespace portero::phone {
namespace {

using transport::Failure;
using transport::FailureKind;

std::unexpected<Failure> no_way() {
  return std::unexpected{Failure{FailureKind::network_unreachable, {}}};
}

std::size_t hash_of(const base::IpAddress& address) {
  const base::ByteView bytes = address.bytes();
  return std::hash<std::string_view>{}({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

void DatagramSockets::add(net::UdpSocket socket) {
  bound_.push_back(socket.local());
  sockets_.push_back(std::move(socket));
}

DatagramSockets::Place& DatagramSockets::place_of(const base::IpAddress& remote) {
  return met_[hash_of(remote) % max_met];
}

void DatagramSockets::note(std::size_t socket, const net::UdpReceived& datagram) {
  const base::IpAddress& remote = datagram.source.address;
  place_of(remote) = Met{remote, datagram.local.address, socket};
}

// Asks the kernel only where there is a choice.
std::optional<std::size_t> DatagramSockets::towards(const base::IpAddress& remote) const {
  const base::IpAddress anywhere = remote.is_v4() ? base::any_ipv4 : base::any_ipv6;
  const auto choices = std::ranges::count_if(
      bound_, [&](const base::Endpoint& at) { return at.address.is_v4() == remote.is_v4(); });
  if (choices < 2) return listener_for(bound_, anywhere);
  return listener_for(bound_, net::own_address_towards(remote).value_or(anywhere));
}

std::expected<void, Failure> DatagramSockets::send(base::ByteView bytes, const base::Endpoint& to) {
  const auto index = towards(to.address);
  return index ? sockets_[*index].send(bytes, to) : no_way();
}

std::expected<void, Failure> DatagramSockets::answer(base::ByteView bytes,
                                                     const base::Endpoint& to) {
  Place& place = place_of(to.address);
  if (!place || place->remote != to.address) return send(bytes, to);
  if (sockets_[place->socket].send(bytes, to, place->local)) return {};
  // It was a broadcast address, or is ours no more.
  place.reset();
  return send(bytes, to);
}

std::expected<base::Endpoint, Failure> DatagramSockets::local_towards(
    const base::IpAddress& remote) const {
  const auto index = towards(remote);
  if (!index) return no_way();
  if (!bound_[*index].address.is_any()) return bound_[*index];
  const auto own = net::own_address_towards(remote);
  if (!own) return std::unexpected{own.error()};
  return as_seen_from(bound_[*index], *own);
}

}  // namespace portero::phone
