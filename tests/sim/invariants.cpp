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

constexpr Invariant recorded_first{"recorded first",
                                   "A door output moves only after its Granted was recorded."};
constexpr Invariant once{"once", "A command moves an output at most once, over restarts too."};
constexpr Invariant fresh{"fresh",
                          "No command older than 5 s and none of an earlier run moves an output."};
constexpr Invariant wished{
    "wished", "Every movement is the wish of an operator who may open, in a way that is on."};
constexpr Invariant answered_truly{
    "answered", "Each wish that reaches the station is answered within 1 s, and truly."};
constexpr Invariant falls_back{"falls back", "The relay is back within its hold time + 100 ms."};
constexpr Invariant rings_when_asked{
    "rings",
    "Nothing rings unless the visitor asked, after it was told to stop, for too long, or "
    "300 ms after somebody answered."};
constexpr Invariant flows{
    "flows",
    "Picture and sound go to those in the call and not on hold, the picture alone to "
    "those who watch or ring with early media, nothing to anybody else."};
constexpr Invariant admitted{
    "admitted",
    "Only callers whom the settings allow are let in: one SIP phone, ten operators in "
    "browsers; the others are told the true reason."};
constexpr Invariant true_screen{
    "screen", "The screen tells the truth, within 100 ms of what reached the station."};
constexpr Invariant visitor{"visitor", "The visitor cannot end a call."};
constexpr Invariant ends{
    "ends", "Every call that began ends once, with true times, and leaves nothing open."};
constexpr Invariant vanished{"vanished",
                             "Who was silent for the whole time-out is let go, and nobody before."};
constexpr Invariant bounded{
    "bounded", "Legs and actions stay few, and a deadline that came leads to a later one."};

constexpr base::Duration lateness = 100ms;
constexpr base::Duration answer_time = 1s;
constexpr base::Duration stop_time = 300ms;
constexpr std::size_t most_actions = 64;
constexpr std::size_t most_legs = call::phones_rung + call::sip_legs + call::webrtc_legs;

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

bool listed(const call::SipPolicy& sip, const std::string& caller) {
  return sip.allowed_callers.empty() || contains(sip.allowed_callers, caller);
}

bool in_call(const Truth& truth) {
  return truth.talking(Route::sip) + truth.talking(Route::webrtc) > 0;
}

}  // namespace

void Invariants::broke(const Invariant& invariant, std::string detail, base::TimePoint now) {
  if (!broken_) broken_ = Broken{invariant, std::move(detail), now};
}

void Invariants::booted() { rings_beside_call_since_ = screen_wrong_since_ = std::nullopt; }

// Who waited for an answer sees the connection break.
void Invariants::died() { answer_due_.clear(); }

