// What must hold of every wish to open the door.
#include <algorithm>

#include "base/overloaded.hpp"
#include "core/access/unlocks.hpp"
#include "tests/sim/invariants.hpp"

namespace portero::sim {
namespace {

using namespace std::chrono_literals;
using base::overloaded;

constexpr base::Duration outcome_told = 60s;

}  // namespace

void Invariants::moved(access::CommandId command, Output output, base::TimePoint now) {
  require(moved_.insert({command, output}).second, once, "the output moved for it before", now);
  asked_to_move(command, now);
}

void Invariants::stayed(access::CommandId command, base::TimePoint now) {
  require(stayed_.insert(command).second, once, "the relay was asked for it before", now);
  asked_to_move(command, now);
}

void Invariants::not_sent(access::CommandId command, base::TimePoint now) {
  require(not_sent_.insert(command).second, once, "the panel was asked for it before", now);
  asked_to_move(command, now);
}

void Invariants::asked_to_move(access::CommandId command, base::TimePoint now) {
  require(granted_on_record_.contains(command), recorded_first, "no grant is on record", now);
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
  require(policy.unlock_outside_call != call::OutsideCall::never || talks(wish), wished,
          "who wished it is in no call", now);
  require(policy.unlock_outside_call != call::OutsideCall::verified || talks(wish) || wish.verified,
          wished, "who wished it did not prove to be there", now);
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

// With the visitor.
bool Invariants::talks(const Wish& wish) const {
  const TrueLeg* leg = wish.leg ? truth_.leg(*wish.leg) : nullptr;
  return leg && leg->talks();
}

void Invariants::relay_fell_back(base::Duration held, base::TimePoint now) {
  require(held <= 5s + lateness, falls_back, "longer than any hold time of the settings", now);
}

void Invariants::answered(const call::UnlockAnswer& answer, base::TimePoint now) {
  answer_due_.erase(answer.command);
  const bool is_first = answered_before_.insert(answer.command).second;
  const auto opened = [&] {
    return moved_.contains({answer.command, Output::relay}) ||
           moved_.contains({answer.command, Output::credential}) ||
           (stayed_.contains(answer.command) && !failed_.contains(answer.command)) ||
           (not_sent_.contains(answer.command) && !credential_failed_.contains(answer.command));
  };
  std::visit(overloaded{
                 [&](const access::Opened&) {
                   require(opened(), answered_truly, "nothing had opened", now);
                   told_opened_.insert(answer.command);
                 },
                 [&](const access::NotOpened& stayed) {
                   require(failed_like(answer.command, stayed.why), answered_truly,
                           "nothing had failed like that", now);
                   require(std::holds_alternative<access::RelayFailure>(stayed.why) ||
                               !truth_.relay_opens(answer.command),
                           answered_truly, "the relay opens", now);
                 },
                 [&](const access::AwaitingPanel&) {
                   require(opened(), answered_truly, "nothing was sent to the panel", now);
                   const auto until = truth_.panel_awaited_until(answer.command);
                   require(until.has_value(), answered_truly, "the panel is not awaited", now);
                   if (until) answer_due_[answer.command] = *until + lateness;
                 },
                 [&](access::PanelOutcome outcome) {
                   require(truth_.panel_outcome(answer.command) == outcome, answered_truly,
                           "the panel said something else", now);
                 },
                 [&](access::Why why) { told_why(answer.command, why, is_first, now); },
             },
             answer.outcome);
}

// Who was told that it opens is told in the same moment that it did not.
void Invariants::relay_failed(const call::RelayFailed& relay, base::TimePoint now) {
  failed_.emplace(relay.command, relay.why);
  if (told_opened_.contains(relay.command)) answer_due_[relay.command] = now;
}

bool Invariants::failed_like(access::CommandId command, const access::OutputFailure& why) const {
  const auto is = [&](const auto& known) {
    const auto failed = known.find(command);
    return failed != known.end() && access::OutputFailure{failed->second} == why;
  };
  return is(failed_) || is(credential_failed_);
}

// Where the relay opens as well, it is still true that the door opened: who waits is told that.
void Invariants::credential_failed(const call::CredentialFailed& credential, base::TimePoint now) {
  credential_failed_.emplace(credential.command, credential.why);
  const bool in_vain = told_opened_.contains(credential.command) &&
                       !failed_.contains(credential.command) &&
                       !truth_.relay_opens(credential.command);
  const bool panel_awaited = answer_due_.contains(credential.command);
  if (in_vain || panel_awaited) answer_due_[credential.command] = now;
}

void Invariants::told_why(access::CommandId command, access::Why why, bool is_first,
                          base::TimePoint now) {
  const Wish* wish = truth_.wish(command);
  const bool in_vain = is_first && wish && why != access::Why::too_many && in_order(*wish, now);
  require(!in_vain, answered_truly, "a good command was refused", now);
  const auto refusal = refused_on_record_.find(command);
  require(refusal != refused_on_record_.end() && refusal->second == why, answered_truly,
          "that refusal is not on record", now);
  const auto grant = granted_at_.find(command);
  require(grant == granted_at_.end() || !told_of_it(grant->second, now), answered_truly,
          "it was granted, and is told no when it comes again", now);
}

// Unless so many were granted since that the station could not remember it.
bool Invariants::told_of_it(base::TimePoint granted, base::TimePoint now) const {
  const auto as_late = [&](const auto& one) { return one.second >= granted; };
  return now - granted <= outcome_told &&
         std::ranges::count_if(granted_at_, as_late) <
             static_cast<std::ptrdiff_t>(access::commands_remembered);
}

// Nothing stands against it: neither the settings, nor its age by any clock.
bool Invariants::in_order(const Wish& wish, base::TimePoint now) const {
  const call::Policy& policy = truth_.policy();
  if (!policy.enabled() || !policy.outputs.any() || wish.run != truth_.run()) return false;
  const base::Duration age = now - wish.made;
  if (age > 5s || age - wish.clock_error > 5s || wish.clock_error - age > 5s) return false;
  if (!talks(wish) &&
      (policy.unlock_outside_call == call::OutsideCall::never ||
       (policy.unlock_outside_call == call::OutsideCall::verified && !wish.verified)))
    return false;
  if (!wish.leg) return true;
  const TrueLeg* leg = truth_.leg(*wish.leg);
  if (!leg || !leg->open) return false;
  if (wish.way != access::Way::dial_key) return leg->watching || leg->connected;
  return leg->connected && policy.unlock_by_key && wish.key == policy.unlock_key;
}

void Invariants::granted(const call::UnlockGranted& granted, base::TimePoint now) {
  const access::Request& request = granted.grant.request();
  granted_on_record_.insert(request.command);
  granted_at_.insert_or_assign(request.command, now);
  const Wish* wish = truth_.wish(request.command);
  require(wish && request.who == wish->who && request.way == wish->way, wished,
          "another operator, or another way, is on record", now);
  require(right_call(granted.call), wished, "recorded with another call", now);
}

void Invariants::refused(const call::UnlockRefused& refused, base::TimePoint now) {
  refused_on_record_.insert_or_assign(refused.refusal.request.command, refused.refusal.why);
  require(right_call(refused.call), answered_truly, "recorded with another call", now);
}

// The one in which somebody talks; there is never another.
bool Invariants::right_call(const std::optional<call::CallId>& call) const {
  return truth_.in_call() ? call && truth_.calls().contains(*call) : !call;
}

}  // namespace portero::sim
