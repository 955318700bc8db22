#include <algorithm>

#include "core/call/call.hpp"

namespace portero::call {

// UNL-1. Any other key means nothing to the door, and must not reach a log.
void Call::key_pressed(const KeyPressed& press) {
  if (press.key != policy_.unlock_key) return;
  ask_to_open({.command = press.command,
               .run = run_,
               .issued = now_,
               .who = {},
               .way = access::Way::dial_key},
              press.leg);
}

void Call::unlock_requested(const UnlockRequested& click) {
  ask_to_open({.command = click.command,
               .run = click.run,
               .issued = click.issued,
               .who = click.who,
               .way = access::way_of(click.way),
               .verified = click.verified},
              click.leg);
}

void Call::ask_to_open(access::Request request, std::optional<LegId> leg) {
  Conversation* conversation = conversation_of(state_);
  // Who speaks on a leg is known from the leg; what the message says of it may be somebody else.
  if (leg) request.who = name_of(*leg);
  const bool passkey_wanted = !talks(leg) && policy_.unlock_outside_call == OutsideCall::verified;
  const access::Circumstances circumstances{.intercom_on = policy_.enabled(),
                                            .in_call = may_ask(leg, request.way),
                                            .passkey_wanted = passkey_wanted,
                                            .dial_key_on = policy_.unlock_by_key,
                                            .something_to_open = policy_.outputs.any()};
  const auto call = conversation ? std::optional(conversation->call()) : std::nullopt;
  const bool opened =
      unlocking_.request(request, circumstances, policy_.outputs, call, now_, actions_);
  if (opened && conversation) conversation->count_unlock();
}

bool Call::talks(std::optional<LegId> leg) const {
  const Conversation* conversation = conversation_of(state_);
  return leg && conversation && find(conversation->legs(), *leg);
}

// UNL-6: a key counts only within the call. A click also counts from the live picture, whose
// operator has signed in; the server's link and the console vouch for their operators themselves.
// That others talk to the visitor makes no difference to who does not.
bool Call::may_ask(std::optional<LegId> leg, access::Way way) const {
  if (talks(leg)) return true;
  if (policy_.unlock_outside_call == OutsideCall::never) return false;
  if (leg) return way != access::Way::dial_key && find(watchers_, *leg);
  return way == access::Way::server_link || way == access::Way::console;
}

access::OperatorName Call::name_of(LegId leg) const {
  if (const Conversation* conversation = conversation_of(state_))
    if (const Leg* found = find(conversation->legs(), leg)) return found->party.name;
  if (const Leg* watcher = find(watchers_, leg)) return watcher->party.name;
  if (const Attempt* ringing = attempt_of(state_))
    for (const RingingLeg& rung : ringing->legs)
      if (rung.id == leg) return rung.party.name;
  return "unknown";
}

}  // namespace portero::call
