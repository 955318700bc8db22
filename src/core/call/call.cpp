#include "core/call/call.hpp"

#include <utility>

#include "base/assert.hpp"
#include "base/overloaded.hpp"
#include "core/call/liveness.hpp"

namespace portero::call {

using base::OneOf;
using base::overloaded;

Call::Call(access::RunId run, Policy policy)
    : run_(run), policy_(std::move(policy)), state_(Disabled{}), unlocking_(run) {
  state_ = rest();
  shown_ = screen();
}

Actions Call::handle(const Input& input, base::TimePoint now) {
  PORTERO_ASSERT(now >= now_, "time went backward: what has expired would count again");
  now_ = now;
  dispatch(input);
  if (Show show = screen(); show != shown_) {
    shown_ = show;
    act(show);
  }
  return std::exchange(actions_, {});
}

void Call::dispatch(const Input& input) {
  std::visit(overloaded{
                 [&](const Configured& configured) { configure(configured.policy); },
                 [&](const RouteUp& up) { route_changed(up.route, std::nullopt); },
                 [&](const RouteDown& down) { route_changed(down.route, down.why); },
                 [&](const Dialled& dialled) { dial(dialled.extension); },
                 [&](const Invited& invitation) { invited(invitation); },
                 [&](const LegAnswered& answered) { leg_answered(answered); },
                 [&](const LegEnded& ended) { leg_ended(ended); },
                 [&](const LegHeard& leg) { leg_heard(leg.leg); },
                 [&](const KeyPressed& press) { key_pressed(press); },
                 [&](const UnlockRequested& click) { unlock_requested(click); },
                 [&](const PanelAnswered& panel) {
                   unlocking_.panel_answered(panel.granted, now_, actions_);
                 },
                 [&](const RelayFailed& relay) {
                   unlocking_.relay_failed(relay.command, relay.why, now_, actions_);
                 },
                 [&](const CredentialFailed& credential) {
                   unlocking_.credential_failed(credential.command, credential.why, now_, actions_);
                 },
                 [&](const TimePassed&) { time_passed(); },
                 [&](const OneOf<ButtonPressed, ContactChosen, CancelPressed, LegProgressed,
                                 LegHeld, LegResumed, EndRequested> auto& here) { in_state(here); },
             },
             input);
}

void Call::in_state(const StateInput& input) {
  state_ = std::visit(
      overloaded{
          [&](OneOf<Disabled, Unavailable, Waiting> auto&) -> State { return at_rest(input); },
          [&](const Ringing& rings) -> State { return while_ringing(rings.attempt(), input); },
          [&](OneOf<Talking, Paused> auto& call) -> State {
            return in_conversation(std::move(call.conversation), input);
          },
      },
      state_);
}

void Call::configure(const Policy& policy) {
  const auto before = routes_.outage(policy_);
  policy_ = policy;
  // A route that is switched on later has to be opened first.
  for (const Route route : {Route::sip, Route::webrtc})
    if (!policy_.uses(route)) routes_.down(route, Outage::starting);
  state_ = stop_what_is_off(std::move(state_));
  outage_changed(before);
}

void Call::route_changed(Route route, std::optional<Outage> outage) {
  if (!policy_.uses(route)) return;
  const auto before = routes_.outage(policy_);
  if (outage)
    routes_.down(route, *outage);
  else
    routes_.up(route);
  outage_changed(before);
}

void Call::outage_changed(std::optional<Outage> before) {
  const auto outage = routes_.outage(policy_);
  if (outage && outage != before) record(BecameUnavailable{*outage});
  if (before && !outage && policy_.enabled()) record(BecameAvailable{});
  if (const Attempt* ringing = attempt_of(state_))
    state_ = reachability_changed(*ringing, !outage);
  else if (!conversation_of(state_))
    state_ = rest();
}

void Call::leg_answered(const LegAnswered& answered) {
  const bool watches = find(watchers_, answered.leg) != nullptr;
  // While the intercom is off one may look, not talk.
  if (watches && !policy_.enabled()) return;
  if (const auto watcher = take(watchers_, answered.leg))
    join(*watcher);
  else
    in_state(answered);
}

void Call::leg_ended(const LegEnded& ended) {
  if (!take(watchers_, ended.leg)) in_state(ended);
}

void Call::leg_heard(LegId leg) {
  Conversation* conversation = conversation_of(state_);
  for (Legs* legs : {&watchers_, conversation ? &conversation->legs() : nullptr})
    if (Leg* found = legs ? find(*legs, leg) : nullptr) hear(*found, now_);
}

void Call::time_passed() {
  notice_.expire(now_);
  unlocking_.time_passed(now_, actions_);
  check_watchers();
  in_state(TimePassed{});
}

const Attempt* attempt_of(const State& state) {
  const auto* ringing = std::get_if<Ringing>(&state);
  return ringing ? &ringing->attempt() : nullptr;
}

Conversation* conversation_of(State& state) {
  if (auto* talking = std::get_if<Talking>(&state)) return &talking->conversation;
  if (auto* paused = std::get_if<Paused>(&state)) return &paused->conversation;
  return nullptr;
}

const Conversation* conversation_of(const State& state) {
  if (const auto* talking = std::get_if<Talking>(&state)) return &talking->conversation;
  if (const auto* paused = std::get_if<Paused>(&state)) return &paused->conversation;
  return nullptr;
}

}  // namespace portero::call
