#pragma once

#include <cstdint>
#include <optional>

#include "core/call/input.hpp"
#include "core/dtmf/key_report.hpp"
#include "tests/sim/cast.hpp"
#include "tests/sim/dialog.hpp"

namespace portero::sim {

class World;

// An operator's SIP phone. It does what its user does, and by itself what every phone does: says
// that it rings or is busy, sends media, answers probes, gives up in the end.
class Phone {
 public:
  Phone(World& world, int index) : world_(world), end_{call::Route::sip, index} {}

  // What its user does; nothing where it makes no sense.
  void answer();
  void refuse(call::LegEnd why);
  void call_the_door();
  void hang_up();
  void vanish();
  void hold(bool held);
  void press(dtmf::Key key);
  void go_home();

  // Messages from the station, as they arrive.
  void rings(Dialog dialog);
  void stopped(Dialog dialog);
  void accepted(call::InvitationId invitation, Dialog dialog);
  void rejected(call::InvitationId invitation);
  void probed(Dialog dialog);

  // Vanished for a while: it neither hears nor says anything.
  [[nodiscard]] bool deaf() const;

 private:
  enum class State : std::uint8_t { idle, calling, ringing, talking };

  void report(dtmf::Key key, std::uint32_t timestamp);
  void talk(Dialog dialog);
  void keep_sending();
  void give_up(Dialog dialog);
  [[nodiscard]] bool in(Dialog dialog) const { return dialog_ == dialog; }
  void say(const call::Input& input);

  World& world_;
  FarEnd end_;
  State state_ = State::idle;
  std::optional<Dialog> dialog_;
  std::optional<call::InvitationId> invitation_;
  bool held_ = false;
  base::TimePoint deaf_until_;
  std::uint32_t presses_ = 0;
};

}  // namespace portero::sim
