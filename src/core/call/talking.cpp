#include "base/overloaded.hpp"
#include "core/call/call.hpp"
#include "core/call/liveness.hpp"

namespace portero::call {

using base::OneOf;
using base::overloaded;

namespace {

CallEnd meaning(LegEnd end) {
  switch (end) {
    case LegEnd::vanished: return CallEnd::far_side_vanished;
    case LegEnd::failed: return CallEnd::failed;
    case LegEnd::hung_up:
    case LegEnd::busy:
    case LegEnd::declined:
    case LegEnd::no_answer: return CallEnd::operator_hung_up;
  }
  return CallEnd::failed;
}

}  // namespace

// DSP-4: nothing the visitor touches ends or changes the call.
State Call::in_conversation(Conversation conversation, const StateInput& input) {
  const auto unchanged = [&] {
    return go_on_talking(std::move(conversation), CallEnd::operator_hung_up);
  };
  return std::visit(
      overloaded{
          [&](const LegAnswered& answered) -> State {
            if (!find(conversation.legs(), answered.leg))
              act(StopLeg{answered.leg, StopReason::answered_elsewhere});
            return unchanged();
          },
          [&](const LegEnded& ended) -> State { return leave(conversation, ended); },
          [&](const LegHeld& held) -> State { return hold(conversation, held.leg, true); },
          [&](const LegResumed& back) -> State { return hold(conversation, back.leg, false); },
          [&](const EndRequested&) -> State {
            return hang_up(conversation, StopReason::ended_on_request, CallEnd::ended_on_request);
          },
          [&](const TimePassed&) -> State { return check_far_sides(conversation); },
          [&](const OneOf<ButtonPressed, ContactChosen, CancelPressed, LegProgressed> auto&)
              -> State { return unchanged(); },
      },
      input);
}

State Call::join_conversation(Conversation conversation, const Leg& leg) {
  act(SetFlow{leg.id, Flow::both});
  record(OperatorJoined{conversation.call(), leg.party});
  conversation.add(leg);
  return go_on_talking(std::move(conversation), CallEnd::operator_hung_up);
}

// CALL-7: while on hold, nothing is sent to that operator.
State Call::hold(Conversation conversation, LegId id, bool held) {
  if (Leg* leg = find(conversation.legs(), id); leg && leg->held != held) {
    leg->held = held;
    act(SetFlow{id, held ? Flow::none : Flow::both});
  }
  return go_on_talking(std::move(conversation), CallEnd::operator_hung_up);
}

State Call::leave(Conversation conversation, const LegEnded& ended) {
  if (const auto leg = take(conversation.legs(), ended.leg))
    record(OperatorLeft{conversation.call(), leg->party});
  return go_on_talking(std::move(conversation), meaning(ended.why));
}

State Call::hang_up(const Conversation& conversation, StopReason why, CallEnd end) {
  Conversation ending = conversation;
  for (const Leg& leg : ending.legs()) {
    act(StopLeg{leg.id, why});
    record(OperatorLeft{ending.call(), leg.party});
  }
  ending.legs().clear();
  return go_on_talking(std::move(ending), end);
}

State Call::check_far_sides(Conversation conversation) {
  Legs& legs = conversation.legs();
  for (const Leg& leg : take_vanished(legs, policy_.vanish_timeout, now_)) {
    act(StopLeg{leg.id, StopReason::far_side_vanished});
    record(OperatorLeft{conversation.call(), leg.party});
  }
  for (const LegId leg : take_unprobed(legs, policy_.vanish_timeout, now_)) act(ProbeLeg{leg});
  return go_on_talking(std::move(conversation), CallEnd::far_side_vanished);
}

State Call::go_on_talking(Conversation conversation, CallEnd why_if_over) {
  if (conversation.over()) {
    record(conversation.ended(why_if_over, now_));
    notice_.show(Screen::ended, now_ + ended_shown);
    return rest();
  }
  if (conversation.all_held()) return Paused{std::move(conversation)};
  return Talking{std::move(conversation)};
}

}  // namespace portero::call
