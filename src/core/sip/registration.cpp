#include "core/sip/registration.hpp"

#include <utility>

#include "base/overloaded.hpp"
#include "core/sip/random_hex.hpp"

namespace portero::sip {

using namespace registration;

Registration::Registration(RegistrationAccount account)
    : account_(std::move(account)),
      digest_(account_.credentials),
      proxy_digest_(account_.credentials),
      outbound_(!account_.instance.empty()) {}

Actions Registration::handle(const Input& input, base::TimePoint now, std::uint64_t random) {
  now_ = now;
  dice_ = base::Dice{random};
  dispatch(input);
  return std::exchange(actions_, {});
}

void Registration::dispatch(const Input& input) {
  if (std::holds_alternative<Off>(state_)) {
    if (std::holds_alternative<Started>(input)) start();
    return;
  }
  if (std::holds_alternative<Leaving>(state_)) return while_leaving(input);
  std::visit(base::overloaded{
                 [](const Started&) {},
                 [this](const Stopped&) { leave(); },
                 [this](const ServerLocated& found) { located(found); },
                 [this](const ServerNotLocated& failed) { not_located(failed.target, failed.why); },
                 [this](const FlowOpened& opened) { flow_opened(opened); },
                 [this](const FlowFailed& failed) { flow_failed(failed); },
                 [this](const ResponseReceived& received) { response_received(received.response); },
                 [this](const RequestFailed& failed) { request_failed(failed); },
                 [this](const AddressChanged&) { address_changed(); },
                 [this](const MappingChanged&) {
                   if (std::holds_alternative<Resting>(state_)) refresh();
                 },
                 [this](const NetworkLost&) { network_lost(); },
                 [this](const NetworkFound&) { network_found(); },
                 [this](const TimePassed&) { time_passed(); },
             },
             input);
}

void Registration::start() {
  call_id_ = random_hex(dice_.next()) + random_hex(dice_.next());
  tag_ = random_hex(dice_.next());
  tell_by_ = now_ + silence_limit;
  begin_round();
}

void Registration::network_lost() {
  network_ = false;
  abandon_attempt();
  drop_binding();
  tell_failure({.trouble = RegistrationTrouble::no_network, .sentence = {}});
  // Also without a word that it is back.
  state_ = Pausing{now_ + longest_pause};
}

void Registration::network_found() {
  network_ = true;
  if (!binding_) hurry();
}

void Registration::address_changed() {
  if (binding_)
    binding_lost({.trouble = RegistrationTrouble::no_network,
                  .sentence = "The station has another address now."});
  hurry();
}

void Registration::hurry() {
  abandon_attempt();
  if (last_hurry_ && now_ < *last_hurry_ + between_hurries) {
    state_ = Pausing{*last_hurry_ + between_hurries};
    return;
  }
  last_hurry_ = now_;
  backoff_.reset();
  begin_round();
}

void Registration::time_passed() {
  if (tell_by_ && now_ >= *tell_by_) tell_failure(trouble_so_far());
  const auto deadline = state_deadline();
  if (deadline && now_ >= deadline->at) state_timed_out();
}

void Registration::state_timed_out() {
  // What it does replaces the state.
  std::visit(base::overloaded{
                 [](const Off&) {},
                 [this](const Locating& locating) {
                   not_located(Target{locating.target}, dns::Failure::no_answer);
                 },
                 [this](const base::OneOf<Opening, Asking> auto& waiting) {
                   attempt_failed(Way{waiting.way}, silence_of(waiting.way.server));
                 },
                 [this](const Pausing&) { begin_round(); },
                 [this](const Resting&) { refresh(); },
                 [this](const Leaving&) { finish(); },
             },
             state_);
}

std::optional<base::Deadline> Registration::next_deadline() const {
  auto next = state_deadline();
  if (tell_by_ && (!next || *tell_by_ < next->at))
    next = base::Deadline{*tell_by_, "tell that the registration is lost"};
  return next;
}

std::optional<base::Deadline> Registration::state_deadline() const {
  using At = std::optional<base::Deadline>;
  return std::visit(
      base::overloaded{
          [](const Off&) { return At{}; },
          [](const Locating& locating) {
            return At{{locating.until, "the resolver takes too long"}};
          },
          [](const Opening& opening) { return At{{opening.until, "no connection"}}; },
          [](const Asking& asking) { return At{{asking.until, "no answer to REGISTER"}}; },
          [](const Pausing& pausing) { return At{{pausing.until, "register again"}}; },
          [](const Resting& resting) { return At{{resting.until, "refresh the registration"}}; },
          [](const Leaving& leaving) { return At{{leaving.until, "no answer to the farewell"}}; },
      },
      state_);
}

}  // namespace portero::sip
