#include <algorithm>
#include <array>

#include "base/overloaded.hpp"
#include "core/call/call.hpp"

namespace portero::call {
namespace {

using base::OneOf;
using base::overloaded;

CallEnd meaning(LegEnd end) {
  switch (end) {
    case LegEnd::busy: return CallEnd::busy;
    case LegEnd::hung_up:
    case LegEnd::declined:
    case LegEnd::no_answer: return CallEnd::no_answer;
    case LegEnd::failed:
    case LegEnd::vanished: return CallEnd::failed;
  }
  return CallEnd::failed;
}

// Of several phones' fates the visitor is told the one that promises most: somebody may be there.
CallEnd kinder(CallEnd one, CallEnd other) {
  constexpr std::array order{CallEnd::failed, CallEnd::switched_off, CallEnd::busy,
                             CallEnd::no_answer};
  return std::max(one, other, [&](CallEnd a, CallEnd b) {
    return std::ranges::find(order, a) < std::ranges::find(order, b);
  });
}

Screen failure_screen(CallEnd end) {
  if (end == CallEnd::busy) return Screen::busy;
  return end == CallEnd::no_answer ? Screen::no_answer : Screen::failed;
}

void set_held(Attempt& ringing, LegId leg, bool held) {
  const auto found = std::ranges::find(ringing.legs, leg, &RingingLeg::id);
  if (found != ringing.legs.end()) found->held = held;
}

bool rings(const Attempt& ringing, LegId leg) {
  return std::ranges::find(ringing.legs, leg, &RingingLeg::id) != ringing.legs.end();
}

}  // namespace

State Call::while_ringing(Attempt ringing, const StateInput& input) {
  return std::visit(
      overloaded{
          [&](const LegProgressed& progress) -> State {
            if (progress.early_media && rings(ringing, progress.leg))
              act(SetFlow{progress.leg, Flow::preview});
            return go_on_ringing(ringing);
          },
          [&](const LegAnswered& answered) -> State {
            const auto leg = std::ranges::find(ringing.legs, answered.leg, &RingingLeg::id);
            if (leg != ringing.legs.end())
              return answered_by(
                  ringing, {.id = leg->id, .party = leg->party, .heard = now_, .held = leg->held});
            act(StopLeg{answered.leg, StopReason::call_over});
            return go_on_ringing(ringing);
          },
          [&](const LegEnded& ended) -> State { return phone_gone(ringing, ended); },
          [&](const LegHeld& held) -> State {
            set_held(ringing, held.leg, true);
            return go_on_ringing(ringing);
          },
          [&](const LegResumed& back) -> State {
            set_held(ringing, back.leg, false);
            return go_on_ringing(ringing);
          },
          [&](const OneOf<ButtonPressed, CancelPressed> auto&) -> State {
            if (!policy_.visitor_may_cancel) return go_on_ringing(ringing);
            return give_up(ringing, StopReason::visitor_cancelled, CallEnd::visitor_cancelled);
          },
          [&](const EndRequested&) -> State {
            return give_up(ringing, StopReason::ended_on_request, CallEnd::ended_on_request);
          },
          [&](const TimePassed&) -> State { return ring_time_passed(ringing); },
          [&](const ContactChosen&) -> State { return go_on_ringing(ringing); },
      },
      input);
}

State Call::phone_gone(Attempt ringing, const LegEnded& ended) {
  if (!rings(ringing, ended.leg)) return go_on_ringing(ringing);
  std::erase_if(ringing.legs, [&](const RingingLeg& leg) { return leg.id == ended.leg; });
  ringing.outcome = kinder(ringing.outcome, meaning(ended.why));
  return go_on_ringing(ringing);
}

// AHD-1: the first to answer wins, the others stop and are told who answered.
State Call::answered_by(const Attempt& ringing, const Leg& leg) {
  Attempt others = ringing;
  std::erase_if(others.legs, [&](const RingingLeg& rung) { return rung.id == leg.id; });
  stop_ringing(others, StopReason::answered_elsewhere, leg.party);
  act(SetFlow{leg.id, leg.held ? Flow::none : Flow::both});
  record(CallAnswered{ringing.call, Direction::from_door, leg.party});
  return go_on_talking({ringing.call, Direction::from_door, ringing.began, leg, now_},
                       CallEnd::operator_hung_up);
}

State Call::ring_time_passed(Attempt ringing) {
  if (ringing.unreachable_since && now_ - *ringing.unreachable_since >= route_grace)
    return give_up(ringing, StopReason::routes_lost, CallEnd::failed);
  if (ringing.asked_until && *ringing.asked_until <= now_) {
    act(StopAsking{ringing.call, std::nullopt});
    ringing.asked_until.reset();
    ringing.outcome = CallEnd::no_answer;
  }
  if (!ringing.legs.empty() && now_ - ringing.began >= longest_ring) {
    for (const RingingLeg& leg : ringing.legs) act(StopLeg{leg.id, StopReason::ring_timed_out});
    ringing.legs.clear();
    ringing.outcome = CallEnd::no_answer;
  }
  return go_on_ringing(ringing);
}

State Call::reachability_changed(Attempt ringing, bool reachable) {
  if (reachable)
    ringing.unreachable_since.reset();
  else if (!ringing.unreachable_since)
    ringing.unreachable_since = now_;
  return go_on_ringing(ringing);
}

State Call::go_on_ringing(const Attempt& ringing) {
  if (auto going_on = Ringing::of(ringing)) return *std::move(going_on);
  return give_up(ringing, StopReason::ring_timed_out, ringing.outcome);
}

State Call::give_up(const Attempt& ringing, StopReason why, CallEnd end) {
  stop_ringing(ringing, why, std::nullopt);
  record(CallEnded{.call = ringing.call,
                   .direction = Direction::from_door,
                   .began = ringing.began,
                   .answered = std::nullopt,
                   .ended = now_,
                   .why = end,
                   .parties = {},
                   .unlocks = 0});
  if (end == CallEnd::no_answer || end == CallEnd::busy || end == CallEnd::failed)
    notice_.show(failure_screen(end), now_ + failure_shown);
  return rest();
}

void Call::stop_ringing(const Attempt& ringing, StopReason why,
                        const std::optional<Party>& answered) {
  for (const RingingLeg& leg : ringing.legs) act(StopLeg{leg.id, why});
  if (ringing.asked_until) act(StopAsking{ringing.call, answered});
}

}  // namespace portero::call
