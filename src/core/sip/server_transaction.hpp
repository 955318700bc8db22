#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "core/sip/message.hpp"
#include "core/sip/retransmission.hpp"

// RFC 3261 section 17.2 with RFC 6026: from a request that came to the last repetition of its
// answer. The request itself went to the user when the transaction was made.
namespace portero::sip {

// To the user of a refused INVITE: its ACK never came. Nothing is left to do but to know it.
struct NeverAcknowledged {
  bool operator==(const NeverAcknowledged&) const = default;
};

using ServerAction = std::variant<Response, NeverAcknowledged>;  // a response is to be sent
using ServerActions = std::vector<ServerAction>;

class InviteServerTransaction {
 public:
  // An INVITE that is not answered within 200 ms gets a 100 by itself.
  InviteServerTransaction(Request invite, Reliability reliability, base::TimePoint now);

  // The same INVITE again.
  [[nodiscard]] ServerActions repeated() const;
  // An ACK. False where it is not for a refusal: then it is the dialog's, for a 2xx.
  [[nodiscard]] bool acknowledged(base::TimePoint now);
  // The user's answer. After a final one only 2xx again (RFC 3261 section 13.3.1.4) are sent.
  [[nodiscard]] ServerActions respond(const Response& response, base::TimePoint now);
  void transport_failed() { state_ = State::terminated; }
  [[nodiscard]] ServerActions time_passed(base::TimePoint now);

  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;
  [[nodiscard]] bool terminated() const { return state_ == State::terminated; }
  // A CANCEL can still change the answer (RFC 3261 section 9.2).
  [[nodiscard]] bool proceeding() const { return state_ == State::proceeding; }
  [[nodiscard]] const Request& request() const { return invite_; }
  // Of the answer so far; empty where there is none yet.
  [[nodiscard]] std::string local_tag() const;

 private:
  enum class State { proceeding, accepted, completed, confirmed, terminated };

  Request invite_;
  Reliability reliability_;
  State state_ = State::proceeding;
  std::optional<Response> last_response_;
  std::optional<Retransmission> retransmission_;
  base::TimePoint until_;
};

class ServerTransaction {
 public:
  ServerTransaction(Request request, Reliability reliability)
      : request_(std::move(request)), reliability_(reliability) {}

  [[nodiscard]] ServerActions repeated() const;
  [[nodiscard]] ServerActions respond(const Response& response, base::TimePoint now);
  void transport_failed() { state_ = State::terminated; }
  void time_passed(base::TimePoint now);

  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;
  [[nodiscard]] bool terminated() const { return state_ == State::terminated; }
  [[nodiscard]] const Request& request() const { return request_; }

 private:
  enum class State { trying, completed, terminated };

  Request request_;
  Reliability reliability_;
  State state_ = State::trying;
  std::optional<Response> last_response_;
  base::TimePoint until_;
};

}  // namespace portero::sip
