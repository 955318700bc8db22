#include "tests/sim/truth.hpp"

#include <algorithm>
#include <utility>

#include "base/overloaded.hpp"

namespace portero::sim {
namespace {

using namespace std::chrono_literals;
using base::OneOf;
using base::overloaded;
using call::Flow;
using call::Route;

// How late a timer of the station may be.
constexpr base::Duration slack = 200ms;

// The last report of a key press arrives within that time, or never.
constexpr base::Duration reports_take = 2s;

std::size_t index(Route route) { return static_cast<std::size_t>(route); }

bool within(std::optional<base::TimePoint> since, base::Duration span, base::TimePoint now) {
  return since && now - *since <= span + slack;
}

}  // namespace

void Truth::booted(access::RunId run, const call::Policy& policy) {
  died();
  run_ = run;
  policy_ = policy;
}

void Truth::died() {
  legs_.clear();
  open_.clear();
  invitations_.clear();
  calls_.clear();
  asking_.reset();
  routes_ = {false, false};
  presses_.clear();
  panel_asked_.clear();
  granted_by_panel_.clear();
  granted_ = denied_ = call_ended_ = directory_opened_ = std::nullopt;
}

void Truth::command_for_key(access::CommandId command, call::LegId leg, dtmf::Key key,
                            base::TimePoint now) {
  std::erase_if(presses_, [&](const Press& one) { return now - one.made > reports_take; });
  const auto press = std::ranges::find_if(presses_, [&](const Press& one) {
    return one.run == run_ && one.leg == leg && one.key == key;
  });
  if (press == presses_.end()) return;
  wished(command, {.who = press->who,
                   .way = access::Way::dial_key,
                   .run = run_,
                   .made = press->made,
                   .clock_error = {},
                   .leg = leg,
                   .key = key});
  presses_.erase(press);
}

void Truth::received(const call::Input& input, base::TimePoint now) {
  std::visit(overloaded{
                 [&](const call::Configured& configured) {
                   policy_ = configured.policy;
                   policy_since_ = now;
                 },
                 [&](const call::RouteUp& up) { routes_[index(up.route)] = true; },
                 [&](const call::RouteDown& down) { routes_[index(down.route)] = false; },
                 [&](const call::ButtonPressed&) { directory_opened_ = now; },
                 [&](const call::Invited& invited) {
                   invitations_.insert_or_assign(invited.invitation, invited);
                 },
                 [&](const call::LegProgressed& progress) {
                   if (TrueLeg* found = open_leg(progress.leg); found && found->rings())
                     found->early_media |= progress.early_media;
                 },
                 [&](const call::LegAnswered& answered) {
                   TrueLeg* found = open_leg(answered.leg);
                   if (!found || found->connected) return;
                   if (found->watching && !policy_.enabled()) return;
                   found->connected = true;
                   // A watcher was heard of before; a rung phone is heard of for the first time.
                   if (!std::exchange(found->watching, false)) found->heard = now;
                 },
                 [&](const call::LegEnded& ended) { close(ended.leg); },
                 [&](const call::LegHeld& held) {
                   TrueLeg* found = open_leg(held.leg);
                   if (found && !found->watching) found->held = true;
                 },
                 [&](const call::LegResumed& back) {
                   if (TrueLeg* found = open_leg(back.leg)) found->held = false;
                 },
                 [&](const call::LegHeard& heard) {
                   if (TrueLeg* found = open_leg(heard.leg)) found->heard = now;
                 },
                 [&](const call::PanelAnswered& panel) { panel_said(panel.granted, now); },
                 [&](const OneOf<call::ContactChosen, call::CancelPressed, call::EndRequested,
                                 call::KeyPressed, call::UnlockRequested> auto&) {},
                 [&](const call::TimePassed&) {
                   const auto silent = [&](const PanelAsked& asked) { return asked.until <= now; };
                   if (std::erase_if(panel_asked_, silent) > 0) denied_ = now;
                 },
             },
             input);
}

void Truth::carried_out(const call::Action& action, base::TimePoint now) {
  std::visit(
      overloaded{
          [&](const call::StartLeg& start) {
            open({.id = start.leg, .party = start.party, .began = now, .heard = now, .rung = true});
          },
          [&](const call::StopLeg& stop) { close(stop.leg); },
          [&](const call::Accept& accept) {
            const call::Invited* caller = invitation(accept.invitation);
            if (!caller) return;
            const bool watches =
                caller->intent == call::Intent::watch && caller->party.route == Route::webrtc;
            open({.id = accept.leg,
                  .party = caller->party,
                  .began = now,
                  .heard = now,
                  .watching = watches,
                  .connected = !watches});
            invitations_.erase(accept.invitation);
          },
          [&](const call::Reject& reject) { invitations_.erase(reject.invitation); },
          [&](const call::AskToJoin& ask) { asking_ = {ask.call, now, policy_.ring_timeout}; },
          [&](const call::StopAsking&) { asking_.reset(); },
          [&](const call::SetFlow& set) {
            if (TrueLeg* found = open_leg(set.leg)) found->flow = set.flow;
          },
          [&](const call::PulseDoor&) {
            if (!policy_.outputs.credential || !policy_.outputs.credential->feedback_timeout)
              granted_ = now;
          },
          [&](const call::SendCredential& send) {
            if (const auto timeout = send.credential().feedback_timeout)
              panel_asked_.push_back({send.command(), now + *timeout});
            else
              granted_ = now;
          },
          [&](const call::Record& record) { recorded(record.fact, now); },
          [&](const OneOf<call::ProbeLeg, call::UnlockAnswer, call::Show> auto&) {},
      },
      action);
}

void Truth::recorded(const call::Fact& fact, base::TimePoint now) {
  std::visit(overloaded{
                 [&](const call::CallRequested& requested) {
                   calls_.insert_or_assign(requested.call, TrueCall{requested.call, now, {}});
                 },
                 [&](const call::CallAnswered& answered) {
                   auto [known, fresh] =
                       calls_.try_emplace(answered.call, TrueCall{answered.call, now, {}});
                   known->second.answered = now;
                 },
                 [&](const call::CallEnded& ended) {
                   calls_.erase(ended.call);
                   call_ended_ = now;
                 },
                 [&](const call::UnlockGranted& granted) {
                   const auto call = granted.call ? calls_.find(*granted.call) : calls_.end();
                   if (call != calls_.end()) ++call->second.unlocks;
                 },
                 [&](const OneOf<call::OperatorJoined, call::OperatorLeft, call::CallerRejected,
                                 call::UnlockRefused, call::PanelSettled, call::BecameAvailable,
                                 call::BecameUnavailable> auto&) {},
             },
             fact);
}

void Truth::panel_said(bool granted, base::TimePoint now) {
  if (!panel_awaited(now)) return;
  (granted ? granted_ : denied_) = now;
  for (const PanelAsked& asked : panel_asked_)
    if (granted) granted_by_panel_.insert(asked.command);
  panel_asked_.clear();
}

bool Truth::panel_awaited(base::TimePoint now) const {
  return std::ranges::any_of(panel_asked_,
                             [&](const PanelAsked& asked) { return asked.until + slack >= now; });
}

const TrueLeg* Truth::leg(call::LegId id) const {
  const auto found = legs_.find(id);
  return found == legs_.end() ? nullptr : &found->second;
}

TrueLeg* Truth::open_leg(call::LegId id) {
  const auto found = legs_.find(id);
  return found != legs_.end() && found->second.open ? &found->second : nullptr;
}

void Truth::open(TrueLeg leg) {
  open_.push_back(leg.id);
  const auto id = leg.id;
  legs_.insert_or_assign(id, std::move(leg));
}

void Truth::close(call::LegId id) {
  if (TrueLeg* found = open_leg(id)) {
    found->open = false;
    found->flow = Flow::none;
    std::erase(open_, id);
  }
}

int Truth::talking(Route route) const {
  return static_cast<int>(std::ranges::count_if(open_, [&](call::LegId id) {
    const TrueLeg& found = legs_.at(id);
    return found.talks() && found.party.route == route;
  }));
}

int Truth::watching() const {
  return static_cast<int>(
      std::ranges::count_if(open_, [&](call::LegId id) { return legs_.at(id).watching; }));
}

const Wish* Truth::wish(access::CommandId command) const {
  const auto found = wishes_.find(command);
  return found == wishes_.end() ? nullptr : &found->second;
}

const call::Invited* Truth::invitation(call::InvitationId id) const {
  const auto found = invitations_.find(id);
  return found == invitations_.end() ? nullptr : &found->second;
}

call::Screen Truth::scene() const {
  int connected = 0;
  int held = 0;
  bool ringing = asking_.has_value();
  for (const call::LegId id : open_) {
    const TrueLeg& found = legs_.at(id);
    connected += found.talks() ? 1 : 0;
    held += found.talks() && found.held ? 1 : 0;
    ringing |= found.rings();
  }
  if (connected > 0) return held == connected ? call::Screen::paused : call::Screen::in_call;
  if (ringing) return call::Screen::ringing;
  if (!policy_.enabled()) return call::Screen::disabled;
  const bool reachable = (policy_.sip && routes_[index(Route::sip)]) ||
                         (policy_.webrtc && routes_[index(Route::webrtc)]);
  return reachable ? call::Screen::waiting : call::Screen::offline;
}

bool Truth::may_lie_over(call::Screen notice, base::TimePoint now) const {
  const bool idle = scene() == call::Screen::waiting;
  switch (notice) {
    case call::Screen::access_granted: return within(granted_, 3s, now);
    case call::Screen::access_denied: return within(denied_, 3s, now);
    case call::Screen::access_pending: return panel_awaited(now);
    case call::Screen::directory: return idle && within(directory_opened_, 30s, now);
    case call::Screen::no_answer:
    case call::Screen::busy:
    case call::Screen::failed:
    case call::Screen::ended: return idle && within(call_ended_, 4s, now);
    case call::Screen::disabled:
    case call::Screen::offline:
    case call::Screen::waiting:
    case call::Screen::ringing:
    case call::Screen::in_call:
    case call::Screen::paused: return false;
  }
  return false;
}

}  // namespace portero::sim
