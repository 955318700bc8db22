// Who and where we are for a session.
#include "core/sip/ascii.hpp"
#include "io/phone/phone.hpp"

namespace portero::phone {

std::optional<sip::SessionConfig> Phone::by_account() const {
  if (!flow_ || !settings_.account) return std::nullopt;
  return sip::SessionConfig{.identity = {.uri = sip::address_of_record(*settings_.account)},
                            .contact = flow_->registered.contact,
                            .route = flow_->registered.service_routes,
                            .account = settings_.account->credentials,
                            .product = settings_.product};
}

sip::SessionConfig Phone::direct(const sip::Hop& peer) const {
  const auto local = transport_->local_towards(peer);
  sip::Uri contact;
  contact.user = sip::percent_encoded_user(
      settings_.account ? settings_.account->credentials.username : settings_.user);
  contact.host = base::to_string(local ? local->address : base::loopback_ipv4);
  if (local) contact.port = local->port;
  sip::NameAddr identity{.uri = contact};
  if (peer.transport != sip::Transport::udp)
    contact.parameters.set("transport", sip::to_lower(sip::name(peer.transport)));
  return {.identity = identity, .contact = contact, .product = settings_.product};
}

sip::SessionConfig Phone::config_towards(const sip::Uri& target) const {
  const auto account = leads_to_server(target) ? by_account() : std::nullopt;
  if (account) return *account;
  const auto where = sip::target_of(target);
  const auto transport = where && where->transport ? *where->transport : sip::Transport::udp;
  return direct({.transport = transport,
                 .remote = {own_address_towards(target), sip::default_port(transport)}});
}

// The registrar's own host, under the port of the settings or none.
bool Phone::leads_to_server(const sip::Uri& uri) const {
  if (!flow_ || !settings_.account) return false;
  if (uri.scheme != sip::Scheme::sip && uri.scheme != sip::Scheme::sips) return false;
  const sip::Target& server = settings_.account->server;
  return sip::equals_ignoring_case(uri.host, server.host) && (!uri.port || uri.port == server.port);
}

base::IpAddress Phone::own_address_towards(const sip::Uri& target) const {
  const auto address = base::IpAddress::parse(target.host);
  if (!leads_to_server(target) && address)
    if (const auto own = net::own_address_towards(*address)) return *own;
  return flow_ ? flow_->own_address : base::loopback_ipv4;
}

base::IpAddress Phone::own_address(sip::SessionId session) const {
  const auto peer = peers_.find(session);
  if (peer != peers_.end())
    if (const auto own = net::own_address_towards(peer->second.address)) return *own;
  return flow_ ? flow_->own_address : base::loopback_ipv4;
}

}  // namespace portero::phone
