#include "tests/sim/phone.hpp"

#include "tests/sim/dice.hpp"
#include "tests/sim/world.hpp"

namespace portero::sim {
namespace {

using namespace std::chrono_literals;

constexpr base::Duration media_every = 2s;
constexpr base::Duration session_refreshed_every = 30s;
constexpr int packets_of_a_press = 5;
constexpr std::uint32_t clock_rate = 8000;

}  // namespace

bool Phone::deaf() const { return world_.time.now() < deaf_until_; }

void Phone::say(const call::Input& input) {
  world_.tell_station(end_, Carriage::sure, *dialog_, input);
}

void Phone::go_home() {
  state_ = State::idle;
  dialog_.reset();
  invitation_.reset();
  held_ = false;
}

// A phone that cannot be reached is told of by the transaction, most often.
void Phone::rings(Dialog dialog) {
  Dice dice(world_.network.draw());
  if (deaf()) {
    if (dice.percent(80))
      world_.time.in(dice.between(4s, 32s), [this, dialog] {
        world_.tell_station(end_, Carriage::sure, dialog,
                            call::LegEnded{dialog.leg, call::LegEnd::failed});
      });
    return;
  }
  if (dialog_ == dialog) return;
  if (state_ != State::idle) {
    world_.tell_station(end_, Carriage::sure, dialog,
                        call::LegEnded{dialog.leg, call::LegEnd::busy});
    return;
  }
  state_ = State::ringing;
  dialog_ = dialog;
  say(call::LegProgressed{dialog.leg, dice.percent(50)});
  if (dice.percent(97)) world_.time.in(dice.between(15s, 30s), [this, dialog] { give_up(dialog); });
}

void Phone::give_up(Dialog dialog) {
  if (!in(dialog) || state_ != State::ringing) return;
  say(call::LegEnded{dialog.leg, call::LegEnd::no_answer});
  go_home();
}

void Phone::stopped(Dialog dialog) {
  if (!deaf() && in(dialog)) go_home();
}

void Phone::refuse(call::LegEnd why) {
  if (state_ != State::ringing) return;
  say(call::LegEnded{dialog_->leg, why});
  go_home();
}

void Phone::answer() {
  if (state_ != State::ringing) return;
  say(call::LegAnswered{dialog_->leg});
  talk(*dialog_);
}

void Phone::talk(Dialog dialog) {
  state_ = State::talking;
  dialog_ = dialog;
  invitation_.reset();
  keep_sending();
}

// Sound while it talks; on hold only what keeps the session alive.
void Phone::keep_sending() {
  const Dialog dialog = *dialog_;
  world_.time.in(held_ ? session_refreshed_every : media_every, [this, dialog] {
    if (deaf() || !in(dialog) || state_ != State::talking) return;
    world_.tell_station(end_, held_ ? Carriage::sure : Carriage::lossy, dialog,
                        call::LegHeard{dialog.leg});
    keep_sending();
  });
}

void Phone::probed(Dialog dialog) {
  if (!deaf() && in(dialog)) say(call::LegHeard{dialog.leg});
}

void Phone::call_the_door() {
  if (deaf() || state_ != State::idle) return;
  state_ = State::calling;
  invitation_ = world_.invite(end_, call::Intent::talk);
  world_.time.in(10s, [this, invitation = *invitation_] {
    if (state_ == State::calling && invitation_ == invitation) go_home();
  });
}

void Phone::accepted(call::InvitationId invitation, Dialog dialog) {
  if (deaf()) return;
  if (state_ == State::calling && invitation_ == invitation)
    talk(dialog);
  else if (dialog_ != dialog)
    world_.tell_station(end_, Carriage::sure, dialog,
                        call::LegEnded{dialog.leg, call::LegEnd::hung_up});
}

void Phone::rejected(call::InvitationId invitation) {
  if (invitation_ == invitation) go_home();
}

void Phone::hang_up() {
  if (dialog_) say(call::LegEnded{dialog_->leg, call::LegEnd::hung_up});
  go_home();
}

void Phone::vanish() {
  if (state_ == State::idle) return;
  deaf_until_ = world_.time.now() + Dice(world_.network.draw()).between(25s, 60s);
  go_home();
}

void Phone::hold(bool held) {
  if ((state_ != State::talking && state_ != State::ringing) || held_ == held) return;
  held_ = held;
  if (held)
    say(call::LegHeld{dialog_->leg});
  else
    say(call::LegResumed{dialog_->leg});
  if (!held && state_ == State::talking) keep_sending();
}

void Phone::press(dtmf::Key key) {
  if (!dialog_ || (state_ != State::talking && state_ != State::ringing)) return;
  world_.truth.pressed({.run = dialog_->run,
                        .leg = dialog_->leg,
                        .key = key,
                        .who = phone_name(end_.index),
                        .made = world_.time.now()});
  report(key, ++presses_ * clock_rate);
}

// RFC 4733 always; some phones send an INFO as well, of some the tone is heard in the sound.
void Phone::report(dtmf::Key key, std::uint32_t timestamp) {
  const auto ssrc = static_cast<std::uint32_t>(1000 + end_.index);
  const Dialog dialog = *dialog_;
  for (int packet = 0; packet < packets_of_a_press; ++packet) {
    const dtmf::Rfc4733Event event{key, ssrc, timestamp,
                                   static_cast<std::uint16_t>(160 * (packet + 1))};
    world_.time.in(packet * 20ms, [this, dialog, event] { world_.tell_key(end_, dialog, event); });
  }
  if (end_.index % 2 == 0)
    world_.time.in(Dice(world_.network.draw()).between(1ms, 1s),
                   [this, dialog, key] { world_.tell_key(end_, dialog, dtmf::InfoKey{key}); });
  if (end_.index % 3 == 0)
    world_.time.in(60ms,
                   [this, dialog, key] { world_.tell_key(end_, dialog, dtmf::InbandTone{key}); });
}

}  // namespace portero::sim
