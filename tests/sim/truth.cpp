#include "tests/sim/truth.hpp"

#include <algorithm>
#include <utility>

#include "base/overloaded.hpp"
#include "core/access/panel_wait.hpp"

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

// UNL-3: so long is it shown what came of an unlock.
constexpr base::Duration access_shown = 3s;

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
  unreachable_since_.reset();
  presses_.clear();
  relay_alone_.clear();
  relay_asked_.clear();
  credential_alone_.clear();
  panel_asked_.clear();
  panel_outcomes_.clear();
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
  std::visit(
      overloaded{
          [&](const call::Configured& configured) {
            policy_ = configured.policy;
            policy_since_ = now;
            routes_changed(now);
          },
          [&](const call::RouteUp& up) {
            routes_[index(up.route)] = true;
            routes_changed(now);
          },
          [&](const call::RouteDown& down) {
            routes_[index(down.route)] = false;
            routes_changed(now);
          },
          [&](const call::ButtonPressed&) { directory_opened_ = now; },
          [&](const call::Invited& invited) {
            invitations_.insert_or_assign(invited.invitation, invited);
          },
          [&](const call::LegProgressed& progress) {
            if (TrueLeg* found = open_leg(progress.leg); found && found->rings())
              found->early_media |= progress.early_media;
          },
          [&](const call::LegAnswered& leg) { answered(leg.leg, now); },
          [&](const call::LegEnded& ended) { close(ended.leg); },
          [&](const call::LegHeld& held) {
            // A phone may do so before it has answered; who watches talks to nobody.
            if (TrueLeg* found = open_leg(held.leg); found && !found->watching) found->held = true;
          },
          [&](const call::LegResumed& back) {
            if (TrueLeg* found = open_leg(back.leg)) found->held = false;
          },
          [&](const call::LegHeard& heard) {
            if (TrueLeg* found = open_leg(heard.leg)) found->heard = now;
          },
          [&](const call::PanelAnswered& panel) { panel_said(panel.granted, now); },
          [&](const call::RelayFailed& failed) {
            relay_asked_.erase(failed.command);
            if (relay_alone_.erase(failed.command) == 0) return;
            denied_ = now;
            credential_alone_.erase(failed.command);
          },
          [&](const call::CredentialFailed& failed) { credential_failed(failed.command, now); },
          [&](const OneOf<call::ContactChosen, call::CancelPressed, call::Dialled,
                          call::EndRequested, call::KeyPressed, call::UnlockRequested> auto&) {},
          [&](const call::TimePassed&) { panel_silent(now); },
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
                  .connected_since = watches ? std::nullopt : std::optional(now),
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
          [&](const call::PulseDoor& pulse) {
            relay_asked_.insert(pulse.command());
            if (policy_.outputs.credential && policy_.outputs.credential->feedback_timeout) return;
            granted_ = now;
            relay_alone_.insert(pulse.command());
          },
          [&](const call::SendCredential& send) {
            if (const auto timeout = send.credential().feedback_timeout)
              awaits_panel(send.command(), now + *timeout, now);
            else {
              granted_ = now;
              credential_alone_.insert(send.command());
            }
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
                                 call::UnlockRefused, call::PanelSettled, call::RelayStayed,
                                 call::CredentialNotSent, call::BecameAvailable,
                                 call::BecameUnavailable> auto&) {},
             },
             fact);
}

void Truth::panel_said(bool granted, base::TimePoint now) {
  if (!panel_awaited(now)) return;
  (granted ? granted_ : denied_) = now;
  for (const PanelAsked& asked : panel_asked_)
    panel_outcomes_.insert_or_assign(
        asked.command, granted ? access::PanelOutcome::granted : access::PanelOutcome::denied);
  panel_asked_.clear();
}

void Truth::credential_failed(access::CommandId command, base::TimePoint now) {
  const bool awaited = std::erase_if(panel_asked_, [&](const PanelAsked& asked) {
                         return asked.command == command;
                       }) != 0;
  const bool alone = credential_alone_.erase(command) != 0;
  if (!awaited && !alone) return;
  if (!relay_asked_.contains(command))
    denied_ = now;
  else if (awaited) {
    granted_ = now;
    relay_alone_.insert(command);
  }
}

void Truth::panel_silent(base::TimePoint now) {
  std::erase_if(panel_asked_, [&](const PanelAsked& asked) {
    if (asked.until > now) return false;
    panel_outcomes_.insert_or_assign(asked.command, access::PanelOutcome::silent);
    denied_ = now;
    return true;
  });
}

// One more than the station waits for makes it give up the oldest.
void Truth::awaits_panel(access::CommandId command, base::TimePoint until, base::TimePoint now) {
  if (panel_asked_.size() == access::commands_awaiting_panel) {
    panel_outcomes_.insert_or_assign(panel_asked_.front().command, access::PanelOutcome::silent);
    panel_asked_.erase(panel_asked_.begin());
    denied_ = now;
  }
  panel_asked_.push_back({command, until});
}

std::optional<base::TimePoint> Truth::panel_awaited_until(access::CommandId command) const {
  const auto found = std::ranges::find(panel_asked_, command, &PanelAsked::command);
  return found == panel_asked_.end() ? std::nullopt : std::optional(found->until);
}

std::optional<access::PanelOutcome> Truth::panel_outcome(access::CommandId command) const {
  const auto found = panel_outcomes_.find(command);
  return found == panel_outcomes_.end() ? std::nullopt : std::optional(found->second);
}

// A route that the settings leave out is closed, and has to be opened anew.
void Truth::routes_changed(base::TimePoint now) {
  for (const Route route : {Route::sip, Route::webrtc})
    if (!policy_.uses(route)) routes_[index(route)] = false;
  const bool lost = policy_.enabled() && !routes_[0] && !routes_[1];
  if (!lost)
    unreachable_since_.reset();
  else if (!unreachable_since_)
    unreachable_since_ = now;
}

bool Truth::route_up(Route route) const { return routes_[index(route)]; }

// Of an intercom that is off one may have the picture, not a talk.
void Truth::answered(call::LegId id, base::TimePoint now) {
  TrueLeg* found = open_leg(id);
  if (!found || found->connected || (found->watching && !policy_.enabled())) return;
  found->connected = true;
  found->connected_since = now;
  // A watcher was heard of before; a rung phone is heard of for the first time.
  if (!std::exchange(found->watching, false)) found->heard = now;
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

std::optional<call::Screen> Truth::must_lie_over(base::TimePoint now) const {
  if (!panel_asked_.empty()) return call::Screen::access_pending;
  const auto since = std::max(granted_, denied_);
  if (!since || now - *since >= access_shown) return std::nullopt;
  if (granted_ == denied_) return std::nullopt;
  return granted_ > denied_ ? call::Screen::access_granted : call::Screen::access_denied;
}

bool Truth::may_lie_over(call::Screen notice, base::TimePoint now) const {
  const bool idle = scene() == call::Screen::waiting;
  switch (notice) {
    case call::Screen::access_granted: return within(granted_, access_shown, now);
    case call::Screen::access_denied: return within(denied_, access_shown, now);
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
