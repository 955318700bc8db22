// What the transports and the transactions tell.
#include "base/overloaded.hpp"
#include "core/sip/fields.hpp"
#include "core/sip/random_hex.hpp"
#include "io/phone/entropy.hpp"
#include "io/phone/phone.hpp"

namespace portero::phone {
namespace {

bool same_way(const sip::Hop& left, const sip::Hop& right) {
  if (left.transport == sip::Transport::udp)
    return right.transport == sip::Transport::udp && left.remote == right.remote;
  return left.connection != sip::no_connection && left.connection == right.connection;
}

}  // namespace

void Phone::on(const MessageReceived& received) {
  sip::TransactionActions actions;
  transactions_.receive(received.message, received.from, source_of(received.from), loop_.now(),
                        actions);
  add(std::move(actions));
}

void Phone::on(const ConnectionOpened& opened) {
  for (const auto& [flow, hop] : flows_)
    if (hop.connection == opened.hop.connection)
      return registration_input(sip::registration::FlowOpened{flow, opened.local});
}

void Phone::on(const HopFailed& failed) {
  for (const auto& [key, request] : outgoing_)
    if (request.attempt && request.attempt->hop.transport == sip::Transport::tcp &&
        same_way(request.attempt->hop, failed.hop))
      takes_no_tcp(failed.hop.remote);
  sip::TransactionActions actions;
  transactions_.hop_failed(failed.hop, actions);
  add(std::move(actions));
  unused_connections_.erase(failed.hop.connection);
  const auto flows = flows_;
  for (const auto& [flow, hop] : flows)
    if (same_way(hop, failed.hop))
      registration_input(sip::registration::FlowFailed{flow, failed.why});
}

void Phone::on(const PongReceived& pong) {
  if (flow_ && same_way(flow_->hop, pong.from))
    flow_->keep_alive.pong_received(loop_.now(), random_word());
}

void Phone::on(const StunReceived& stun) {
  if (flow_ && flow_->hop.remote == stun.source)
    add(flow_->keep_alive.stun_received(stun.binding, loop_.now(), random_word()));
}

void Phone::on(const sip::SendMessage& send) { transport_->send(send.message, send.to); }

// Over the connection that we made; otherwise by its address, as far as that proves anything: what
// came by TCP came from there. A datagram's sender can be forged, and believed only where the
// account itself uses nothing better; beside TLS nothing in the clear is believed.
bool Phone::is_server(const sip::Hop& hop) const {
  if (flow_ && same_way(flow_->hop, hop)) return true;
  if (!settings_.account || !server_addresses_.contains(hop.remote.address)) return false;
  const auto transport = settings_.account->server.transport;
  if (transport == sip::Transport::tls) return false;
  return hop.transport == sip::Transport::tcp || transport != sip::Transport::tcp;
}

sip::Source Phone::source_of(const sip::Hop& hop) const {
  return is_server(hop) ? sip::Source::trusted : sip::Source::anybody;
}

// SIP-6: a stranger's call is taken only where calls by address are on.
void Phone::on(const sip::RequestArrived& arrived) {
  const bool by_server = is_server(arrived.from);
  const auto party = sip::to(arrived.request.headers);
  const bool begins_call =
      arrived.request.method == sip::Method{sip::MethodId::invite} && !(party && party->tag());
  const bool is_stranger = !by_server && !settings_.direct_calls;
  // Between two accounts: the call would outlive the one that it belongs to.
  const bool is_leaving = next_settings_.has_value();
  if (begins_call && (is_stranger || is_leaving)) {
    sip::Response refusal = sip::response_to(arrived.request, is_stranger ? 403 : 480);
    sip::set_to_tag(refusal.headers, sip::random_hex(random_word()));
    return on(sip::Respond{arrived.transaction, std::move(refusal)});
  }
  if (begins_call) {
    const auto account = by_server ? by_account() : std::nullopt;
    user_agent_.configure(account ? *account : direct(arrived.from));
  }
  sip::UserAgentActions actions;
  user_agent_.request_arrived(arrived, source_of(arrived.from), entropy(), loop_.now(), actions);
  for (const sip::UserAgentAction& action : actions)
    if (const auto* call = std::get_if<sip::CallArrived>(&action))
      peers_.emplace(call->session, Peer{arrived.from.remote.address, by_server});
  add(std::move(actions));
}

void Phone::on(const sip::InviteCancelled& cancelled) {
  sip::UserAgentActions actions;
  user_agent_.invite_cancelled(cancelled, loop_.now(), actions);
  add(std::move(actions));
}

void Phone::on(const sip::AckArrived& arrived) {
  sip::UserAgentActions actions;
  user_agent_.ack_arrived(arrived, loop_.now(), actions);
  add(std::move(actions));
}

void Phone::on(const sip::ResponseArrived& arrived) {
  const auto owner = owners_.find(arrived.transaction);
  if (owner == owners_.end()) return;
  std::visit(base::overloaded{
                 [&](const RequestKey& key) {
                   Outgoing& request = outgoing_.at(key);
                   request.silent_until.reset();
                   if (arrived.response.status == 503 && !request.left.empty())
                     return next_server(key, sip::TransactionFailure::transport_failed);
                   tell_session(key, sip::Responded{key.second, arrived.response});
                 },
                 [&](const Registering&) {
                   if (arrived.response.status >= 200) owners_.erase(arrived.transaction);
                   registration_input(sip::registration::ResponseReceived{arrived.response});
                 },
             },
             Owner{owner->second});
}

void Phone::on(const sip::RequestFailed& failed) {
  const auto owner = owners_.find(failed.transaction);
  if (owner == owners_.end()) return;
  const Owner whose = owner->second;
  owners_.erase(owner);
  std::visit(base::overloaded{
                 [&](const RequestKey& key) { next_server(key, failed.why); },
                 [&](const Registering& asked) {
                   registration_input(sip::registration::RequestFailed{asked.sequence, failed.why});
                 },
             },
             whose);
}

}  // namespace portero::phone
