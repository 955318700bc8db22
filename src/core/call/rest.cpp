#include <algorithm>

#include "base/overloaded.hpp"
#include "core/call/call.hpp"

namespace portero::call {

using base::OneOf;
using base::overloaded;

State Call::at_rest(const StateInput& input) {
  return std::visit(
      overloaded{
          [&](const ButtonPressed&) -> State { return press_button(); },
          [&](const ContactChosen& chosen) -> State { return choose_contact(chosen.contact); },
          [&](const LegAnswered& answered) -> State {
            act(StopLeg{answered.leg, StopReason::call_over});
            return rest();
          },
          [&](const OneOf<CancelPressed, LegProgressed, LegEnded, LegHeld, LegResumed, EndRequested,
                          TimePassed> auto&) -> State { return rest(); },
      },
      input);
}

// DSP-2: a touch is the call button only while the phone icon invites to it.
State Call::press_button() {
  if (!std::holds_alternative<Waiting>(state_)) return rest();
  if (policy_.sip && policy_.sip->button == SipButton::directory) {
    notice_.show(Screen::directory, now_ + directory_shown);
    return rest();
  }
  std::vector<std::string> extensions;
  if (policy_.sip && policy_.sip->button == SipButton::call_operator)
    extensions = policy_.sip->extensions;
  return ring(extensions, policy_.webrtc ? policy_.webrtc->button : std::nullopt, "");
}

State Call::choose_contact(ContactId chosen) {
  const auto contact = std::ranges::find(policy_.directory, chosen, &Contact::id);
  if (!std::holds_alternative<Waiting>(state_) || contact == policy_.directory.end()) return rest();
  if (contact->party.route == Route::webrtc) return ring({}, Ask::operators, contact->party.name);
  return ring({contact->party.name}, std::nullopt, "");
}

// CALL-1, AHD-1: everybody at the same time, by every route that is up.
State Call::ring(const std::vector<std::string>& extensions, std::optional<Ask> ask,
                 const std::string& group) {
  if (extensions.empty() && !ask) return rest();

  notice_.clear();
  Attempt ringing{.call = call_ids_.next(), .began = now_};
  CallRequested requested{.call = ringing.call};
  if (routes_.is_up(Route::sip))
    for (std::size_t i = 0; i < std::min(extensions.size(), phones_rung); ++i) {
      const Party& phone = requested.rung.emplace_back(Route::sip, extensions[i]);
      ringing.legs.push_back({.id = leg_ids_.next(), .party = phone});
    }
  requested.operators_asked = ask && routes_.is_up(Route::webrtc);
  record(requested);
  for (const RingingLeg& leg : ringing.legs) act(StartLeg{leg.id, leg.party});
  if (requested.operators_asked) {
    ringing.asked_until = now_ + policy_.ring_timeout;
    act(AskToJoin{ringing.call, *ask, group});
  }
  return go_on_ringing(ringing);
}

// The state in which nothing goes on: what it is called depends on the settings and the routes.
State Call::rest() {
  if (!policy_.enabled()) {
    notice_.clear();
    return Disabled{};
  }
  if (const auto outage = routes_.outage(policy_)) {
    notice_.clear();
    return Unavailable{*outage};
  }
  return Waiting{};
}

}  // namespace portero::call
