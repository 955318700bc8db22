#include "core/events/from_fact.hpp"

#include "base/overloaded.hpp"

namespace portero::events {
namespace {

using base::overloaded;

std::string_view word(access::PanelOutcome outcome) {
  switch (outcome) {
    case access::PanelOutcome::granted: return "granted";
    case access::PanelOutcome::denied: return "denied";
    case access::PanelOutcome::silent: return "silent";
  }
  return "";
}

std::string routes_of(const call::CallRequested& requested) {
  const std::string phones{requested.rung.empty() ? "" : name(call::Route::sip)};
  if (!requested.operators_asked) return phones;
  return (phones.empty() ? phones : phones + ",") + std::string{name(call::Route::webrtc)};
}

// What a fact says besides its time and its call.
struct Said {
  Kind kind;
  std::string who{};
  std::string_view how{};
  std::string_view outcome{};
};

Said of(Kind kind, const call::Party& party) { return {kind, party.name, name(party.route)}; }

Said said(const call::Fact& fact) {
  return std::visit(
      overloaded{
          [](const call::CallRequested& f) -> Said {
            return {Kind::call_requested, names_of(f.rung)};
          },
          [](const call::CallAnswered& f) { return of(Kind::call_answered, f.by); },
          [](const call::OperatorJoined& f) { return of(Kind::operator_joined, f.party); },
          [](const call::OperatorLeft& f) { return of(Kind::operator_left, f.party); },
          [](const call::CallEnded& f) -> Said {
            return {Kind::call_ended, names_of(f.parties), {}, name(f.why)};
          },
          [](const call::CallerRejected& f) -> Said {
            return {Kind::caller_rejected, f.party.name, name(f.party.route), name(f.why)};
          },
          [](const call::UnlockGranted& f) -> Said {
            return {Kind::unlock_granted, f.grant.request().who, name(f.grant.request().way)};
          },
          [](const call::UnlockRefused& f) -> Said {
            return {Kind::unlock_refused, f.refusal.request.who, name(f.refusal.request.way),
                    access::code(f.refusal.why)};
          },
          [](const call::PanelSettled& f) -> Said {
            return {Kind::panel_settled, {}, {}, word(f.outcome)};
          },
          [](const call::RelayStayed& f) -> Said {
            return {Kind::relay_stayed, {}, {}, access::code(f.why)};
          },
          [](const call::CredentialNotSent& f) -> Said {
            return {Kind::credential_not_sent, {}, {}, access::code(f.why)};
          },
          [](const call::BecameAvailable&) -> Said { return {Kind::available}; },
          [](const call::BecameUnavailable& f) -> Said {
            return {Kind::unavailable, {}, {}, code(f.why)};
          },
      },
      fact);
}

}  // namespace

std::optional<call::CallId> call_of(const call::Fact& fact) {
  return std::visit(
      overloaded{
          [](const base::OneOf<call::CallRequested, call::CallAnswered, call::OperatorJoined,
                               call::OperatorLeft, call::CallEnded> auto& f) {
            return std::optional{f.call};
          },
          [](const base::OneOf<call::UnlockGranted, call::UnlockRefused> auto& f) {
            return f.call;
          },
          [](const base::OneOf<call::CallerRejected, call::PanelSettled, call::RelayStayed,
                               call::CredentialNotSent, call::BecameAvailable,
                               call::BecameUnavailable> auto&) {
            return std::optional<call::CallId>{};
          },
      },
      fact);
}

std::string names_of(const std::vector<call::Party>& parties) {
  std::string names;
  for (const call::Party& party : parties) {
    if (names.size() > max_who_bytes) break;
    if (!names.empty()) names += ", ";
    names += party.name;
  }
  return names;
}

Event event_of(const call::Fact& fact, std::string label, const Moment& now) {
  Said what = said(fact);
  std::string how{what.how};
  if (const auto* requested = std::get_if<call::CallRequested>(&fact)) how = routes_of(*requested);
  return within_limits({.at = now.day,
                        .kind = what.kind,
                        .call = std::move(label),
                        .who = std::move(what.who),
                        .how = std::move(how),
                        .outcome = std::string{what.outcome}});
}

}  // namespace portero::events
