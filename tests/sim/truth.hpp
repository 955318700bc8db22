#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/call/action.hpp"
#include "core/call/input.hpp"

// What really is so, worked out from what reached the station, what it did and what people wished:
// never from what the core says of itself. The invariants compare the two.
namespace portero::sim {

struct TrueLeg {
  call::LegId id;
  call::Party party;
  base::TimePoint began;
  base::TimePoint heard;
  bool open = true;
  std::optional<base::TimePoint> connected_since;
  bool rung = false;  // by us; false where the far side called
  bool early_media = false;
  bool watching = false;
  bool connected = false;
  bool held = false;
  call::Flow flow = call::Flow::none;

  [[nodiscard]] bool rings() const { return open && rung && !connected; }
  [[nodiscard]] bool talks() const { return open && connected; }
};

// An operator's wish to open the door, at the moment of the click or the key press.
struct Wish {
  std::string who;
  access::Way way;
  access::RunId run;
  base::TimePoint made;
  base::Duration clock_error{};
  bool verified = false;
  std::optional<call::LegId> leg;
  std::optional<dtmf::Key> key;
};

// A key press that really happened and that no command stands for yet.
struct Press {
  access::RunId run;
  call::LegId leg;
  dtmf::Key key;
  std::string who;
  base::TimePoint made;
};

struct TrueCall {
  call::CallId id;
  base::TimePoint began;
  std::optional<base::TimePoint> answered;
  int unlocks = 0;
};

struct Asking {
  call::CallId call;
  base::TimePoint since;
  base::Duration timeout;
};

class Truth {
 public:
  // What people wish.
  void wished(access::CommandId command, Wish wish) { wishes_.insert_or_assign(command, wish); }
  void pressed(Press press) { presses_.push_back(std::move(press)); }
  // The station took reports for a key press; it becomes a wish only if there was a press.
  void command_for_key(access::CommandId command, call::LegId leg, dtmf::Key key,
                       base::TimePoint now);

  // What happens to the station.
  void booted(access::RunId run, const call::Policy& policy);
  void died();
  void received(const call::Input& input, base::TimePoint now);
  void carried_out(const call::Action& action, base::TimePoint now);

  [[nodiscard]] const call::Policy& policy() const { return policy_; }
  [[nodiscard]] base::TimePoint policy_since() const { return policy_since_; }
  [[nodiscard]] access::RunId run() const { return run_; }
  [[nodiscard]] const TrueLeg* leg(call::LegId id) const;
  // Every leg of this run, ended ones too.
  [[nodiscard]] const std::map<call::LegId, TrueLeg>& legs() const { return legs_; }
  // Those still open: the ones to look at on every step.
  [[nodiscard]] const std::vector<call::LegId>& open_legs() const { return open_; }
  [[nodiscard]] int talking(call::Route route) const;
  [[nodiscard]] int watching() const;
  [[nodiscard]] bool in_call() const {
    return talking(call::Route::sip) + talking(call::Route::webrtc) > 0;
  }
  [[nodiscard]] const std::map<call::CallId, TrueCall>& calls() const { return calls_; }
  [[nodiscard]] const std::optional<Asking>& asking() const { return asking_; }
  [[nodiscard]] const Wish* wish(access::CommandId command) const;
  [[nodiscard]] const call::Invited* invitation(call::InvitationId id) const;

  [[nodiscard]] bool relay_opens(access::CommandId command) const {
    return relay_asked_.contains(command);
  }
  [[nodiscard]] bool awaits_panel() const { return !panel_asked_.empty(); }
  [[nodiscard]] std::optional<base::TimePoint> panel_awaited_until(access::CommandId command) const;
  // What became of a command for which the panel was asked; none while it is awaited.
  [[nodiscard]] std::optional<access::PanelOutcome> panel_outcome(access::CommandId command) const;

  [[nodiscard]] bool route_up(call::Route route) const;
  // No route of the settings leads outside since then.
  [[nodiscard]] std::optional<base::TimePoint> unreachable_since() const {
    return unreachable_since_;
  }

  // What the screen shows where nothing lies over it.
  [[nodiscard]] call::Screen scene() const;
  // What an unlock makes it show instead.
  [[nodiscard]] std::optional<call::Screen> must_lie_over(base::TimePoint now) const;
  // Whether this may lie over it now.
  [[nodiscard]] bool may_lie_over(call::Screen notice, base::TimePoint now) const;

 private:
  TrueLeg* open_leg(call::LegId id);
  void open(TrueLeg leg);
  void close(call::LegId id);
  void recorded(const call::Fact& fact, base::TimePoint now);
  void panel_said(bool granted, base::TimePoint now);
  void panel_silent(base::TimePoint now);
  void credential_failed(access::CommandId command, base::TimePoint now);
  void routes_changed(base::TimePoint now);
  void answered(call::LegId id, base::TimePoint now);
  void awaits_panel(access::CommandId command, base::TimePoint until, base::TimePoint now);
  [[nodiscard]] bool panel_awaited(base::TimePoint now) const;

  access::RunId run_{0};
  call::Policy policy_;
  base::TimePoint policy_since_;
  std::map<call::LegId, TrueLeg> legs_;
  std::vector<call::LegId> open_;
  std::map<call::InvitationId, call::Invited> invitations_;
  std::map<call::CallId, TrueCall> calls_;
  std::optional<Asking> asking_;
  std::array<bool, 2> routes_{false, false};
  std::optional<base::TimePoint> unreachable_since_;
  std::map<access::CommandId, Wish> wishes_;
  std::vector<Press> presses_;

  // For the screen: when something last happened that it may tell.
  struct PanelAsked {
    access::CommandId command;
    base::TimePoint until;
  };
  // Pulses of which no panel says what came of them.
  std::set<access::CommandId> relay_alone_;
  std::set<access::CommandId> relay_asked_;  // and has not failed
  // Credentials of which no panel says what came of them.
  std::set<access::CommandId> credential_alone_;
  std::vector<PanelAsked> panel_asked_;
  std::map<access::CommandId, access::PanelOutcome> panel_outcomes_;
  std::optional<base::TimePoint> granted_;
  std::optional<base::TimePoint> denied_;
  std::optional<base::TimePoint> call_ended_;
  std::optional<base::TimePoint> directory_opened_;
};

}  // namespace portero::sim
