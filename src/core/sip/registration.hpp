#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/dice.hpp"
#include "base/time.hpp"
#include "core/sip/backoff.hpp"
#include "core/sip/digest_client.hpp"
#include "core/sip/register_request.hpp"
#include "core/sip/register_response.hpp"
#include "core/sip/registration_action.hpp"
#include "core/sip/registration_input.hpp"

namespace portero::sip {

namespace registration {

// Asked for in seconds; a server may grant less, or want more (423).
inline constexpr std::uint32_t wanted_expires = 300;
inline constexpr std::uint32_t longest_expires = 24 * 60 * 60;
// A refresh comes after half to three quarters of what was granted, within these.
inline constexpr base::Duration soonest_refresh = std::chrono::seconds(5);
inline constexpr base::Duration latest_refresh = std::chrono::hours(1);

// The pauses between rounds over all candidates, growing: while servers are away or in trouble, and
// after a refusal of the account, where asking often gets an address banned.
inline constexpr base::Duration first_pause = std::chrono::seconds(1);
inline constexpr base::Duration longest_pause = std::chrono::seconds(60);
inline constexpr base::Duration first_pause_when_refused = std::chrono::seconds(30);
inline constexpr base::Duration longest_pause_when_refused = std::chrono::minutes(10);
// A registration that was lost sooner does not start the pauses anew.
inline constexpr base::Duration stable_after = std::chrono::seconds(60);
inline constexpr base::Duration longest_retry_after = std::chrono::hours(1);
// However often an interface comes and goes.
inline constexpr base::Duration between_hurries = std::chrono::seconds(2);

// A silent server is left for the next after this; the last one has RFC 3261's 32 s.
inline constexpr base::Duration silence_limit = std::chrono::seconds(4);
inline constexpr base::Duration locate_limit = std::chrono::seconds(4);
// A loss that is mended within this is not told at all; DSP-5 allows 5 s.
inline constexpr base::Duration loss_grace = std::chrono::seconds(1);
inline constexpr base::Duration farewell_timeout = std::chrono::seconds(2);

// A NAT that shows another port each time does not make us ask each time.
inline constexpr base::Duration between_corrections = std::chrono::seconds(60);
inline constexpr int max_requests_of_an_attempt = 8;
inline constexpr int max_redirects_of_a_round = 3;
// Before the server that works is asked again.
inline constexpr std::size_t max_better_servers_tried = 3;

}  // namespace registration

// Keeps one account registered, for ever (SIP-1). In rounds: locate the server, walk over its
// candidates until one registers us, otherwise pause and begin again. Never touches bindings that
// it did not make.
class Registration {
 public:
  explicit Registration(RegistrationAccount account);

  // `random` is fresh for each call, and cannot be guessed: call ids and nonces are made of it.
  [[nodiscard]] registration::Actions handle(const registration::Input& input, base::TimePoint now,
                                             std::uint64_t random);
  [[nodiscard]] std::optional<base::Deadline> next_deadline() const;

 private:
  // One flow, opened or being opened, and who is meant to answer there.
  struct Way {
    FlowId flow;
    Candidate server;
    Uri registrar;
    base::Endpoint local{base::any_ipv4, 0};
    base::Endpoint seen{base::any_ipv4, 0};  // local, as the server sees it
  };
  // The server has us.
  struct Binding {
    Way way;
    NameAddr contact;
    base::TimePoint since;
  };
  struct Round {
    std::vector<Candidate> left;  // the next is the last
    Uri registrar;
    int redirects = 0;
    bool is_refresh = false;  // of the binding, where it is: other servers come if that fails
    std::optional<RegistrationFailure> worst;
  };

  // A server said Retry-After.
  struct Rest {
    base::TimePoint until;
    RegistrationFailure why;
  };

  struct Off {};
  struct Locating {
    base::TimePoint until;
    Target target;
  };
  struct Opening {
    base::TimePoint until;
    Way way;
  };
  struct Asking {
    base::TimePoint until;
    Way way;
    NameAddr contact;
    int requests = 1;
  };
  struct Pausing {
    base::TimePoint until;
  };
  struct Resting {  // registered, until the next refresh
    base::TimePoint until;
  };
  struct Leaving {
    base::TimePoint until;
    Way way;
    NameAddr contact;
    int requests = 1;
  };
  using State = std::variant<Off, Locating, Opening, Asking, Pausing, Resting, Leaving>;

