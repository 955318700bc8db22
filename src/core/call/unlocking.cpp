#include "core/call/unlocking.hpp"

#include <variant>

#include "base/overloaded.hpp"

namespace portero::call {

using access::PanelOutcome;

bool Unlocking::request(const access::Request& request, const access::Circumstances& circumstances,
                        const access::Outputs& outputs, std::optional<CallId> call,
                        base::TimePoint now, Actions& actions) {
  const access::Decision decision = unlocks_.decide(request, circumstances, now);
  return std::visit(base::overloaded{
                        [&](const access::Granted& grant) {
                          actions.push_back(Record{UnlockGranted{grant, call}});
                          open(grant, outputs, now, actions);
                          return true;
                        },
                        [&](const access::Refused& refusal) {
                          actions.push_back(Record{UnlockRefused{refusal, call}});
                          actions.push_back(UnlockAnswer{request.command, refusal.why});
                          return false;
                        },
                        [&](const access::Repeated& repeated) {
                          actions.push_back(UnlockAnswer{repeated.command, repeated.outcome});
                          return false;
                        },
                    },
                    decision);
}

// The grant is on record by now (ARCHITECTURE.md, invariant 2): only then does anything move.
void Unlocking::open(const access::Granted& grant, const access::Outputs& outputs,
                     base::TimePoint now, Actions& actions) {
  unlocks_.note_relay(grant.command(), outputs.relay.has_value());
  if (outputs.relay) actions.push_back(PulseDoor{grant, *outputs.relay});
  if (outputs.credential) actions.push_back(SendCredential{grant, now, *outputs.credential});

  if (outputs.credential && outputs.credential->feedback_timeout) {
    const auto until = now + *outputs.credential->feedback_timeout;
    if (const auto given_up = panel_.begin(grant.command(), until))
      settle({*given_up}, PanelOutcome::silent, now, actions);
    answer(grant.command(), access::AwaitingPanel{}, actions);
  } else {
    notice_.show(Screen::access_granted, now + access_shown);
    answer(grant.command(), access::Opened{}, actions);
  }
}

void Unlocking::panel_answered(bool granted, base::TimePoint now, Actions& actions) {
  settle(panel_.answered(), granted ? PanelOutcome::granted : PanelOutcome::denied, now, actions);
}

// Where a panel has its say as well, its answer counts for the operator and the visitor.
void Unlocking::relay_failed(access::CommandId command, access::RelayFailure why,
                             base::TimePoint now, Actions& actions) {
  const auto told = unlocks_.outcome_of_granted(command);
  if (!told) return;
  const auto* const stayed = std::get_if<access::NotOpened>(&*told);
  if (stayed && std::holds_alternative<access::RelayFailure>(stayed->why)) return;
  unlocks_.note_relay(command, false);
  actions.push_back(Record{RelayStayed{command, why}});
  if (*told != access::Outcome{access::Opened{}}) return;
  answer(command, access::NotOpened{why}, actions);
  notice_.show(Screen::access_denied, now + access_shown);
}

// The panel will not say anything of it. Where the relay opens as well, the door opens, and whoever
// waits for the panel is told so: it would be a lie to say that it did not.
void Unlocking::credential_failed(access::CommandId command, access::CredentialFailure why,
                                  base::TimePoint now, Actions& actions) {
  const auto told = unlocks_.outcome_of_granted(command);
  if (!told) return;
  actions.push_back(Record{CredentialNotSent{command, why}});
  panel_.forget(command);
  const bool awaited = *told == access::Outcome{access::AwaitingPanel{}};
  const bool opens = unlocks_.relay_opens(command);
  const bool in_vain = *told == access::Outcome{access::Opened{}} && !opens;
  if (!awaited && !in_vain) return;
  if (opens)
    answer(command, access::Opened{}, actions);
  else
    answer(command, access::NotOpened{why}, actions);
  notice_.show(opens ? Screen::access_granted : Screen::access_denied, now + access_shown);
}

void Unlocking::time_passed(base::TimePoint now, Actions& actions) {
  notice_.expire(now);
  settle(panel_.silent(now), PanelOutcome::silent, now, actions);
}

void Unlocking::settle(const std::vector<access::CommandId>& commands, PanelOutcome outcome,
                       base::TimePoint now, Actions& actions) {
  for (const access::CommandId& command : commands) {
    actions.push_back(Record{PanelSettled{command, outcome}});
    answer(command, outcome, actions);
    notice_.show(outcome == PanelOutcome::granted ? Screen::access_granted : Screen::access_denied,
                 now + access_shown);
  }
}

void Unlocking::answer(access::CommandId command, access::Outcome outcome, Actions& actions) {
  unlocks_.note(command, outcome);
  actions.push_back(UnlockAnswer{command, outcome});
}

std::optional<Screen> Unlocking::screen() const {
  if (panel_.waiting()) return Screen::access_pending;
  return notice_.screen();
}

std::optional<base::Deadline> Unlocking::next_deadline() const {
  const auto panel = panel_.next_deadline();
  const auto notice = notice_.until();
  if (panel && (!notice || *panel <= *notice)) return base::Deadline{*panel, "panel silent"};
  if (notice) return base::Deadline{*notice, "access shown"};
  return std::nullopt;
}

}  // namespace portero::call
