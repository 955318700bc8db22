#include "tests/sim/coverage.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace portero::sim {
namespace {

using base::OneOf;
using base::overloaded;
using call::Route;
using call::Screen;

int talking(const Truth& truth) { return truth.talking(Route::sip) + truth.talking(Route::webrtc); }

int ringing(const Truth& truth) {
  return static_cast<int>(std::ranges::count_if(
      truth.open_legs(), [&](call::LegId id) { return truth.leg(id)->rings(); }));
}

template <std::size_t Size>
void add_to(std::array<long, Size>& sum, const std::array<long, Size>& more) {
  for (std::size_t i = 0; i < Size; ++i) sum[i] += more[i];
}

}  // namespace

void Coverage::input(const call::Input& input, const call::State& state, const Truth& truth) {
  ++inputs_[state.index()][input.index()];
  std::visit(
      overloaded{
          [&](const call::Configured& configured) { saw_settings(configured.policy, truth); },
          [&](const call::RouteDown&) {
            if (talking(truth) > 0) saw(Situation::route_lost_in_call);
          },
          [&](const OneOf<call::ButtonPressed, call::CancelPressed> auto&) { saw_touch(truth); },
          [&](const call::ContactChosen&) {
            if (truth.scene() == Screen::waiting) saw(Situation::directory_used);
          },
          [&](const call::Dialled&) {
            const bool idle = truth.scene() == Screen::waiting && truth.route_up(Route::sip);
            saw(idle ? Situation::dialled : Situation::dialled_in_vain);
          },
          [&](const call::LegAnswered& answered) { saw_answer(answered.leg, truth); },
          [&](const call::LegEnded& ended) {
            const TrueLeg* leg = truth.leg(ended.leg);
            if (leg && leg->rings() && ringing(truth) > 1) saw(Situation::one_of_several_refused);
          },
          [&](const call::LegHeld&) {},
          [&](const call::LegResumed&) {
            if (truth.scene() == Screen::paused) saw(Situation::resumed_from_pause);
          },
          [&](const call::KeyPressed& press) { saw_key(press, truth); },
          [&](const call::PanelAnswered&) {
            if (!truth.awaits_panel()) saw(Situation::panel_unasked);
          },
          [&](const OneOf<call::RouteUp, call::Invited, call::LegProgressed, call::LegHeard,
                          call::EndRequested, call::UnlockRequested, call::RelayFailed,
                          call::CredentialFailed, call::TimePassed> auto&) {},
      },
      input);
}

void Coverage::saw_settings(const call::Policy& policy, const Truth& truth) {
  if (talking(truth) > 0) saw(Situation::settings_changed_in_call);
  if (talking(truth) > 0 && !policy.enabled()) saw(Situation::switched_off_in_call);
  if (ringing(truth) > 0 && !policy.enabled()) saw(Situation::switched_off_while_ringing);
}

void Coverage::saw_touch(const Truth& truth) {
  if (talking(truth) > 0) saw(Situation::visitor_touched_in_call);
}

void Coverage::saw_answer(call::LegId id, const Truth& truth) {
  const TrueLeg* leg = truth.leg(id);
  if (leg && !leg->open && talking(truth) > 0) saw(Situation::answer_crossed_stop);
  if (leg && leg->rings() && leg->held) saw(Situation::held_before_answer);
  if (leg && leg->watching && truth.scene() == Screen::ringing)
    saw(Situation::watcher_answered_ringing);
}

void Coverage::saw_key(const call::KeyPressed& press, const Truth& truth) {
  const TrueLeg* leg = truth.leg(press.leg);
  if (!leg || !leg->open) saw(Situation::key_on_dead_leg);
  if (leg && leg->rings()) saw(Situation::key_before_answer);
  if (leg && leg->talks() && leg->held) saw(Situation::key_on_hold);
  if (press.key != truth.policy().unlock_key) saw(Situation::wrong_key);
}

void Coverage::action(const call::Action& action, const Truth& truth) {
  if (const auto* stop = std::get_if<call::StopLeg>(&action)) saw_stop(*stop, truth);
  if (const auto* accept = std::get_if<call::Accept>(&action)) {
    const call::Invited* caller = truth.invitation(accept->invitation);
    if (caller && caller->party.route == Route::sip && truth.scene() == Screen::ringing)
      saw(Situation::caller_answered_ringing);
    if (caller && !truth.policy().enabled()) saw(Situation::watched_while_off);
  }
  if (std::holds_alternative<call::PulseDoor>(action) ||
      std::holds_alternative<call::SendCredential>(action))
    ++opened_;
  if (const auto* show = std::get_if<call::Show>(&action);
      show && show->screen == Screen::paused && talking(truth) > 1)
    saw(Situation::held_by_all_of_several);
  if (const auto* record = std::get_if<call::Record>(&action)) saw_fact(record->fact, truth);
}

