#include <algorithm>

#include "core/sip/registration.hpp"

// What fails, what is told of it, and when it is tried again: always.
namespace portero::sip {

using namespace registration;

void Registration::flow_failed(const FlowFailed& failed) {
  if (const Way* way = attempted(); way && way->flow == failed.flow)
    return attempt_failed(Way{*way}, failure_of(failed.why, way->server));
  const Binding* binding = binding_over(failed.flow);
  if (!binding) return;
  const bool at_rest = std::holds_alternative<Resting>(state_);
  const base::TimePoint since = binding->since;
  if (at_rest) round_ = {};
  binding_lost(failure_of(failed.why, binding->way.server));
  if (at_rest) try_again_after_loss(since);
}

void Registration::request_failed(const RequestFailed& failed) {
  const auto* asking = std::get_if<Asking>(&state_);
  if (!asking || failed.sequence != sequence_) return;
  const Way way = asking->way;
  attempt_failed(way, failure_of(failed.why, way.server));
}

void Registration::attempt_failed(const Way& way, const RegistrationFailure& why) {
  note(why);
  const Binding* binding = binding_over(way.flow);
  if (!binding) {
    actions_.push_back(CloseFlow{way.flow});
    return try_next();
  }
  const base::TimePoint since = binding->since;
  binding_lost(why);
  if (round_.is_refresh) return try_again_after_loss(since);
  try_next();
}

void Registration::round_failed() {
  drop_binding();
  const RegistrationFailure why = trouble_so_far();
  tell_failure(why);
  base::TimePoint until = now_ + backoff_.next(dice_);
  if (const auto rest = all_servers_rest_until()) until = std::max(until, *rest);
  state_ = Pausing{until};
}

void Registration::refused(const Way& way, const RegistrationFailure& why) {
  // What works is not left for a better server that does not know us.
  if (binding_ && !binding_over(way.flow)) return attempt_failed(way, why);
  if (!binding_) actions_.push_back(CloseFlow{way.flow});
  drop_binding();
  tell_failure(why);
  state_ = Pausing{now_ + refusal_backoff_.next(dice_)};
}

void Registration::binding_lost(const RegistrationFailure& why) {
  drop_binding();
  note(why);
  if (!tell_by_) tell_by_ = now_ + loss_grace;
}

// At once the first time. A server that takes us and throws us out again is not worn down.
void Registration::try_again_after_loss(base::TimePoint bound_since) {
  if (now_ - bound_since >= stable_after) {
    backoff_.reset();
    refusal_backoff_.reset();
    return begin_round();
  }
  state_ = Pausing{now_ + backoff_.next(dice_)};
}

void Registration::drop_binding() {
  if (!binding_) return;
  actions_.push_back(CloseFlow{binding_->way.flow});
  stale_contact_ = binding_->contact;
  binding_.reset();
}

void Registration::abandon_attempt() {
  const Way* way = attempted();
  if (way && !binding_over(way->flow)) actions_.push_back(CloseFlow{way->flow});
}

// Of several servers' troubles, the one that says most is told.
void Registration::note(const RegistrationFailure& why) {
  if (!round_.worst || round_.worst->trouble < why.trouble) round_.worst = why;
}

const Registration::Way* Registration::attempted() const {
  if (const auto* opening = std::get_if<Opening>(&state_)) return &opening->way;
  if (const auto* asking = std::get_if<Asking>(&state_)) return &asking->way;
  return nullptr;
}

const Registration::Binding* Registration::binding_over(FlowId flow) const {
  return binding_ && binding_->way.flow == flow ? &*binding_ : nullptr;
}

RegistrationFailure Registration::trouble_so_far() const {
  if (round_.worst) return *round_.worst;
  if (const auto* locating = std::get_if<Locating>(&state_))
    return failure_of(dns::Failure::no_answer, locating->target);
  if (const Way* way = attempted()) return silence_of(way->server);
  if (told_)
    if (const auto* before = std::get_if<Unregistered>(&*told_)) return before->why;
  return {.trouble = RegistrationTrouble::no_answer, .sentence = "No server has answered yet."};
}

void Registration::tell(std::variant<Registered, Unregistered> what) {
  tell_by_.reset();
  if (told_ == what) return;
  told_ = what;
  actions_.push_back(Tell{std::move(what)});
}

void Registration::tell_failure(RegistrationFailure why) {
  if (!network_)
    why = {.trouble = RegistrationTrouble::no_network, .sentence = "The station has no network."};
  tell(Unregistered{std::move(why)});
}

}  // namespace portero::sip
