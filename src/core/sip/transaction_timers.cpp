#include "base/overloaded.hpp"
#include "core/sip/transactions.hpp"

namespace portero::sip {

void Transactions::time_passed(base::TimePoint now, TransactionActions& actions) {
  while (!timers_.empty() && timers_.begin()->first <= now) {
    const AnyId due = timers_.begin()->second;
    std::visit(
        base::overloaded{
            [&](ClientTransactionId id) {
              const ClientActions wanted = std::visit(
                  [&](auto& machine) { return machine.time_passed(now); }, clients_.at(id).machine);
              settle(id, wanted, actions);
            },
            [&](ServerTransactionId id) {
              ServerActions wanted;
              std::visit(
                  base::overloaded{
                      [&](InviteServerTransaction& machine) { wanted = machine.time_passed(now); },
                      [&](ServerTransaction& machine) { machine.time_passed(now); },
                  },
                  servers_.at(id).machine);
              settle(id, wanted, actions);
            },
        },
        due);
  }
}

std::optional<base::TimePoint> Transactions::next_deadline() const {
  if (timers_.empty()) return std::nullopt;
  return timers_.begin()->first;
}

bool Transactions::proceeding(ClientTransactionId invite) const {
  const auto found = clients_.find(invite);
  if (found == clients_.end()) return false;
  const auto* machine = std::get_if<InviteClientTransaction>(&found->second.machine);
  return machine != nullptr && machine->proceeding();
}

bool Transactions::proceeding(ServerTransactionId invite) const {
  const auto found = servers_.find(invite);
  if (found == servers_.end()) return false;
  const auto* machine = std::get_if<InviteServerTransaction>(&found->second.machine);
  return machine != nullptr && machine->proceeding();
}

void Transactions::settle(ClientTransactionId id, const ClientActions& wanted,
                          TransactionActions& actions) {
  Client& client = clients_.at(id);
  for (const ClientAction& action : wanted)
    std::visit(base::overloaded{
                   [&](const Transmit& transmit) {
                     actions.push_back(SendMessage{client.to, transmit.message});
                   },
                   [&](const Answered& answered) {
                     actions.push_back(ResponseArrived{id, answered.response});
                   },
                   [&](const Failed& failed) { actions.push_back(RequestFailed{id, failed.why}); },
               },
               action);

  const bool over = std::visit([](const auto& m) { return m.terminated(); }, client.machine);
  set_timer(id, client.timer,
            over ? std::nullopt
                 : std::visit([](const auto& machine) { return machine.next_deadline(); },
                              client.machine));
  if (!over) return;
  // A later transaction may have taken the key over.
  if (const auto key = client_keys_.find(client.key);
      key != client_keys_.end() && key->second == id)
    client_keys_.erase(key);
  clients_.erase(id);
}

void Transactions::settle(ServerTransactionId id, const ServerActions& wanted,
                          TransactionActions& actions) {
  Server& server = servers_.at(id);
  for (const ServerAction& action : wanted)
    std::visit(base::overloaded{
                   [&](const Response& response) {
                     actions.push_back(SendMessage{server.answers_to, response});
                   },
                   [&](const NeverAcknowledged&) { actions.push_back(RefusalUnacknowledged{id}); },
               },
               action);

  const bool over = std::visit([](const auto& m) { return m.terminated(); }, server.machine);
  set_timer(id, server.timer,
            over ? std::nullopt
                 : std::visit([](const auto& machine) { return machine.next_deadline(); },
                              server.machine));
  if (over) close(id);
}

void Transactions::set_timer(AnyId id, std::optional<base::TimePoint>& timer,
                             std::optional<base::TimePoint> next) {
  if (timer == next) return;
  if (timer) timers_.erase({*timer, id});
  if (next) timers_.emplace(*next, id);
  timer = next;
}

void Transactions::close(ServerTransactionId id) {
  const auto found = servers_.find(id);
  server_keys_.erase(found->second.key);
  const auto source = per_source_.find(found->second.source);
  if (--source->second == 0) per_source_.erase(source);
  servers_.erase(found);
}

}  // namespace portero::sip