void Invariants::received(const call::Input& input, base::TimePoint now) {
  input_ = input;
  actions_of_input_ = 0;
  if (const auto* request = std::get_if<call::UnlockRequested>(&input))
    expects_answer(request->request.command, now);
  if (const auto* press = std::get_if<call::KeyPressed>(&input);
      press && press->key == truth_.policy().unlock_key)
    expects_answer(press->command, now);
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

void Invariants::started(const call::StartLeg& start, base::TimePoint now) {
  require(visitor_asked(), rings_when_asked, "a phone rings though nobody pressed", now);
  require(!truth_.leg(start.leg), rings_when_asked, "a leg's id is used again", now);
  const call::Policy& policy = truth_.policy();
  const auto is_contact = [&](const call::Contact& one) { return one.party == start.party; };
  require(policy.sip && (contains(policy.sip->extensions, start.party.name) ||
                         std::ranges::any_of(policy.directory, is_contact)),
          rings_when_asked, "a phone rings that the settings do not name", now);
}

void Invariants::stopped(const call::StopLeg& stop, base::TimePoint now) {
  const TrueLeg* leg = truth_.leg(stop.leg);
  require(leg != nullptr, rings_when_asked, "a leg is stopped that never was", now);
  if (!leg || !leg->open) return;
  if (stop.why == call::StopReason::far_side_vanished)
    require(now - leg->heard >= truth_.policy().vanish_timeout, vanished,
            "somebody who was heard is let go", now);
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
  if (caller->intent == call::Intent::talk || caller->party.route == Route::sip)
    require(policy.admits(caller->party.route), admitted, "the route is off", now);
  require(!truth_.leg(accept.leg), admitted, "a leg's id is used again", now);
  if (caller->party.route == Route::webrtc) {
    require(truth_.talking(Route::webrtc) + truth_.watching() < static_cast<int>(call::webrtc_legs),
            admitted, "an eleventh operator is let in", now);
  } else if (policy.sip) {
    require(listed(*policy.sip, caller->party.name), admitted, "the caller is not listed", now);
    require(policy.sip->accept_incoming, admitted, "incoming calls are off", now);
    require(!in_call(truth_), admitted, "a second caller is let in", now);
  }
}

void Invariants::rejected(const call::Reject& reject, base::TimePoint now) {
  const call::Invited* caller = truth_.invitation(reject.invitation);
  require(caller != nullptr, admitted, "nobody had called", now);
  if (!caller) return;
  const call::Policy& policy = truth_.policy();
  const bool used = policy.admits(caller->party.route);
  const bool by_sip = used && caller->party.route == Route::sip;
  const int operators = truth_.talking(Route::webrtc) + truth_.watching();
  const bool true_reason = [&] {
    switch (reject.why) {
      case RejectReason::switched_off: return !used;
      case RejectReason::forbidden: return by_sip && !listed(*policy.sip, caller->party.name);
      case RejectReason::not_accepting: return by_sip && !policy.sip->accept_incoming;
      case RejectReason::busy: return by_sip && in_call(truth_);
      case RejectReason::full:
        return caller->party.route == Route::webrtc &&
               operators >= static_cast<int>(call::webrtc_legs);
    }
    return false;
  }();
  require(true_reason, admitted, "rejected for a reason that is not so", now);
}

void Invariants::moved(access::CommandId command, Output output, base::TimePoint now) {
  require(granted_on_record_.contains(command), recorded_first, "no grant is on record", now);
  require(moved_.insert({command, output}).second, once, "the output moved for it before", now);
  const Wish* wish = truth_.wish(command);
  require(wish != nullptr, wished, "nobody wished it", now);
  if (!wish) return;
  require(wish->run == truth_.run(), fresh, "the command is of an earlier run", now);
  const base::Duration error = std::max(wish->clock_error, -wish->clock_error);
  require(now - wish->made <= access::command_life + error, fresh, "the command is too old", now);
  authorised(*wish, now);
}

void Invariants::authorised(const Wish& wish, base::TimePoint now) {
  const call::Policy& policy = truth_.policy();
  require(policy.enabled(), wished, "the intercom is off", now);
  require(policy.unlock_outside_call == call::OutsideCall::plain || in_call(truth_), wished,
          "nobody is in a call", now);
  if (wish.way == access::Way::dial_key) {
    require(policy.unlock_by_key, wished, "unlock by dial key is off", now);
    require(wish.key == policy.unlock_key, wished, "another key was pressed", now);
  }
  if (!wish.leg) return;
  const TrueLeg* leg = truth_.leg(*wish.leg);
  require(leg && leg->open, wished, "the leg is not in a call", now);
  if (leg && wish.way == access::Way::dial_key)
    require(leg->connected, wished, "the phone has not answered", now);
}

void Invariants::relay_fell_back(base::Duration held, base::TimePoint now) {
  require(held <= 5s + lateness, falls_back, "longer than any hold time of the settings", now);
}

void Invariants::answered(const call::UnlockAnswer& answer, base::TimePoint now) {
  answer_due_.erase(answer.command);
  const bool is_first = answered_before_.insert(answer.command).second;
  const auto opened = [&] {
    return moved_.contains({answer.command, Output::relay}) ||
           moved_.contains({answer.command, Output::credential});
  };
  std::visit(overloaded{
                 [&](const access::Opened&) {
                   require(opened(), answered_truly, "nothing had opened", now);
                 },
                 [&](const access::AwaitingPanel&) {
                   require(opened(), answered_truly, "nothing was sent to the panel", now);
                   const auto& credential = truth_.policy().outputs.credential;
                   const auto timeout = credential ? credential->feedback_timeout : std::nullopt;
                   answer_due_[answer.command] = now + timeout.value_or(5s) + lateness;
                 },
                 [&](access::PanelOutcome outcome) {
                   if (outcome == access::PanelOutcome::granted)
                     require(truth_.panel_granted(answer.command), answered_truly,
                             "the panel had not granted", now);
                 },
                 [&](access::Why why) {
                   const Wish* wish = truth_.wish(answer.command);
                   const bool in_vain =
                       is_first && wish && why != access::Why::too_many && in_order(*wish, now);
                   require(!in_vain, answered_truly, "a good command was refused", now);
                 },
             },
             answer.outcome);
}

// Nothing stands against it: neither the settings, nor its age by any clock.
bool Invariants::in_order(const Wish& wish, base::TimePoint now) const {
  const call::Policy& policy = truth_.policy();
  if (!policy.enabled() || !policy.outputs.any() || wish.run != truth_.run()) return false;
  const base::Duration age = now - wish.made;
  if (age > 5s || age - wish.clock_error > 5s || wish.clock_error - age > 5s) return false;
  if (policy.unlock_outside_call != call::OutsideCall::plain && !in_call(truth_)) return false;
  if (!wish.leg) return true;
  const TrueLeg* leg = truth_.leg(*wish.leg);
  if (!leg || !leg->open) return false;
  if (wish.way != access::Way::dial_key) return leg->watching || leg->connected;
  return leg->connected && policy.unlock_by_key && wish.key == policy.unlock_key;
}

void Invariants::recorded(const call::Fact& fact, base::TimePoint now) {
  std::visit(overloaded{
                 [&](const call::CallRequested& requested) {
                   require(!truth_.calls().contains(requested.call), ends, "began twice", now);
                 },
                 [&](const call::CallAnswered& answered) {
                   require(answered.direction == call::Direction::to_door ||
                               truth_.calls().contains(answered.call),
                           ends, "answered without having begun", now);
                 },
                 [&](const call::CallEnded& end) { ended(end, now); },
                 [&](const call::UnlockGranted& granted) {
                   granted_on_record_.insert(granted.grant.command());
                 },
                 [&](const OneOf<call::OperatorJoined, call::OperatorLeft, call::CallerRejected,
                                 call::UnlockRefused, call::PanelSettled, call::BecameAvailable,
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
}

void Invariants::done(const std::optional<base::Deadline>& next, base::TimePoint now) {
  if (std::holds_alternative<call::TimePassed>(*input_))
    require(!next || next->at > now, bounded, "a deadline that came does not go away", now);
  if (const auto* invited = std::get_if<call::Invited>(&*input_))
    require(!truth_.invitation(invited->invitation), admitted, "a caller waits in vain", now);
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
  const bool answered = in_call(truth_);
  bool rings = truth_.asking().has_value();
  for (const call::LegId id : truth_.open_legs()) rings |= truth_.leg(id)->rings();
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
  if (shown_.screen == scene || truth_.may_lie_over(shown_.screen, now)) {
    screen_wrong_since_.reset();
    return;
  }
  if (!screen_wrong_since_) screen_wrong_since_ = now;
  if (now - *screen_wrong_since_ > lateness)
    broke(true_screen,
          fmt::format("it shows {} where {} is true", name(shown_.screen), name(scene)), now);
}

void Invariants::all_gone(std::optional<base::Deadline> deadline, base::TimePoint now) {
  require(truth_.open_legs().empty() && truth_.calls().empty() && !truth_.asking(), ends,
          "something is left open when everybody has gone", now);
  require(!deadline, bounded, "a deadline is left when nothing can happen any more", now);
  require(answer_due_.empty(), answered_truly, "an operator was never answered", now);
}

}  // namespace portero::sim
