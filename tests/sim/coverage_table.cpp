#include <array>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "tests/sim/coverage.hpp"

namespace portero::sim {
namespace {

constexpr std::array<std::string_view, std::variant_size_v<call::Input>> input_names{
    "Configured",    "RouteUp",         "RouteDown",     "ButtonPressed", "ContactChosen",
    "CancelPressed", "Dialled",         "Invited",       "LegProgressed", "LegAnswered",
    "LegEnded",      "LegHeld",         "LegResumed",    "LegHeard",      "EndRequested",
    "KeyPressed",    "UnlockRequested", "PanelAnswered", "RelayFailed",   "CredentialFailed",
    "TimePassed"};
constexpr std::array<std::string_view, std::variant_size_v<call::State>> state_names{
    "disabled", "offline", "waiting", "ringing", "talking", "paused"};
constexpr std::array<std::string_view, std::variant_size_v<call::Fact>> fact_names{
    "CallRequested",     "CallAnswered",    "OperatorJoined",   "OperatorLeft", "CallEnded",
    "CallerRejected",    "UnlockGranted",   "UnlockRefused",    "PanelSettled", "RelayStayed",
    "CredentialNotSent", "BecameAvailable", "BecameUnavailable"};
constexpr std::array<std::string_view, situation_count> situation_names{
    "an answer crossed our stop",
    "one of several rung phones refused",
    "an operator joined a SIP call",
    "a watcher answered the ringing",
    "an eleventh operator",
    "a second SIP caller",
    "an unlisted caller",
    "a SIP caller answered the ringing",
    "held by all of several",
    "resumed from pause",
    "vanished while paused",
    "one of several vanished",
    "the longest ring ended",
    "the ring time-out ended",
    "the visitor cancelled",
    "the visitor touched during a call",
    "the directory was used",
    "an administrator dialled",
    "an administrator dialled in vain",
    "a key before the answer",
    "a key on a dead leg",
    "a key while on hold",
    "a wrong key",
    "a command came again",
    "opened by a watcher",
    "opened from the server at rest",
    "the panel stayed silent",
    "the panel denied",
    "the panel spoke unasked",
    "the relay stayed",
    "the credential was not sent",
    "power failed before the record",
    "power failed between record and pulse",
    "power failed in a call",
    "a route was lost in a call",
    "every route was lost while ringing",
    "on hold before the answer",
    "watched while the intercom is off",
    "offline and back",
    "settings changed in a call",
    "switched off in a call",
    "switched off while ringing"};

template <std::size_t Size, class Name>
std::string lines(std::string_view title, const std::array<long, Size>& counts, Name name) {
  std::string text = fmt::format("\n{}\n", title);
  for (std::size_t i = 0; i < Size; ++i)
    text += fmt::format("  {:<38} {:>10}\n", name(i), counts[i]);
  return text;
}

template <std::size_t Size, class Name>
void never_in(const std::array<long, Size>& counts, Name name, std::vector<std::string>& never) {
  for (std::size_t i = 0; i < Size; ++i)
    if (counts[i] == 0) never.push_back(std::string(name(i)));
}

std::string_view fact(std::size_t i) { return fact_names[i]; }
std::string_view situation(std::size_t i) { return situation_names[i]; }
std::string_view refusal(std::size_t i) { return code(static_cast<access::Why>(i)); }
std::string_view end(std::size_t i) { return name(static_cast<call::CallEnd>(i)); }
std::string_view reject(std::size_t i) { return name(static_cast<call::RejectReason>(i)); }

}  // namespace

std::vector<std::string> Coverage::never() const {
  std::vector<std::string> never;
  never_in(situations_, situation, never);
  never_in(facts_, fact, never);
  never_in(refusals_, refusal, never);
  never_in(ends_, end, never);
  never_in(rejects_, reject, never);
  for (std::size_t i = 0; i < input_names.size(); ++i) {
    long sum = 0;
    for (const auto& state : inputs_) sum += state[i];
    if (sum == 0) never.push_back(std::string(input_names[i]));
  }
  return never;
}

std::string Coverage::table() const {
  std::string text = fmt::format("{:<16}", "input");
  for (const std::string_view state : state_names) text += fmt::format("{:>10}", state);
  text += '\n';
  for (std::size_t i = 0; i < input_names.size(); ++i) {
    text += fmt::format("{:<16}", input_names[i]);
    for (const auto& state : inputs_) text += fmt::format("{:>10}", state[i]);
    text += '\n';
  }
  text += lines("facts recorded", facts_, fact);
  text += lines("unlocks refused because of", refusals_, refusal);
  text += lines("calls ended by", ends_, end);
  text += lines("callers rejected because of", rejects_, reject);
  text += lines("situations", situations_, situation);
  return text;
}

}  // namespace portero::sim
