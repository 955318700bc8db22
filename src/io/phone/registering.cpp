// What the registration wants done, and the flow that it keeps alive (RFC 5626).
#include <utility>

#include "io/phone/entropy.hpp"
#include "io/phone/phone.hpp"

namespace portero::phone {

using namespace sip::registration;

void Phone::registration_input(const Input& input) {
  if (registration_) add(registration_->handle(input, loop_.now(), random_word()));
}

void Phone::on(const Locate& locate) {
  const auto tell = [this, target = locate.target,
                     of = accounts_](const Locator::Candidates& found) {
    if (of != accounts_) return;
    if (!found) {
      registration_input(ServerNotLocated{target, found.error()});
      return work();
    }
    if (settings_.account && target == settings_.account->server) server_addresses_.clear();
    for (const sip::Candidate& server : *found) server_addresses_.insert(server.server.address);
    registration_input(ServerLocated{target, *found});
    work();
  };
  locator_.locate(locate.target, tell);
}

// It stands on an address that we have no more, or that does not lead there any more: nothing would
// come back, and nobody says so for a long time.
bool Phone::is_outdated(const sip::Hop& hop) const {
  if (hop.connection == sip::no_connection || !transport_->is_open(hop)) return false;
  const auto local = transport_->local_towards(hop);
  const auto own = net::own_address_towards(hop.remote.address);
  return local && own && local->address != *own;
}

void Phone::on(const OpenFlow& open) {
  auto hop = transport_->way_to(open.to);
  if (hop && is_outdated(*hop)) {
    transport_->close(hop->connection);
    on(HopFailed{*hop, {transport::FailureKind::address_not_available, {}}});
    hop = transport_->way_to(open.to);
  }
  if (!hop) return registration_input(FlowFailed{open.flow, hop.error()});
  flows_.insert_or_assign(open.flow, *hop);
  unused_connections_.erase(hop->connection);
  if (!transport_->is_open(*hop)) return;
  if (const auto local = transport_->local_towards(*hop))
    registration_input(FlowOpened{open.flow, *local});
  else
    registration_input(FlowFailed{open.flow, local.error()});
}

void Phone::on(const CloseFlow& close) {
  const auto flow = flows_.find(close.flow);
  if (flow == flows_.end()) return;
  if (flow->second.connection != sip::no_connection)
    unused_connections_.insert(flow->second.connection);
  flows_.erase(flow);
}

// Calls may still use a connection that the registration has left.
void Phone::close_unused_connections() {
  if (user_agent_.size() > 0) return;
  for (const sip::ConnectionId connection : std::exchange(unused_connections_, {}))
    transport_->close(connection);
}

void Phone::on(const SendRegister& send) {
  const auto flow = flows_.find(send.flow);
  if (flow == flows_.end()) return;
  const auto sequence = sip::cseq(send.request.headers);
  sip::TransactionActions actions;
  const auto transaction =
      transactions_.start(with_via(send.request, flow->second), flow->second, loop_.now(), actions);
  owners_.emplace(transaction, Registering{sequence ? sequence->number : 0});
  add(std::move(actions));
}

void Phone::on(const Tell& tell) {
  flow_.reset();
  if (const auto* const registered = std::get_if<Registered>(&tell.what)) {
    const sip::Hop& hop = flows_.at(registered->flow);
    const auto own = net::own_address_towards(hop.remote.address);
    flow_ = Flow{
        .hop = hop,
        .registered = *registered,
        .own_address = own.value_or(hop.remote.address),
        .keep_alive =
            sip::KeepAlive{hop.transport, registered->keep_alive_confirmed, registered->flow_timer,
                           loop_.now(), random_word(), settings_.keep_alive},
    };
  }
  handler_(RegistrationTold{tell.what});
}

void Phone::use(PhoneSettings settings) {
  next_settings_ = std::move(settings);
  if (registration_)
    registration_input(Stopped{});
  else
    begin_anew();
  work();
}

void Phone::on(const Finish&) {
  if (next_settings_)
    begin_anew();
  else
    handler_(SignedOff{});
}

// What the old account has asked for is not answered to the new one.
void Phone::begin_anew() {
  auto next = std::exchange(next_settings_, std::nullopt);
  if (!next) return;
  ++accounts_;
  const TransportSettings transport = std::move(settings_.transport);
  const net::DnsSettings dns = std::move(settings_.dns);
  settings_ = *std::move(next);
  transport_->set_tls(settings_.transport.tls);
  settings_.transport.listen = transport.listen;
  settings_.dns = dns;
  std::erase_if(
      owners_, [](const auto& owner) { return std::holds_alternative<Registering>(owner.second); });
  while (!flows_.empty()) on(CloseFlow{flows_.begin()->first});
  flow_.reset();
  server_addresses_.clear();
  registration_.reset();
  if (settings_.account) registration_.emplace(*settings_.account);
  registration_input(Started{});
}

void Phone::on(const sip::SendPing&) {
  if (flow_) transport_->ping(flow_->hop);
}

void Phone::on(const sip::SendStun& stun) {
  if (flow_) transport_->send_stun(flow_->hop, stun.request);
}

void Phone::on(const sip::FlowSilent&) {
  if (flow_)
    registration_input(FlowFailed{flow_->registered.flow,
                                  {transport::FailureKind::timed_out, "no answer to keep-alives"}});
}

void Phone::on(const sip::MappingMoved&) { registration_input(MappingChanged{}); }

// Only what concerns the way to the server does.
void Phone::network_changed() {
  if (flow_) {
    const auto own = net::own_address_towards(flow_->hop.remote.address);
    if (!own)
      registration_input(NetworkLost{});
    else if (*own != flow_->own_address)
      registration_input(AddressChanged{});
  } else {
    registration_input(NetworkFound{});
  }
  work();
}

}  // namespace portero::phone
