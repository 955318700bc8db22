#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "core/sip/message.hpp"
#include "core/sip/retransmission.hpp"

// RFC 3261 section 17.1 with RFC 6026: from a request to its final answer. A transaction knows
// neither sockets nor addresses: it says what to send and what to tell its user.
namespace portero::sip {

struct Transmit {
  Message message;

  bool operator==(const Transmit&) const = default;
};

// To the user: an answer that is not a repetition.
struct Answered {
  Response response;

  bool operator==(const Answered&) const = default;
};

// To the user, instead of a final answer.
enum class TransactionFailure { timed_out, transport_failed };

struct Failed {
  TransactionFailure why;

  bool operator==(const Failed&) const = default;
};

using ClientAction = std::variant<Transmit, Answered, Failed>;
using ClientActions = std::vector<ClientAction>;

class InviteClientTransaction {
 public:
  InviteClientTransaction(Request invite, Reliability reliability)
      : invite_(std::move(invite)), reliability_(reliability) {}

  [[nodiscard]] ClientActions start(base::TimePoint now);
  [[nodiscard]] ClientActions receive(const Response& response, base::TimePoint now);
  [[nodiscard]] ClientActions transport_failed();
  [[nodiscard]] ClientActions time_passed(base::TimePoint now);

  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;
  [[nodiscard]] bool terminated() const { return state_ == State::terminated; }
  // A CANCEL may be sent only after a provisional answer (RFC 3261 section 9.1).
  [[nodiscard]] bool proceeding() const { return state_ == State::proceeding; }
  [[nodiscard]] const Request& request() const { return invite_; }

 private:
  enum class State { calling, proceeding, accepted, completed, terminated };

  ClientActions accept(const Response& response, base::TimePoint now);
  ClientActions refuse(const Response& response, base::TimePoint now);

  Request invite_;
  Reliability reliability_;
  State state_ = State::calling;
  std::optional<Retransmission> retransmission_;
  base::TimePoint until_;
};

// RFC 3261 section 17.1.1.3: the ACK for an answer other than 2xx goes the way of its INVITE.
[[nodiscard]] Request ack_of_refusal(const Request& invite, const Response& response);

class ClientTransaction {
 public:
  ClientTransaction(Request request, Reliability reliability)
      : request_(std::move(request)), reliability_(reliability) {}

  [[nodiscard]] ClientActions start(base::TimePoint now);
  [[nodiscard]] ClientActions receive(const Response& response, base::TimePoint now);
  [[nodiscard]] ClientActions transport_failed();
  [[nodiscard]] ClientActions time_passed(base::TimePoint now);

  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;
  [[nodiscard]] bool terminated() const { return state_ == State::terminated; }
  [[nodiscard]] const Request& request() const { return request_; }

 private:
  enum class State { trying, proceeding, completed, terminated };

  Request request_;
  Reliability reliability_;
  State state_ = State::trying;
  std::optional<Retransmission> retransmission_;
  base::TimePoint until_;
};

}  // namespace portero::sip
