#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/call/action.hpp"
#include "core/call/input.hpp"
#include "core/call/state.hpp"
#include "tests/sim/truth.hpp"

namespace portero::sim {

// Encounters that a simulation must reach to prove anything; `portero_sim run` fails where one of
// them never happened over all its seeds, if there were enough of them.
enum class Situation : std::uint8_t {
  answer_crossed_stop,
  one_of_several_refused,
  operator_joined_sip_call,
  watcher_answered_ringing,
  eleventh_operator,
  second_sip_caller,
  unlisted_caller,
  caller_answered_ringing,
  held_by_all_of_several,
  resumed_from_pause,
  vanished_while_paused,
  one_of_several_vanished,
  longest_ring,
  ring_timed_out,
  visitor_cancelled,
  visitor_touched_in_call,
  directory_used,
  dialled,
  dialled_in_vain,
  key_before_answer,
  key_on_dead_leg,
  key_on_hold,
  wrong_key,
  command_repeated,
  opened_by_watcher,
  opened_from_server_at_rest,
  panel_silent,
  panel_denied,
  panel_unasked,
  relay_stayed,
  credential_not_sent,
  power_before_record,
  power_between_record_and_pulse,
  power_in_call,
  route_lost_in_call,
  routes_lost_while_ringing,
  held_before_answer,
  watched_while_off,
  offline_and_back,
  settings_changed_in_call,
  switched_off_in_call,
  switched_off_while_ringing,
};
inline constexpr std::size_t situation_count = 42;

template <class Variant>
using Counts = std::array<long, std::variant_size_v<Variant>>;

class Coverage {
 public:
  // The truth does not know of the input yet.
  void input(const call::Input& input, const call::State& state, const Truth& truth);
  // The truth does not know of the action yet.
  void action(const call::Action& action, const Truth& truth);
  // A command that was decided before came again.
  void repeated();
  void power_failed(const call::Action& next, bool granted_before, const Truth& truth);
  void add(const Coverage& other);

  [[nodiscard]] std::vector<std::string> never() const;
  [[nodiscard]] std::string table() const;

  [[nodiscard]] long inputs() const;
  [[nodiscard]] long calls() const { return calls_; }
  [[nodiscard]] long doors_opened() const { return opened_; }
  [[nodiscard]] long refusals() const;

 private:
  void saw(Situation situation) { ++situations_[static_cast<std::size_t>(situation)]; }
  void saw_settings(const call::Policy& policy, const Truth& truth);
  void saw_answer(call::LegId leg, const Truth& truth);
  void saw_key(const call::KeyPressed& press, const Truth& truth);
  void saw_touch(const Truth& truth);
  void saw_stop(const call::StopLeg& stop, const Truth& truth);
  void saw_fact(const call::Fact& fact, const Truth& truth);
  void saw_grant(const call::UnlockGranted& granted, const Truth& truth);

  std::array<Counts<call::Input>, std::variant_size_v<call::State>> inputs_{};
  Counts<call::Fact> facts_{};
  std::array<long, 9> refusals_{};
  std::array<long, 8> ends_{};
  std::array<long, 5> rejects_{};
  std::array<long, situation_count> situations_{};
  long calls_ = 0;
  long opened_ = 0;
};

}  // namespace portero::sim