  void dispatch(const registration::Input& input);
  void start();
  void network_lost();
  void network_found();
  void address_changed();
  void hurry();
  void time_passed();
  void state_timed_out();
  [[nodiscard]] std::optional<base::Deadline> state_deadline() const;

  // registration_round.cpp: which server is tried when
  void begin_round();
  void locate(const Target& target);
  void located(const registration::ServerLocated& found);
  void not_located(const Target& target, dns::Failure why);
  void try_all(const std::vector<Candidate>& candidates);
  void try_next();
  void flow_opened(const registration::FlowOpened& opened);
  [[nodiscard]] base::TimePoint silence_ends() const;
  [[nodiscard]] std::optional<base::TimePoint> all_servers_rest_until() const;

  // registration_loss.cpp: what fails, what is told of it, and when to try again
  void flow_failed(const registration::FlowFailed& failed);
  void request_failed(const registration::RequestFailed& failed);
  void attempt_failed(const Way& way, const RegistrationFailure& why);
  void round_failed();
  void refused(const Way& way, const RegistrationFailure& why);
  void binding_lost(const RegistrationFailure& why);
  void try_again_after_loss(base::TimePoint bound_since);
  void drop_binding();
  void abandon_attempt();
  void note(const RegistrationFailure& why);
  [[nodiscard]] const Way* attempted() const;
  [[nodiscard]] const Binding* binding_over(FlowId flow) const;
  [[nodiscard]] RegistrationFailure trouble_so_far() const;
  void tell(std::variant<registration::Registered, registration::Unregistered> what);
  void tell_failure(RegistrationFailure why);

  // registration_answers.cpp: requests and what servers say to them
  void refresh();
  void ask(const Way& way, int requests);
  [[nodiscard]] Request make_request(const Way& way, const NameAddr& contact,
                                     std::uint32_t expires);
  void response_received(const Response& response);
  void answered(Asking asking, const Response& response);
  void bound(const Asking& asking, const RegistrationGranted& granted);
  void correct_contact(const Binding& binding);
  void let_rest(const Candidate& server, base::Duration wanted, const RegistrationFailure& why);
  void challenged(const Asking& asking, const RegistrationChallenged& challenge);
  void redirected(const Asking& asking, Target target);
  [[nodiscard]] std::expected<void, RegistrationFailure> take_challenge(
      const RegistrationChallenged& challenge);

  // registration_farewell.cpp
  void leave();
  void while_leaving(const registration::Input& input);
  void farewell_answered(Leaving leaving, const Response& response);
  void say_farewell(const Leaving& leaving);
  void finish();

  RegistrationAccount account_;
  DigestClient digest_;
  DigestClient proxy_digest_;
  bool outbound_;
  std::uint32_t expires_ = registration::wanted_expires;
  std::string call_id_;
  std::string tag_;
  std::uint32_t sequence_ = 0;  // of the last REGISTER
  bool authorized_ = false;     // it held credentials

  State state_ = Off{};
  bool network_ = true;
  Round round_;
  std::optional<Binding> binding_;
  std::optional<NameAddr> stale_contact_;
  std::vector<Candidate> known_;  // the server's, from when it was last located
  std::map<base::Endpoint, Rest> resting_servers_;
  Backoff backoff_{registration::first_pause, registration::longest_pause};
  Backoff refusal_backoff_{registration::first_pause_when_refused,
                           registration::longest_pause_when_refused};
  std::optional<base::TimePoint> last_hurry_;
  std::optional<base::TimePoint> last_correction_;
  std::optional<base::TimePoint> tell_by_;
  std::optional<std::variant<registration::Registered, registration::Unregistered>> told_;
  base::IdSequence<FlowId> flows_;

  // Of the input being handled.
  base::TimePoint now_;
  base::Dice dice_{0};
  registration::Actions actions_;
};

}  // namespace portero::sip
