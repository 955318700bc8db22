#pragma once

#include <map>
#include <optional>

#include "core/call/call.hpp"
#include "core/dtmf/key_presses.hpp"
#include "tests/sim/cast.hpp"
#include "tests/sim/dialog.hpp"

namespace portero::sim {

class World;

// What surrounds the core in the station's process: a switch over actions, and the table from legs
// to far ends. It lives from a boot to a power failure, which may come between two actions.
class Station {
 public:
  Station(World& world, access::RunId run, const call::Policy& policy);

  void receive(const call::Input& input);
  // Who called, so that an answer finds its way. False for an invitation that came before.
  bool announce(call::InvitationId invitation, FarEnd caller);
  void take_key(Dialog dialog, const dtmf::KeyReport& report);
  void deadline_came(base::TimePoint at);

  [[nodiscard]] access::RunId run() const { return run_; }
  // The leg is one of this run's, ended or not.
  [[nodiscard]] bool knows(Dialog dialog) const;
  [[nodiscard]] const call::Call& call() const { return call_; }

 private:
  void carry_out(const call::Action& action);
  void await_deadline();
  [[nodiscard]] std::optional<FarEnd> far_end(call::LegId leg) const;

  World& world_;
  access::RunId run_;
  call::Call call_;
  std::map<call::LegId, FarEnd> far_ends_;
  std::map<call::InvitationId, FarEnd> callers_;
  std::map<call::LegId, dtmf::KeyPresses> keys_;
  std::optional<base::TimePoint> awaited_;
};

}  // namespace portero::sim
