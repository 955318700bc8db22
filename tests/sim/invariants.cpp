#include "tests/sim/invariants.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "core/access/unlocks.hpp"
#include "core/call/call.hpp"

namespace portero::sim {
namespace {

using namespace std::chrono_literals;
using base::OneOf;
using base::overloaded;
using call::Flow;
using call::RejectReason;
using call::Route;

constexpr base::Duration answer_time = 1s;
constexpr base::Duration stop_time = 300ms;
// DSP-5: by then the visitor knows that the intercom cannot work.
constexpr base::Duration lost_routes_shown = 5s;
constexpr std::size_t most_actions = 64;
constexpr std::size_t most_legs = call::phones_rung + call::sip_legs + call::webrtc_legs;

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

bool listed(const call::SipPolicy& sip, const std::string& caller) {
  return sip.allowed_callers.empty() || contains(sip.allowed_callers, caller);
}

}  // namespace

void Invariants::broke(const Invariant& invariant, std::string detail, base::TimePoint now) {
  if (!broken_) broken_ = Broken{invariant, std::move(detail), now};
}

void Invariants::booted() { rings_beside_call_since_ = screen_wrong_since_ = std::nullopt; }

// Who waited for an answer sees the connection break.
void Invariants::died() {
  answer_due_.clear();
  granted_at_.clear();
  told_opened_.clear();
}

void Invariants::received(const call::Input& input, base::TimePoint now) {
  input_ = input;
  actions_of_input_ = 0;
  must_ring_ = should_ring(input);
  must_cancel_ = should_cancel(input);
  requested_.reset();
  rung_.clear();
  asked_ = false;
  taken_out_.clear();
  if (const auto* click = std::get_if<call::UnlockRequested>(&input))
    expects_answer(click->command, now);
  if (const auto* press = std::get_if<call::KeyPressed>(&input);
      press && press->key == truth_.policy().unlock_key)
    expects_answer(press->command, now);
  if (const auto* relay = std::get_if<call::RelayFailed>(&input)) relay_failed(*relay, now);
  if (const auto* sent = std::get_if<call::CredentialFailed>(&input)) credential_failed(*sent, now);
}

void Invariants::expects_answer(access::CommandId command, base::TimePoint now) {
  if (truth_.wish(command)) answer_due_.try_emplace(command, now + answer_time);
}

void Invariants::doing(const call::Action& action, base::TimePoint now) {
  require(++actions_of_input_ <= most_actions, bounded, "too many actions", now);
  std::visit(overloaded{
                 [&](const call::StartLeg& start) { started(start, now); },
                 [&](const call::StopLeg& stop) { stopped(stop, now); },
                 [&](const call::Accept& accept) { accepted(accept, now); },
                 [&](const call::Reject& reject) { rejected(reject, now); },
                 [&](const call::AskToJoin&) {
                   asked_ = true;
                   require(visitor_asked(), rings_when_asked,
                           "operators are asked though nobody pressed", now);
                 },
                 [&](const call::SetFlow& set) {
                   const TrueLeg* leg = truth_.leg(set.leg);
                   require(set.flow == Flow::none || (leg && leg->open), flows,
                           "picture to a leg that is not there", now);
                 },
                 [&](const call::PulseDoor& pulse) {
                   const auto& relay = truth_.policy().outputs.relay;
                   require(relay && pulse.pulse() == *relay, falls_back,
                           "not the pulse of the settings", now);
                 },
                 [&](const call::UnlockAnswer& answer) { answered(answer, now); },
                 [&](const call::Show& show) { shows(show); },
                 [&](const call::Record& record) { recorded(record.fact, now); },
                 [&](const OneOf<call::StopAsking, call::ProbeLeg, call::SendCredential> auto&) {},
             },
             action);
}

bool Invariants::visitor_asked() const {
  return input_ && (std::holds_alternative<call::ButtonPressed>(*input_) ||
                    std::holds_alternative<call::ContactChosen>(*input_));
}

// Before anything was done about it.
bool Invariants::should_ring(const call::Input& input) const {
  if (truth_.scene() != call::Screen::waiting) return false;
  const call::Policy& policy = truth_.policy();
  if (const auto* chosen = std::get_if<call::ContactChosen>(&input)) {
    const auto contact = std::ranges::find(policy.directory, chosen->contact, &call::Contact::id);
    return contact != policy.directory.end() && truth_.route_up(contact->party.route);
  }
  if (std::holds_alternative<call::Dialled>(input)) return can_dial();
  if (!std::holds_alternative<call::ButtonPressed>(input)) return false;
  const auto action = policy.sip ? policy.sip->button : call::SipButton::disabled;
  if (action == call::SipButton::directory) return false;
  const bool phones = action == call::SipButton::call_operator && !policy.sip->extensions.empty();
  return (phones && truth_.route_up(Route::sip)) ||
         (policy.webrtc && policy.webrtc->button && truth_.route_up(Route::webrtc));
}

bool Invariants::can_dial() const {
  return truth_.scene() == call::Screen::waiting && truth_.policy().sip &&
         truth_.route_up(Route::sip);
}

void Invariants::told_of_dialling(const std::optional<call::DialObjection>& objection,
                                  base::TimePoint now) {
  require(objection.has_value() != can_dial(), rings_when_asked,
          "who dials is told otherwise than it is", now);
  if (!objection) return;
  const bool so = std::visit(
      overloaded{
          [&](call::DialRefusal refusal) {
            switch (refusal) {
              case call::DialRefusal::disabled: return !truth_.policy().enabled();
              case call::DialRefusal::sip_off: return !truth_.policy().sip;
              case call::DialRefusal::ringing: return truth_.scene() == call::Screen::ringing;
              case call::DialRefusal::in_call: return truth_.in_call();
            }
            return false;
          },
          [&](call::Outage) { return truth_.policy().sip && !truth_.route_up(Route::sip); },
      },
      *objection);
  require(so, rings_when_asked, "who dials is told what is not so", now);
}

bool Invariants::should_cancel(const call::Input& input) const {
  return truth_.policy().visitor_may_cancel && truth_.scene() == call::Screen::ringing &&
         (std::holds_alternative<call::ButtonPressed>(input) ||
          std::holds_alternative<call::CancelPressed>(input));
}

bool Invariants::rings() const {
  return truth_.asking() || std::ranges::any_of(truth_.open_legs(), [&](call::LegId id) {
           return truth_.leg(id)->rings();
         });
}

void Invariants::started(const call::StartLeg& start, base::TimePoint now) {
  rung_.push_back(start.party);
  const auto* dialled = std::get_if<call::Dialled>(&*input_);
  require(dialled || visitor_asked(), rings_when_asked, "a phone rings though nobody asked", now);
  require(!truth_.leg(start.leg), rings_when_asked, "a leg's id is used again", now);
  const call::Policy& policy = truth_.policy();
  const auto is_contact = [&](const call::Contact& one) { return one.party == start.party; };
  require(dialled ? start.party == call::Party{Route::sip, dialled->extension}
                  : policy.sip && (contains(policy.sip->extensions, start.party.name) ||
                                   std::ranges::any_of(policy.directory, is_contact)),
          rings_when_asked, "a phone rings that nobody named", now);
}

void Invariants::stopped(const call::StopLeg& stop, base::TimePoint now) {
  const TrueLeg* leg = truth_.leg(stop.leg);
  require(leg != nullptr, rings_when_asked, "a leg is stopped that never was", now);
  if (!leg || !leg->open) return;
  if (stop.why == call::StopReason::far_side_vanished)
    require(now - leg->heard >= truth_.policy().vanish_timeout, vanished,
            "somebody who was heard is let go", now);
  if (leg->connected) taken_out_.push_back(leg->party);
  if (stop.why == call::StopReason::routes_lost)
    require(truth_.unreachable_since() && now - *truth_.unreachable_since() >= call::route_grace,
            rings_when_asked, "the ringing ends though a route was up a moment ago", now);
  const bool by_visitor = visitor_asked() || std::holds_alternative<call::CancelPressed>(*input_);
  require(!by_visitor || !leg->connected, visitor, "a touch ended a call", now);
  require(!by_visitor || truth_.policy().visitor_may_cancel, visitor,
          "a touch stopped the ringing though the settings forbid it", now);
}

void Invariants::accepted(const call::Accept& accept, base::TimePoint now) {
  const call::Invited* caller = truth_.invitation(accept.invitation);
  require(caller != nullptr, admitted, "nobody had called", now);
  if (!caller) return;
  const call::Policy& policy = truth_.policy();
  const bool by_operator = caller->party.route == Route::webrtc;
  const bool only_watches = by_operator && caller->intent == call::Intent::watch;
  require(only_watches || (by_operator ? policy.enabled() : policy.sip.has_value()), admitted,
          "the route is off", now);
  require(!truth_.leg(accept.leg), admitted, "a leg's id is used again", now);
  if (caller->party.route == Route::webrtc) {
    require(truth_.talking(Route::webrtc) + truth_.watching() < static_cast<int>(call::webrtc_legs),
            admitted, "an eleventh operator is let in", now);
  } else if (policy.sip) {
    require(listed(*policy.sip, caller->party.name), admitted, "the caller is not listed", now);
    require(policy.sip->accept_incoming, admitted, "incoming calls are off", now);
    require(!truth_.in_call(), admitted, "a second caller is let in", now);
  }
}

void Invariants::rejected(const call::Reject& reject, base::TimePoint now) {
  const call::Invited* caller = truth_.invitation(reject.invitation);
  require(caller != nullptr, admitted, "nobody had called", now);
  if (!caller) return;
  const call::Policy& policy = truth_.policy();
  const bool by_operator = caller->party.route == Route::webrtc;
  const bool off = by_operator ? caller->intent == call::Intent::talk && !policy.enabled()
                               : !policy.sip.has_value();
  const bool by_sip = !by_operator && !off;
  const int operators = truth_.talking(Route::webrtc) + truth_.watching();
  const bool true_reason = [&] {
    switch (reject.why) {
      case RejectReason::switched_off: return off;
      case RejectReason::forbidden: return by_sip && !listed(*policy.sip, caller->party.name);
      case RejectReason::not_accepting: return by_sip && !policy.sip->accept_incoming;
      case RejectReason::busy: return by_sip && truth_.in_call();
      case RejectReason::full:
        return by_operator && !off && operators >= static_cast<int>(call::webrtc_legs);
    }
    return false;
  }();
  require(true_reason, admitted, "rejected for a reason that is not so", now);
}

void Invariants::recorded(const call::Fact& fact, base::TimePoint now) {
  std::visit(overloaded{
                 [&](const call::CallRequested& requested) {
                   require(!truth_.calls().contains(requested.call), ends, "began twice", now);
                   requested_ = requested;
                 },
                 [&](const call::CallAnswered& answered) {
                   require(answered.direction == call::Direction::to_door ||
                               truth_.calls().contains(answered.call),
                           ends, "answered without having begun", now);
                 },
                 [&](const call::CallEnded& end) { ended(end, now); },
                 [&](const call::UnlockGranted& grant) { granted(grant, now); },
                 [&](const call::UnlockRefused& refusal) { refused(refusal, now); },
                 [&](const call::OperatorLeft& left) {
                   const auto out = std::ranges::find(taken_out_, left.party);
                   if (out != taken_out_.end()) taken_out_.erase(out);
                 },
                 [&](const OneOf<call::OperatorJoined, call::CallerRejected, call::PanelSettled,
                                 call::RelayStayed, call::CredentialNotSent, call::BecameAvailable,
                                 call::BecameUnavailable> auto&) {},
             },
             fact);
}

void Invariants::ended(const call::CallEnded& ended, base::TimePoint now) {
  const auto known = truth_.calls().find(ended.call);
  require(known != truth_.calls().end(), ends, "ended without having begun", now);
  if (known == truth_.calls().end()) return;
  const TrueCall& call = known->second;
  require(ended.began == call.began && ended.answered == call.answered && ended.ended == now, ends,
          "its times are not those of the call", now);
  require(ended.unlocks == call.unlocks, ends, "its unlocks are miscounted", now);
  const auto was_in = [&](const TrueLeg& leg) {
    return call.answered && leg.connected_since && *leg.connected_since >= *call.answered;
  };
  std::vector<call::Party> talked;
  for (const auto& [id, leg] : truth_.legs())
    if (was_in(leg)) talked.push_back(leg.party);
  const auto among = [](const std::vector<call::Party>& all, const call::Party& one) {
    return std::ranges::find(all, one) != all.end();
  };
  for (const call::Party& party : ended.parties)
    require(among(talked, party), ends, "somebody is named who was not in it", now);
  for (const call::Party& party : talked)
    require(ended.parties.size() == call::parties_named || among(ended.parties, party), ends,
            "somebody who was in it is not named", now);
}

void Invariants::done(const std::optional<base::Deadline>& next, base::TimePoint now) {
  if (std::holds_alternative<call::TimePassed>(*input_))
    require(!next || next->at > now, bounded, "a deadline that came does not go away", now);
  if (const auto* invited = std::get_if<call::Invited>(&*input_))
    require(!truth_.invitation(invited->invitation), admitted, "a caller waits in vain", now);
  require(!must_ring_ || rings(), rings_when_asked, "the visitor asked and nobody rings", now);
  require(!must_cancel_ || !rings(), visitor, "the ringing goes on though it may be cancelled",
          now);
  require(!requested_ || (requested_->rung == rung_ && requested_->operators_asked == asked_), ends,
          "its record names others than were rung", now);
  require(taken_out_.empty(), ends, "somebody was taken out of a call without a record", now);
  settled(now);
}

void Invariants::settled(base::TimePoint now) {
  require(truth_.open_legs().size() <= most_legs, bounded, "too many legs", now);
  check_answers(now);
  for (const call::LegId id : truth_.open_legs()) check_leg(*truth_.leg(id), now);
  check_ringing(now);
  check_screen(now);
}

void Invariants::check_answers(base::TimePoint now) {
  for (const auto& [command, due] : answer_due_)
    require(now <= due + lateness, answered_truly, "an operator waits in vain", now);
}

void Invariants::check_leg(const TrueLeg& leg, base::TimePoint now) {
  Flow right = Flow::none;
  if (leg.connected) {
    right = leg.held ? Flow::none : Flow::both;
  } else if (leg.watching || leg.early_media) {
    right = Flow::preview;
  }
  if (leg.flow != right)
    broke(flows,
          fmt::format("{} has flow {} where {} is right", leg.party.name,
                      static_cast<int>(leg.flow), static_cast<int>(right)),
          now);
  if (leg.connected || leg.watching)
    require(now <= std::max(leg.heard + truth_.policy().vanish_timeout, truth_.policy_since()) +
                       lateness,
            vanished, "somebody who is gone is still in the call", now);
  if (leg.rings())
    require(now - leg.began <= call::longest_ring + lateness, rings_when_asked,
            "a phone rings for ever", now);
}

void Invariants::check_ringing(base::TimePoint now) {
  const bool answered = truth_.in_call();
  const bool rings = this->rings();
  const call::Policy& policy = truth_.policy();
  require(policy.enabled() || !answered, admitted, "somebody talks though all is off", now);
  require(policy.sip || truth_.talking(Route::sip) == 0, admitted,
          "a phone is in the call though SIP is off", now);
  const auto lost = truth_.unreachable_since();
  require(!rings || !lost || now - *lost <= lost_routes_shown, rings_when_asked,
          "it rings though every route is down", now);
  if (const auto& asking = truth_.asking())
    require(now - asking->since <= asking->timeout + lateness, rings_when_asked,
            "asked for too long", now);

  const bool calls = answered || rings;
  require(truth_.calls().size() == (calls ? 1U : 0U), ends,
          calls ? "a call is in no history" : "a call that is over has not ended", now);
  if (!rings || !answered)
    rings_beside_call_since_.reset();
  else if (!rings_beside_call_since_)
    rings_beside_call_since_ = now;
  require(!rings_beside_call_since_ || now - *rings_beside_call_since_ <= stop_time,
          rings_when_asked, "others ring although somebody has answered", now);
}

void Invariants::check_screen(base::TimePoint now) {
  const call::Screen scene = truth_.scene();
  const auto wanted = truth_.must_lie_over(now);
  const bool true_now = wanted ? shown_.screen == *wanted
                               : shown_.screen == scene || truth_.may_lie_over(shown_.screen, now);
  if (true_now) {
    screen_wrong_since_.reset();
    return;
  }
  if (!screen_wrong_since_) screen_wrong_since_ = now;
  if (now - *screen_wrong_since_ > lateness)
    broke(true_screen,
          fmt::format("it shows {} where {} is true", name(shown_.screen),
                      name(wanted.value_or(scene))),
          now);
}

void Invariants::all_gone(std::optional<base::Deadline> deadline, base::TimePoint now) {
  require(truth_.open_legs().empty() && truth_.calls().empty() && !truth_.asking(), ends,
          "something is left open when everybody has gone", now);
  require(!deadline, bounded, "a deadline is left when nothing can happen any more", now);
  require(answer_due_.empty(), answered_truly, "an operator was never answered", now);
}

}  // namespace portero::sim