void Coverage::saw_stop(const call::StopLeg& stop, const Truth& truth) {
  if (stop.why == call::StopReason::routes_lost) saw(Situation::routes_lost_while_ringing);
  if (stop.why != call::StopReason::far_side_vanished) return;
  if (truth.scene() == Screen::paused) saw(Situation::vanished_while_paused);
  if (talking(truth) > 1) saw(Situation::one_of_several_vanished);
}

void Coverage::saw_fact(const call::Fact& fact, const Truth& truth) {
  ++facts_[fact.index()];
  std::visit(overloaded{
                 [&](const call::CallRequested&) { ++calls_; },
                 [&](const call::CallAnswered& answered) {
                   if (answered.direction == call::Direction::to_door) ++calls_;
                 },
                 [&](const call::OperatorJoined&) {
                   if (truth.talking(Route::sip) > 0) saw(Situation::operator_joined_sip_call);
                 },
                 [&](const call::CallEnded& ended) {
                   ++ends_[static_cast<std::size_t>(ended.why)];
                   if (ended.why == call::CallEnd::visitor_cancelled)
                     saw(Situation::visitor_cancelled);
                   if (ended.why == call::CallEnd::no_answer &&
                       ended.ended - ended.began >= std::chrono::minutes(3))
                     saw(Situation::longest_ring);
                   if (ended.why == call::CallEnd::no_answer &&
                       truth.policy().ring_timeout <= ended.ended - ended.began)
                     saw(Situation::ring_timed_out);
                 },
                 [&](const call::CallerRejected& rejected) {
                   ++rejects_[static_cast<std::size_t>(rejected.why)];
                   if (rejected.why == call::RejectReason::full) saw(Situation::eleventh_operator);
                   if (rejected.why == call::RejectReason::busy) saw(Situation::second_sip_caller);
                   if (rejected.why == call::RejectReason::forbidden)
                     saw(Situation::unlisted_caller);
                 },
                 [&](const call::UnlockGranted& granted) { saw_grant(granted, truth); },
                 [&](const call::UnlockRefused& refused) {
                   ++refusals_[static_cast<std::size_t>(refused.refusal.why)];
                 },
                 [&](const call::PanelSettled& settled) {
                   if (settled.outcome == access::PanelOutcome::silent)
                     saw(Situation::panel_silent);
                   if (settled.outcome == access::PanelOutcome::denied)
                     saw(Situation::panel_denied);
                 },
                 [&](const call::RelayStayed&) { saw(Situation::relay_stayed); },
                 [&](const call::CredentialNotSent&) { saw(Situation::credential_not_sent); },
                 [&](const call::BecameAvailable&) { saw(Situation::offline_and_back); },
                 [&](const OneOf<call::OperatorLeft, call::BecameUnavailable> auto&) {},
             },
             fact);
}

void Coverage::saw_grant(const call::UnlockGranted& granted, const Truth& truth) {
  const access::Request& request = granted.grant.request();
  const Wish* wish = truth.wish(request.command);
  const TrueLeg* leg = wish && wish->leg ? truth.leg(*wish->leg) : nullptr;
  if (leg && leg->watching) saw(Situation::opened_by_watcher);
  if (request.way == access::Way::server_link && truth.scene() == Screen::waiting)
    saw(Situation::opened_from_server_at_rest);
}

void Coverage::repeated() { saw(Situation::command_repeated); }

void Coverage::power_failed(const call::Action& next, bool granted_before, const Truth& truth) {
  const auto* record = std::get_if<call::Record>(&next);
  if (record && std::holds_alternative<call::UnlockGranted>(record->fact))
    saw(Situation::power_before_record);
  const bool moves = std::holds_alternative<call::PulseDoor>(next) ||
                     std::holds_alternative<call::SendCredential>(next);
  if (granted_before && moves) saw(Situation::power_between_record_and_pulse);
  if (talking(truth) > 0) saw(Situation::power_in_call);
}

void Coverage::add(const Coverage& other) {
  for (std::size_t state = 0; state < inputs_.size(); ++state)
    add_to(inputs_[state], other.inputs_[state]);
  add_to(facts_, other.facts_);
  add_to(refusals_, other.refusals_);
  add_to(ends_, other.ends_);
  add_to(rejects_, other.rejects_);
  add_to(situations_, other.situations_);
  calls_ += other.calls_;
  opened_ += other.opened_;
}

long Coverage::inputs() const {
  long sum = 0;
  for (const auto& state : inputs_)
    for (const long count : state) sum += count;
  return sum;
}

long Coverage::refusals() const {
  long sum = 0;
  for (const long count : refusals_) sum += count;
  return sum;
}

}  // namespace portero::sim
