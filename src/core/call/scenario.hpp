#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/call/call.hpp"

// What the tests of this folder share: a station with one SIP phone and operators on duty, and
// short words for what happens to it.
namespace portero::call {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::VariantWith;

inline const Party reception{Route::sip, "201"};
inline const Party guard{Route::sip, "202"};
inline const Party operator_dana{Route::webrtc, "dana"};
inline const Party operator_lee{Route::webrtc, "lee"};

inline constexpr access::RunId this_run{7};
inline constexpr access::RelayPulse three_seconds{.hold = 3s};

inline Policy sip_policy() {
  return {.sip = SipPolicy{.extensions = {reception.name}}, .outputs = {.relay = three_seconds}};
}

inline Policy sip_and_webrtc_policy() {
  Policy policy = sip_policy();
  policy.webrtc = WebrtcPolicy{.button = Ask::operators};
  return policy;
}

inline access::CommandId command(std::uint8_t number) { return access::CommandId{{number}}; }

inline UnlockRequested click(std::uint8_t number, base::TimePoint issued, std::optional<LegId> leg,
                             access::Click way = access::Click::data_channel) {
  return {command(number), this_run, issued, operator_dana.name, way, leg};
}

inline UnlockRequested click_on_server(std::uint8_t number, base::TimePoint issued) {
  return click(number, issued, std::nullopt, access::Click::server_link);
}

inline UnlockRequested verified(UnlockRequested click) {
  click.verified = true;
  return click;
}

// The actions of one kind, in order.
template <class Wanted>
std::vector<Wanted> only(const Actions& actions) {
  std::vector<Wanted> wanted;
  for (const Action& action : actions)
    if (const auto* found = std::get_if<Wanted>(&action)) wanted.push_back(*found);
  return wanted;
}

template <class Wanted>
std::optional<Wanted> recorded(const Actions& actions) {
  for (const Record& record : only<Record>(actions))
    if (const auto* found = std::get_if<Wanted>(&record.fact)) return *found;
  return std::nullopt;
}

class Scenario : public testing::Test {
 protected:
  explicit Scenario(Policy policy = sip_policy()) : call_(this_run, std::move(policy)) {
    happens(RouteUp{Route::sip});
    happens(RouteUp{Route::webrtc});
  }

  Actions happens(const Input& input) { return call_.handle(input, now_); }

  Actions after(base::Duration duration, const Input& input = TimePassed{}) {
    now_ += duration;
    return happens(input);
  }

  // Lets the time pass to each deadline that the call asks for, up to a moment.
  Actions wait(base::Duration duration) {
    Actions all;
    const base::TimePoint end = now_ + duration;
    while (const auto deadline = call_.next_deadline()) {
      if (deadline->at > end) break;
      now_ = std::max(now_, deadline->at);
      for (Action& action : happens(TimePassed{})) all.push_back(std::move(action));
    }
    now_ = end;
    return all;
  }

  // A caller who was let in: its leg.
  LegId let_in(const Party& party, Intent intent = Intent::talk) {
    const auto accepted = only<Accept>(happens(Invited{InvitationId{90}, party, intent}));
    return accepted.at(0).leg;
  }

  // The first phone that the button rings.
  LegId ring() { return only<StartLeg>(happens(ButtonPressed{})).at(0).leg; }

  LegId talk() {
    const LegId leg = ring();
    happens(LegAnswered{leg});
    return leg;
  }

  void configure(const Policy& policy) { happens(Configured{policy}); }

  [[nodiscard]] Screen screen() const { return call_.shown().screen; }

  base::TimePoint now_{100s};
  Call call_;
};

class ScenarioWithOperators : public Scenario {
 protected:
  ScenarioWithOperators() : Scenario(sip_and_webrtc_policy()) {}
};

}  // namespace portero::call
