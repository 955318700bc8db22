#include "core/sip/transactions.hpp"

#include "core/sip/fields.hpp"
#include "core/sip/stateless_answer.hpp"
#include "core/sip/transaction_key.hpp"

namespace portero::sip {
namespace {

constexpr std::string_view retry_after_seconds = "10";

Response stateless_response(const Request& request, int status) {
  Response response = response_to(request, status);
  set_stateless_tag(response);
  return response;
}

}  // namespace

ClientTransactionId Transactions::start(Request request, const Hop& to, base::TimePoint now,
                                        TransactionActions& actions) {
  const ClientTransactionId id = client_ids_.next();
  const bool invite = request.method == Method{MethodId::invite};
  std::string key = client_key(request.headers);
  const Reliability reliability = sip::reliability(to.transport);

  client_keys_.insert_or_assign(key, id);
  auto machine =
      invite ? decltype(Client::machine){InviteClientTransaction{std::move(request), reliability}}
             : decltype(Client::machine){ClientTransaction{std::move(request), reliability}};
  Client& client =
      clients_.emplace(id, Client{std::move(machine), to, std::move(key), std::nullopt})
          .first->second;
  const ClientActions wanted =
      std::visit([&](auto& started) { return started.start(now); }, client.machine);
  settle(id, wanted, actions);
  return id;
}

void Transactions::abandon(ClientTransactionId id) {
  const auto found = clients_.find(id);
  if (found == clients_.end()) return;
  std::visit([](auto& machine) { static_cast<void>(machine.transport_failed()); },
             found->second.machine);
  TransactionActions none;
  settle(id, ClientActions{}, none);
}

void Transactions::respond(ServerTransactionId id, const Response& response, base::TimePoint now,
                           TransactionActions& actions) {
  const auto found = servers_.find(id);
  if (found == servers_.end()) return;
  const ServerActions wanted = std::visit(
      [&](auto& machine) { return machine.respond(response, now); }, found->second.machine);
  settle(id, wanted, actions);
}

void Transactions::receive(Message message, const Hop& from, Source source, base::TimePoint now,
                           TransactionActions& actions) {
  if (auto* request = std::get_if<Request>(&message))
    receive_request(std::move(*request), from, source, now, actions);
  else
    receive_response(std::get<Response>(message), now, actions);
}

void Transactions::receive_request(Request request, const Hop& from, Source source,
                                   base::TimePoint now, TransactionActions& actions) {
  auto via = top_via(request.headers);
  if (!via) return;
  const Hop back = answers_to(from, *via);
  // Of the request as it came: what the far side repeats has no stamp yet.
  const std::string key = server_key(request);
  stamp_source(*via, base::to_string(from.remote.address), from.remote.port);
  replace_top_via(request.headers, *via);

  if (request.method == Method{MethodId::ack}) return receive_ack(request, key, now, actions);
  if (const auto known = server_keys_.find(key); known != server_keys_.end()) {
    const ServerTransactionId id = known->second;
    const ServerActions again =
        std::visit([](const auto& machine) { return machine.repeated(); }, servers_.at(id).machine);
    return settle(id, again, actions);
  }
  if (request.method == Method{MethodId::cancel}) return receive_cancel(request, back, actions);
  if (!has_room_for(from.remote.address, source)) return turn_away(request, back, actions);
  open(std::move(request), key, from, back, now, actions);
}

void Transactions::open(Request request, std::string key, const Hop& from, const Hop& answers_to,
                        base::TimePoint now, TransactionActions& actions) {
  const ServerTransactionId id = server_ids_.next();
  const Reliability reliability = sip::reliability(from.transport);
  const bool invite = request.method == Method{MethodId::invite};
  auto machine = invite
                     ? decltype(Server::machine){InviteServerTransaction{request, reliability, now}}
                     : decltype(Server::machine){ServerTransaction{request, reliability}};
  server_keys_.emplace(key, id);
  ++per_source_[from.remote.address];
  servers_.emplace(id, Server{std::move(machine), answers_to, from.remote.address, std::move(key),
                              std::nullopt});
  actions.push_back(RequestArrived{id, std::move(request), from});
  settle(id, {}, actions);
}

bool Transactions::has_room_for(const base::IpAddress& address, Source source) const {
  const auto count = per_source_.find(address);
  if (count != per_source_.end() && count->second >= max_transactions_per_source) return false;
  return size() <
         (source == Source::trusted ? max_transactions : max_transactions_before_strangers);
}

void Transactions::turn_away(const Request& request, const Hop& answers_to,
                             TransactionActions& actions) {
  Response refusal = stateless_response(request, 503);
  refusal.headers.set(HeaderId::retry_after, retry_after_seconds);
  actions.push_back(SendMessage{answers_to, std::move(refusal)});
}

void Transactions::receive_ack(const Request& ack, const std::string& key, base::TimePoint now,
                               TransactionActions& actions) {
  if (const auto known = server_keys_.find(key); known != server_keys_.end()) {
    auto* invite = std::get_if<InviteServerTransaction>(&servers_.at(known->second).machine);
    if (invite && invite->acknowledged(now)) return settle(known->second, {}, actions);
  }
  actions.push_back(AckArrived{ack});
}

// RFC 3261 section 9.2: answered here, hop by hop; what it means for the INVITE is its user's.
void Transactions::receive_cancel(const Request& cancel, const Hop& answers_to,
                                  TransactionActions& actions) {
  const auto known = server_keys_.find(key_of_cancelled_invite(cancel));
  if (known == server_keys_.end()) {
    actions.push_back(SendMessage{answers_to, stateless_response(cancel, 481)});
    return;
  }
  // With the tag of the INVITE's own answer, where that has one already.
  Response ok = response_to(cancel, 200);
  if (const auto* invite =
          std::get_if<InviteServerTransaction>(&servers_.at(known->second).machine);
      invite && !invite->local_tag().empty())
    set_to_tag(ok.headers, invite->local_tag());
  set_stateless_tag(ok);
  actions.push_back(SendMessage{answers_to, std::move(ok)});
  if (proceeding(known->second)) actions.push_back(InviteCancelled{known->second, cancel});
}

void Transactions::receive_response(const Response& response, base::TimePoint now,
                                    TransactionActions& actions) {
  const auto known = client_keys_.find(client_key(response.headers));
  if (known == client_keys_.end()) return;
  const ClientTransactionId id = known->second;
  const ClientActions wanted = std::visit(
      [&](auto& machine) { return machine.receive(response, now); }, clients_.at(id).machine);
  settle(id, wanted, actions);
}

void Transactions::hop_failed(const Hop& hop, TransactionActions& actions) {
  std::vector<ClientTransactionId> failed_clients;
  for (const auto& [id, client] : clients_)
    if (client.to == hop) failed_clients.push_back(id);
  for (const ClientTransactionId id : failed_clients) {
    const ClientActions wanted = std::visit(
        [](auto& machine) { return machine.transport_failed(); }, clients_.at(id).machine);
    settle(id, wanted, actions);
  }

  std::vector<ServerTransactionId> failed_servers;
  for (const auto& [id, server] : servers_)
    if (server.answers_to == hop) failed_servers.push_back(id);
  for (const ServerTransactionId id : failed_servers) {
    std::visit([](auto& machine) { machine.transport_failed(); }, servers_.at(id).machine);
    settle(id, {}, actions);
  }
}

}  // namespace portero::sip
