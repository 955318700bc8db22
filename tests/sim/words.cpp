#include "tests/sim/words.hpp"

#include <fmt/format.h>

#include "base/overloaded.hpp"

namespace portero::sim {
namespace {

using base::overloaded;

std::string on(std::string_view what, call::LegId leg) {
  return fmt::format("{} on leg {}", what, leg.value());
}

std::string words(const call::Party& party) {
  return (party.route == call::Route::sip ? "phone " : "operator ") + party.name;
}

std::string words(access::PanelOutcome outcome) {
  switch (outcome) {
    case access::PanelOutcome::granted: return "the panel granted";
    case access::PanelOutcome::denied: return "the panel denied";
    case access::PanelOutcome::silent: return "the panel stayed silent";
  }
  return "";
}

std::string words(call::Flow flow) {
  switch (flow) {
    case call::Flow::none: return "nothing flows";
    case call::Flow::preview: return "the picture flows";
    case call::Flow::both: return "picture and sound flow";
  }
  return "";
}

}  // namespace

std::string words(const access::Outcome& outcome) {
  return std::visit(
      overloaded{
          [](const access::Opened&) -> std::string { return "opened"; },
          [](const access::NotOpened& stayed) {
            return fmt::format("not opened: {}", code(stayed.why));
          },
          [](const access::AwaitingPanel&) -> std::string { return "the panel is being asked"; },
          [](access::PanelOutcome panel) { return words(panel); },
          [](access::Why why) { return fmt::format("refused: {}", code(why)); },
      },
      outcome);
}

std::string words(const call::Input& input) {
  return std::visit(
      overloaded{
          [](const call::Configured&) -> std::string { return "settings applied"; },
          [](const call::RouteUp& up) { return fmt::format("{} is up", name(up.route)); },
          [](const call::RouteDown& down) {
            return fmt::format("{} is down: {}", name(down.route), code(down.why));
          },
          [](const call::ButtonPressed&) -> std::string { return "button pressed"; },
          [](const call::ContactChosen& chosen) {
            return fmt::format("contact {} chosen", chosen.contact.value());
          },
          [](const call::CancelPressed&) -> std::string { return "cancel pressed"; },
          [](const call::Dialled& dialled) { return fmt::format("{} dialled", dialled.extension); },
          [](const call::Invited& invited) {
            return fmt::format("{} {}", words(invited.party),
                               invited.intent == call::Intent::talk ? "calls" : "wants to watch");
          },
          [](const call::LegProgressed& leg) {
            return on(leg.early_media ? "rings, early media" : "rings", leg.leg);
          },
          [](const call::LegAnswered& leg) { return on("answered", leg.leg); },
          [](const call::LegEnded& leg) { return on("ended by the far side", leg.leg); },
          [](const call::LegHeld& leg) { return on("put on hold", leg.leg); },
          [](const call::LegResumed& leg) { return on("resumed", leg.leg); },
          [](const call::LegHeard& leg) { return on("heard", leg.leg); },
          [](const call::EndRequested&) -> std::string { return "asked to end the call"; },
          [](const call::KeyPressed& press) {
            return on(fmt::format("key {}", press.key.character()), press.leg);
          },
          [](const call::UnlockRequested& asked) {
            return fmt::format("{} asks to open by {}", asked.who, name(way_of(asked.way)));
          },
          [](const call::PanelAnswered& panel) {
            return words(panel.granted ? access::PanelOutcome::granted
                                       : access::PanelOutcome::denied);
          },
          [](const call::RelayFailed& relay) {
            return fmt::format("the relay did not move: {}", code(relay.why));
          },
          [](const call::CredentialFailed& credential) {
            return fmt::format("the credential was not sent: {}", code(credential.why));
          },
          [](const call::TimePassed&) -> std::string { return "a deadline came"; },
      },
      input);
}

std::string words(const call::Action& action) {
  return std::visit(
      overloaded{
          [](const call::StartLeg& start) {
            return on(fmt::format("rings {}", words(start.party)), start.leg);
          },
          [](const call::StopLeg& stop) {
            return on(fmt::format("stops ({})", name(stop.why)), stop.leg);
          },
          [](const call::Accept& accept) { return on("lets the caller in", accept.leg); },
          [](const call::Reject& reject) {
            return fmt::format("rejects the caller: {}", name(reject.why));
          },
          [](const call::AskToJoin&) -> std::string { return "asks operators to join"; },
          [](const call::StopAsking&) -> std::string { return "stops asking operators"; },
          [](const call::SetFlow& set) { return on(words(set.flow), set.leg); },
          [](const call::ProbeLeg& probe) { return on("asks for a sign of life", probe.leg); },
          [](const call::PulseDoor& pulse) {
            const auto hold =
                std::chrono::duration_cast<std::chrono::milliseconds>(pulse.pulse().hold);
            return fmt::format("pulses the relay for {} ms", hold.count());
          },
          [](const call::SendCredential&) -> std::string { return "sends the credential"; },
          [](const call::UnlockAnswer& answer) {
            return fmt::format("tells the operator: {}", words(answer.outcome));
          },
          [](const call::Show& show) { return fmt::format("shows {}", name(show.screen)); },
          [](const call::Record& record) { return fmt::format("records: {}", words(record.fact)); },
      },
      action);
}

std::string words(const call::Fact& fact) {
  return std::visit(
      overloaded{
          [](const call::CallRequested& call) {
            return fmt::format("call {} requested", call.call.value());
          },
          [](const call::CallAnswered& call) {
            return fmt::format("call {} answered by {}", call.call.value(), words(call.by));
          },
          [](const call::OperatorJoined& joined) {
            return fmt::format("{} joined", words(joined.party));
          },
          [](const call::OperatorLeft& left) { return fmt::format("{} left", words(left.party)); },
          [](const call::CallEnded& call) {
            return fmt::format("call {} ended: {}", call.call.value(), name(call.why));
          },
          [](const call::CallerRejected& rejected) {
            return fmt::format("{} rejected: {}", words(rejected.party), name(rejected.why));
          },
          [](const call::UnlockGranted& granted) {
            return fmt::format("unlock granted to {}", granted.grant.request().who);
          },
          [](const call::UnlockRefused& refused) {
            return fmt::format("unlock refused: {}", code(refused.refusal.why));
          },
          [](const call::PanelSettled& settled) { return words(settled.outcome); },
          [](const call::RelayStayed& relay) {
            return fmt::format("the relay stayed: {}", code(relay.why));
          },
          [](const call::CredentialNotSent& credential) {
            return fmt::format("the credential was not sent: {}", code(credential.why));
          },
          [](const call::BecameAvailable&) -> std::string { return "available"; },
          [](const call::BecameUnavailable& gone) {
            return fmt::format("unavailable: {}", code(gone.why));
          },
      },
      fact);
}

}  // namespace portero::sim
