// What sessions want sent, and to which of the servers that could take it.
#include <algorithm>

#include "base/overloaded.hpp"
#include "core/sip/cancel.hpp"
#include "core/sip/fields.hpp"
#include "core/sip/outbound_size.hpp"
#include "core/sip/random_hex.hpp"
#include "io/phone/entropy.hpp"
#include "io/phone/phone.hpp"

namespace portero::phone {

void Phone::on(const sip::CallArrived& arrived) {
  const auto peer = peers_.find(arrived.session);
  if (peer == peers_.end()) return;
  handler_(
      CallComes{arrived.session, arrived.caller, peer->second.address, peer->second.by_server});
}

void Phone::on(const sip::FromSession& from) {
  std::visit(base::overloaded{
                 [&](const sip::SendRequest& wanted) { send(from.session, wanted); },
                 [&](const sip::SendAck& wanted) { send_ack(wanted); },
                 [&](const sip::SendCancel& wanted) { send_cancel(from.session, wanted); },
                 [&](const sip::Abandon& wanted) { abandon({from.session, wanted.invite}); },
                 [&](const sip::Respond& respond) { on(respond); },
                 [&](const sip::SessionFinished&) { forget(from.session); },
                 [&](const auto&) { handler_(from); },
             },
             from.action);
}

void Phone::on(const sip::Respond& respond) {
  sip::TransactionActions actions;
  transactions_.respond(respond.transaction, respond.response, loop_.now(), actions);
  add(std::move(actions));
}

void Phone::send(sip::SessionId session, const sip::SendRequest& send) {
  const RequestKey key{session, send.id};
  outgoing_.emplace(key, Outgoing{.request = send.request});
  route(send.next_hop, [this, key](const Locator::Candidates& found) {
    const auto request = outgoing_.find(key);
    if (request == outgoing_.end()) return;
    if (found) request->second.left = *found;
    attempt(key);
    work();
  });
}

void Phone::send_ack(const sip::SendAck& send) {
  route(send.next_hop, [this, ack = send.ack](const Locator::Candidates& found) {
    const auto hop = found ? way_to(found->front()) : std::unexpected{transport::Failure{}};
    if (hop) transport_->send(with_via(ack, *hop), *hop);
  });
}

void Phone::send_cancel(sip::SessionId session, const sip::SendCancel& cancel) {
  const auto invite = outgoing_.find({session, cancel.invite});
  if (invite == outgoing_.end()) return;
  const std::optional<Attempt>& attempt = invite->second.attempt;
  if (!attempt) return;
  sip::TransactionActions actions;
  transactions_.start(sip::cancel_of(attempt->sent, cancel.reasons), attempt->hop, loop_.now(),
                      actions);
  add(std::move(actions));
}

void Phone::abandon(const RequestKey& key) {
  const auto request = outgoing_.find(key);
  if (request == outgoing_.end()) return;
  const std::optional<Attempt>& attempt = request->second.attempt;
  if (attempt) owners_.erase(attempt->transaction);
  outgoing_.erase(request);
}

// While the account is registered, its server is the one that has registered us.
void Phone::route(const sip::Uri& next_hop, Locator::Handler then) {
  if (flow_ && leads_to_server(next_hop)) return then(std::vector{flow_->registered.server});
  const auto target = sip::target_of(next_hop);
  if (!target) return then(std::unexpected{dns::Failure::not_found});
  locator_.locate(*target, std::move(then));
}

void Phone::foresee(const sip::Uri& target) {
  route(target, [](const Locator::Candidates&) {});
}

std::expected<sip::Hop, transport::Failure> Phone::way_to(const sip::Candidate& server) {
  if (flow_ && sip::same_server(server, flow_->registered.server)) return flow_->hop;
  return transport_->way_to(server);
}

// To the first server left. A request too large for a datagram goes there by TCP first (RFC 3261
// section 18.1.1), unless that server has shown that it takes none.
void Phone::attempt(const RequestKey& key) {
  Outgoing& request = outgoing_.at(key);
  while (!request.left.empty()) {
    sip::Candidate server = request.left.front();
    const sip::Hop as_datagram{sip::Transport::udp, server.server};
    const bool too_large = server.transport == sip::Transport::udp &&
                           !without_tcp_.contains(server.server) &&
                           sip::wants_stream(with_via(request.request, as_datagram));
    if (too_large)
      server.transport = sip::Transport::tcp;
    else
      request.left.erase(request.left.begin());
    const auto hop = way_to(server);
    if (!hop && too_large) takes_no_tcp(server.server);
    if (!hop) continue;

    const sip::Request sent = with_via(request.request, *hop);
    sip::TransactionActions actions;
    const auto transaction = transactions_.start(sent, *hop, loop_.now(), actions);
    owners_.emplace(transaction, key);
    request.attempt = Attempt{sent, *hop, transaction};
    if (!request.left.empty())
      request.silent_until = loop_.now() + (too_large ? stream_patience : silence_limit);
    return add(std::move(actions));
  }
  tell_session(key, sip::Unanswered{key.second, sip::TransactionFailure::transport_failed});
}

void Phone::takes_no_tcp(const base::Endpoint& server) {
  if (without_tcp_.size() == max_remembered_servers) without_tcp_.clear();
  without_tcp_.insert(server);
}

void Phone::next_server(const RequestKey& key, sip::TransactionFailure why) {
  Outgoing& request = outgoing_.at(key);
  if (request.attempt) owners_.erase(request.attempt->transaction);
  request.attempt.reset();
  request.silent_until.reset();
  if (!request.left.empty()) return attempt(key);
  tell_session(key, sip::Unanswered{key.second, why});
}

void Phone::leave_silent_servers() {
  std::vector<RequestKey> silent;
  for (const auto& [key, request] : outgoing_)
    if (request.silent_until && *request.silent_until <= loop_.now()) silent.push_back(key);
  for (const RequestKey& key : silent) {
    const auto& attempt = outgoing_.at(key).attempt;
    if (attempt && attempt->hop.transport == sip::Transport::tcp) takes_no_tcp(attempt->hop.remote);
    next_server(key, sip::TransactionFailure::timed_out);
  }
}

sip::Request Phone::with_via(sip::Request request, const sip::Hop& hop) const {
  sip::Via via{.transport = std::string{sip::name(hop.transport)}};
  const auto local = transport_->local_towards(hop);
  if (local) {
    via.host = base::to_string(local->address);
    via.port = local->port;
  } else {
    via.host = "invalid.invalid";
  }
  via.parameters.set("branch", "z9hG4bK" + sip::random_hex(random_word()));
  via.parameters.set({.name = "rport"});
  request.headers.prepend(sip::HeaderId::via, sip::to_string(via));
  return request;
}

// An INVITE that was accepted is kept: its 2xx may come again, and wants another ACK.
void Phone::tell_session(const RequestKey& key, const sip::SessionInput& outcome) {
  const auto* const responded = std::get_if<sip::Responded>(&outcome);
  const bool is_final = responded == nullptr || responded->response.status >= 200;
  const auto request = outgoing_.find(key);
  const bool accepted = responded != nullptr && responded->response.status < 300 &&
                        request->second.request.method == sip::Method{sip::MethodId::invite};
  if (is_final && !accepted) abandon(key);
  sip::UserAgentActions actions;
  user_agent_.handle(key.first, outcome, loop_.now(), actions);
  add(std::move(actions));
}

}  // namespace portero::phone
