#pragma once

#include <optional>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "core/call/action.hpp"
#include "core/call/dialling.hpp"
#include "core/call/input.hpp"
#include "core/call/notice.hpp"
#include "core/call/routes.hpp"
#include "core/call/state.hpp"
#include "core/call/unlocking.hpp"

namespace portero::call {

// Ringing a SIP phone ends with the phone or its server; this is for the one that never does
// (RFC 3261 16.6 gives proxies the same 3 minutes, timer C).
inline constexpr base::Duration longest_ring = std::chrono::minutes(3);
inline constexpr std::size_t phones_rung = 8;
// DSP-5: the display says within 5 s that the intercom cannot work, also while it rings.
inline constexpr base::Duration route_grace = std::chrono::seconds(4);

// The heart of the station: one call from button to goodbye, with its unlock decisions.
// A state's function takes the state, and returns the next one.
class Call {
 public:
  Call(access::RunId run, Policy policy);

  // What follows from something that happened, to be done in this order.
  [[nodiscard]] Actions handle(const Input& input, base::TimePoint now);

  // When to hand in TimePassed next.
  [[nodiscard]] std::optional<base::Deadline> next_deadline() const;

  // What an administrator is told instead of handing in Dialled, which does nothing then.
  [[nodiscard]] std::optional<DialObjection> objection_to_dialling() const;

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const Show& shown() const { return shown_; }
  [[nodiscard]] const Legs& watchers() const { return watchers_; }

 private:
  void dispatch(const Input& input);
  void in_state(const StateInput& input);
  void configure(const Policy& policy);
  void route_changed(Route route, std::optional<Outage> outage);
  void outage_changed(std::optional<Outage> before);
  void leg_answered(const LegAnswered& answered);
  void leg_ended(const LegEnded& ended);
  void leg_heard(LegId leg);
  void time_passed();
  [[nodiscard]] Show screen() const;

  // rest.cpp: disabled, unavailable, waiting
  State at_rest(const StateInput& input);
  State press_button();
  State choose_contact(ContactId chosen);
  State ring(const std::vector<std::string>& extensions, std::optional<Ask> ask,
             const std::string& group);
  State rest();

  // dialling.cpp
  void dial(const std::string& extension);

  // ringing.cpp
  State while_ringing(Attempt ringing, const StateInput& input);
  State phone_gone(Attempt ringing, const LegEnded& ended);
  State answered_by(const Attempt& ringing, const Leg& leg);
  State ring_time_passed(Attempt ringing);
  State reachability_changed(Attempt ringing, bool reachable);
  State give_up(const Attempt& ringing, StopReason why, CallEnd end);
  State go_on_ringing(const Attempt& ringing);
  void stop_ringing(const Attempt& ringing, StopReason why, const std::optional<Party>& answered);

  // talking.cpp: talking, paused
  State in_conversation(Conversation conversation, const StateInput& input);
  State join_conversation(Conversation conversation, const Leg& leg);
  State hold(Conversation conversation, LegId leg, bool held);
  State leave(Conversation conversation, const LegEnded& ended);
  State hang_up(const Conversation& conversation, StopReason why, CallEnd end);
  State check_far_sides(Conversation conversation);
  State go_on_talking(Conversation conversation, CallEnd why_if_over);

  // admission.cpp: who is let in
  void invited(const Invited& invitation);
  void join(const Leg& leg);
  [[nodiscard]] std::optional<RejectReason> objection(const Invited& invitation) const;
  [[nodiscard]] std::optional<RejectReason> sip_objection(const SipPolicy& sip,
                                                          const Party& caller) const;
  [[nodiscard]] bool room_for_operator() const;

  // watching.cpp: people who see the door without being in the call
  void watch(const Leg& leg);
  void check_watchers();

  // asking_to_open.cpp
  void key_pressed(const KeyPressed& press);
  void unlock_requested(const UnlockRequested& click);
  void ask_to_open(access::Request request, std::optional<LegId> leg);
  [[nodiscard]] bool talks(std::optional<LegId> leg) const;
  [[nodiscard]] bool may_ask(std::optional<LegId> leg, access::Way way) const;
  [[nodiscard]] access::OperatorName name_of(LegId leg) const;

  // switching_off.cpp: a route was taken out of the settings while it was in use
  State stop_what_is_off(State state);

  void act(Action action) { actions_.push_back(std::move(action)); }
  void record(Fact fact) { actions_.push_back(Record{std::move(fact)}); }

  access::RunId run_;
  Policy policy_;
  Routes routes_;
  State state_;
  Notice notice_;
  Unlocking unlocking_;
  Legs watchers_;
  base::IdSequence<CallId> call_ids_;
  base::IdSequence<LegId> leg_ids_;
  Show shown_;

  // Of the input being handled.
  base::TimePoint now_;
  Actions actions_;
};

// What goes on in a state in which something rings.
const Attempt* attempt_of(const State& state);

// The conversation of a state that has one.
Conversation* conversation_of(State& state);
const Conversation* conversation_of(const State& state);

}  // namespace portero::call
