#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "core/sip/invite_session.hpp"
#include "core/sip/source.hpp"

namespace portero::sip {

inline constexpr std::size_t max_calls = 16;      // at the same time; the next caller gets a 486
inline constexpr std::size_t max_sessions = 512;  // with those that only their signaling keeps

using SessionId = base::Id<struct SessionTag>;

// Who calls. A trusted server's word (P-Asserted-Identity) goes before the caller's own.
struct Caller {
  std::string user;          // the extension
  std::string display_name;  // valid UTF-8
  Uri uri;

  bool operator==(const Caller&) const = default;
};

// To the user: answer, refuse or show progress.
struct CallArrived {
  SessionId session;
  Caller caller;

  bool operator==(const CallArrived&) const = default;
};

struct FromSession {
  SessionId session;
  SessionAction action;

  bool operator==(const FromSession&) const = default;
};

using UserAgentAction = std::variant<FromSession, CallArrived, Respond>;
using UserAgentActions = std::vector<UserAgentAction>;

// All sessions of a station, and what comes outside of them (RFC 3261 section 8.2).
class UserAgent {
 public:
  explicit UserAgent(SessionConfig config) : config_(std::move(config)) {}

  // For the sessions that begin from now on.
  void configure(SessionConfig config) { config_ = std::move(config); }

  SessionId call(const PlaceCall& call, const Entropy& entropy, base::TimePoint now,
                 UserAgentActions& actions);
  // A command, or what became of a request of that session. Nothing where it is finished.
  void handle(SessionId session, const SessionInput& input, base::TimePoint now,
              UserAgentActions& actions);

  // The entropy is used where the request begins a session, or is refused.
  void request_arrived(const RequestArrived& arrived, Source source, const Entropy& entropy,
                       base::TimePoint now, UserAgentActions& actions);
  void ack_arrived(const AckArrived& arrived, base::TimePoint now, UserAgentActions& actions);
  void invite_cancelled(const InviteCancelled& cancelled, base::TimePoint now,
                        UserAgentActions& actions);
  void time_passed(base::TimePoint now, UserAgentActions& actions);

  [[nodiscard]] std::optional<base::Deadline> next_deadline() const;
  [[nodiscard]] std::size_t size() const { return sessions_.size(); }

 private:
  using Sessions = std::map<SessionId, InviteSession>;

  void outside_of_dialogs(const RequestArrived& arrived, Source source, const Entropy& entropy,
                          base::TimePoint now, UserAgentActions& actions);
  void begin_session(const RequestArrived& arrived, Source source, const Entropy& entropy,
                     base::TimePoint now, UserAgentActions& actions);
  [[nodiscard]] std::optional<Response> objection(const Request& request) const;
  [[nodiscard]] std::size_t calls() const;
  [[nodiscard]] Sessions::iterator with_dialog(const Headers& request);
  void pass_on(Sessions::iterator session, const SessionInput& input, base::TimePoint now,
               UserAgentActions& actions);

  SessionConfig config_;
  Sessions sessions_;
  base::IdSequence<SessionId> ids_;
};

[[nodiscard]] Caller caller_of(const Headers& invite, Source source);

}  // namespace portero::sip
