#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "tests/sim/browser.hpp"
#include "tests/sim/coverage.hpp"
#include "tests/sim/door.hpp"
#include "tests/sim/invariants.hpp"
#include "tests/sim/network.hpp"
#include "tests/sim/panel.hpp"
#include "tests/sim/phone.hpp"
#include "tests/sim/station.hpp"
#include "tests/sim/stimulus.hpp"
#include "tests/sim/trace.hpp"
#include "tests/sim/truth.hpp"

namespace portero::sim {

// Everything that is simulated, in one place and one virtual time. The same seed and plan give the
// same story, to the microsecond.
class World {
 public:
  World(std::uint64_t seed, const Plan& plan, const call::Policy& first_policy);
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Plays the plan to its end, or until an invariant breaks.
  const std::optional<Broken>& run();
  // One event; false when it is over. For whoever wants to watch.
  bool step();

  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  [[nodiscard]] int restarts() const { return restarts_; }

  Timeline time;
  Network network;
  Trace trace;
  Truth truth;
  Invariants invariants;
  Coverage coverage;
  Door door;
  Panel panel;
  // As last drawn; the display keeps it while the station is gone.
  call::Show screen{call::Screen::disabled, std::nullopt};

  // From the far ends and the forger to the station; they arrive if the network lets them.
  void tell_station(FarEnd from, Carriage carriage, Dialog dialog, const call::Input& input);
  void tell_key(FarEnd from, Dialog dialog, const dtmf::KeyReport& report);
  void tell_command(FarEnd from, const call::UnlockRequested& request,
                    std::optional<Dialog> dialog);
  call::InvitationId invite(FarEnd from, call::Intent intent);
  access::CommandId new_command();

  // From the station to the far ends.
  void ring(FarEnd to, Dialog dialog);
  void stop(FarEnd to, Dialog dialog);
  void accept(FarEnd to, call::InvitationId invitation, Dialog dialog);
  void reject(FarEnd to, call::InvitationId invitation);
  void probe(FarEnd to, Dialog dialog);
  void answer(const call::UnlockAnswer& answer);

  // What the station does, told as it does it.
  void before(const call::Input& input, const call::State& state);
  void doing(const call::Action& action);
  void move(access::CommandId command, Output output);
  void relay_stays(access::RunId run, access::CommandId command);
  void credential_stays(access::RunId run, access::CommandId command);
  void done(const call::Action& action);
  void after(const std::optional<base::Deadline>& next);
  void deadline(access::RunId run, base::TimePoint at);
  // True when the power fails before the next action.
  bool power_fails(const call::Action& next);

 private:
  void act(const Stimulus& stimulus);
  void to_station(const call::Input& input);
  void dial(int phone);
  void configure(int policy);
  void open_routes(base::Duration soonest, base::Duration latest);
  void fail(call::Route route, call::Outage why);
  void recover(call::Route route);
  void relay_fell_back(base::Duration held);
  void panel_answers(bool granted);
  void forge_key(int kind);
  void forge_packet(int phone);
  void forge_replay(int which);
  void die(int after_actions);
  void boot();
  void bury();
  void send_all_home();
  Phone& phone(int index) { return phones_[static_cast<std::size_t>(index)]; }
  Browser& browser(int index) { return browsers_[static_cast<std::size_t>(index)]; }
  template <class Deed>
  void to_far_end(FarEnd to, Deed deed);

  std::uint64_t seed_;
  base::TimePoint last_stimulus_;
  bool everybody_gone_ = false;
  call::Policy policy_;
  std::vector<Phone> phones_;
  std::vector<Browser> browsers_;
  std::optional<Station> station_;
  std::uint64_t runs_ = 0;
  std::uint64_t commands_ = 0;
  std::uint64_t invitations_ = 0;
  std::optional<int> actions_until_power_fails_;
  bool dead_ = false;
  bool granted_in_this_step_ = false;
  int restarts_ = 0;
  std::map<access::CommandId, FarEnd> senders_;
  // What an eavesdropper has seen.
  struct Seen {
    call::UnlockRequested request;
    std::optional<Dialog> dialog;
  };
  std::vector<Seen> seen_;
  // By phone: the last packet that reached the station. One that did not, sent again seconds later,
  // would be news to core/dtmf: to drop what is that late is the jitter buffer's part.
  struct SeenPacket {
    Dialog dialog;
    dtmf::KeyReport packet;
  };
  std::map<int, SeenPacket> seen_packets_;
};

}  // namespace portero::sim
