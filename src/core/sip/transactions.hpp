#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "core/sip/client_transaction.hpp"
#include "core/sip/hop.hpp"
#include "core/sip/server_transaction.hpp"
#include "core/sip/source.hpp"

// All transactions of a station: finds the one that a message belongs to (RFC 3261 sections 17.1.3
// and 17.2.3), and stands between the transports and the user agent.
namespace portero::sip {

inline constexpr std::size_t max_transactions_per_source = 512;
inline constexpr std::size_t max_transactions = 4096;
// Of these, strangers leave the rest to the account's server: whoever forges the addresses of many
// sources must not keep its calls, and the ends of calls, from us. What we ask ourselves is never
// refused.
inline constexpr std::size_t max_transactions_before_strangers = 3072;

using ClientTransactionId = base::Id<struct ClientTransactionTag>;
using ServerTransactionId = base::Id<struct ServerTransactionTag>;

// To the transports.
struct SendMessage {
  Hop to;
  Message message;

  bool operator==(const SendMessage&) const = default;
};

// To the user agent: a new request, to be answered with respond(). Never ACK or CANCEL.
struct RequestArrived {
  ServerTransactionId transaction;
  Request request;
  Hop from;

  bool operator==(const RequestArrived&) const = default;
};

// The INVITE was cancelled before its final answer; it still wants one (487). The CANCEL itself has
// been answered.
struct InviteCancelled {
  ServerTransactionId invite;
  Request cancel;

  bool operator==(const InviteCancelled&) const = default;
};

// The ACK for a 2xx: a matter of its dialog.
struct AckArrived {
  Request ack;

  bool operator==(const AckArrived&) const = default;
};

struct ResponseArrived {
  ClientTransactionId transaction;
  Response response;

  bool operator==(const ResponseArrived&) const = default;
};

// Instead of a final response.
struct RequestFailed {
  ClientTransactionId transaction;
  TransactionFailure why;

  bool operator==(const RequestFailed&) const = default;
};

// A refusal of ours was never acknowledged; nothing needs to be done.
struct RefusalUnacknowledged {
  ServerTransactionId invite;

  bool operator==(const RefusalUnacknowledged&) const = default;
};

using TransactionAction = std::variant<SendMessage, RequestArrived, InviteCancelled, AckArrived,
                                       ResponseArrived, RequestFailed, RefusalUnacknowledged>;
using TransactionActions = std::vector<TransactionAction>;

class Transactions {
 public:
  // The request's first Via, with a branch of its own, is set already. Not for ACK: what needs no
  // answer needs no transaction.
  ClientTransactionId start(Request request, const Hop& to, base::TimePoint now,
                            TransactionActions& actions);
  // Nobody waits for the answer any more: a cancelled INVITE that the far side says nothing more of
  // (RFC 3261 section 9.1) would stay for ever.
  void abandon(ClientTransactionId transaction);
  // Nothing happens where the transaction is over.
  void respond(ServerTransactionId transaction, const Response& response, base::TimePoint now,
               TransactionActions& actions);

  void receive(Message message, const Hop& from, Source source, base::TimePoint now,
               TransactionActions& actions);
  // The connection broke, or (UDP) the address cannot be reached.
  void hop_failed(const Hop& hop, TransactionActions& actions);
  void time_passed(base::TimePoint now, TransactionActions& actions);

  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;
  [[nodiscard]] std::size_t size() const { return clients_.size() + servers_.size(); }
  // Whether a CANCEL may be sent for it now.
  [[nodiscard]] bool proceeding(ClientTransactionId invite) const;
  // Whether an INVITE can still be answered as one likes.
  [[nodiscard]] bool proceeding(ServerTransactionId invite) const;

 private:
  using AnyId = std::variant<ClientTransactionId, ServerTransactionId>;
  using Timer = std::pair<base::TimePoint, AnyId>;

  struct Client {
    std::variant<InviteClientTransaction, ClientTransaction> machine;
    Hop to;
    std::string key;
    std::optional<base::TimePoint> timer;
  };
  struct Server {
    std::variant<InviteServerTransaction, ServerTransaction> machine;
    Hop answers_to;
    base::IpAddress source;
    std::string key;
    std::optional<base::TimePoint> timer;
  };

  void receive_request(Request request, const Hop& from, Source source, base::TimePoint now,
                       TransactionActions& actions);
  void receive_response(const Response& response, base::TimePoint now, TransactionActions& actions);
  void receive_ack(const Request& ack, const std::string& key, base::TimePoint now,
                   TransactionActions& actions);
  void receive_cancel(const Request& cancel, const Hop& answers_to, TransactionActions& actions);
  void open(Request request, std::string key, const Hop& from, const Hop& answers_to,
            base::TimePoint now, TransactionActions& actions);
  static void turn_away(const Request& request, const Hop& answers_to, TransactionActions& actions);
  [[nodiscard]] bool has_room_for(const base::IpAddress& address, Source source) const;

  // Passes on what a machine wants, then notes its next time, or its end.
  void settle(ClientTransactionId id, const ClientActions& wanted, TransactionActions& actions);
  void settle(ServerTransactionId id, const ServerActions& wanted, TransactionActions& actions);
  void set_timer(AnyId id, std::optional<base::TimePoint>& timer,
                 std::optional<base::TimePoint> next);
  void close(ServerTransactionId id);

  std::unordered_map<ClientTransactionId, Client> clients_;
  std::unordered_map<ServerTransactionId, Server> servers_;
  std::unordered_map<std::string, ClientTransactionId> client_keys_;
  std::unordered_map<std::string, ServerTransactionId> server_keys_;
  std::map<base::IpAddress, std::size_t> per_source_;
  std::set<Timer> timers_;
  base::IdSequence<ClientTransactionId> client_ids_;
  base::IdSequence<ServerTransactionId> server_ids_;
};

}  // namespace portero::sip
