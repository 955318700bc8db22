#pragma once

#include <cstdint>
#include <optional>

#include "core/call/action.hpp"
#include "core/call/input.hpp"
#include "tests/sim/cast.hpp"
#include "tests/sim/dialog.hpp"

namespace portero::sim {

class World;

// An operator in the web app: watches, joins, answers, and opens the door by click.
class Browser {
 public:
  Browser(World& world, int index);

  // What its user does; nothing where it makes no sense.
  void ask_in(call::Intent intent);
  void answer();
  void leave();
  void vanish();
  void hold(bool held);
  // Over the server's link where there is no data channel.
  void unlock(access::Click way);
  void send_command();
  void go_home();

  // Messages from the station, as they arrive.
  void stopped(Dialog dialog);
  void accepted(call::InvitationId invitation, Dialog dialog);
  void rejected(call::InvitationId invitation);
  void probed(Dialog dialog);
  // The station tells its run with its state.
  void learns(access::RunId run) { run_ = run; }
  void told(const call::UnlockAnswer& answer);

  // Vanished for a while: it neither hears nor says anything.
  [[nodiscard]] bool deaf() const;

 private:
  enum class State : std::uint8_t { idle, joining, watching, talking };

  struct Command {
    call::UnlockRequested request;
    std::optional<Dialog> dialog;
    bool answered = false;
  };

  void keep_sending();
  void say(const call::Input& input);

  World& world_;
  FarEnd end_;
  base::Duration clock_error_;
  access::RunId run_{0};
  State state_ = State::idle;
  call::Intent intent_ = call::Intent::talk;
  std::optional<Dialog> dialog_;
  std::optional<call::InvitationId> invitation_;
  bool held_ = false;
  base::TimePoint deaf_until_;
  std::optional<Command> command_;
};

}  // namespace portero::sim
