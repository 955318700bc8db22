#include "tests/sim/browser.hpp"

#include "tests/sim/dice.hpp"
#include "tests/sim/world.hpp"

namespace portero::sim {
namespace {

using namespace std::chrono_literals;

constexpr base::Duration media_every = 2s;
constexpr base::Duration repeat_after = 1500ms;

// Most clocks are nearly right; one in eight is not at all.
base::Duration clock_error(std::uint64_t key) {
  Dice dice(key);
  return dice.percent(12) ? dice.between(-9s, 9s) : dice.between(-400ms, 400ms);
}

}  // namespace

Browser::Browser(World& world, int index)
    : world_(world),
      end_{call::Route::webrtc, index},
      clock_error_(clock_error(mix(world.seed(), index, 0xc1))) {}

bool Browser::deaf() const { return world_.time.now() < deaf_until_; }

void Browser::say(const call::Input& input) {
  world_.tell_station(end_, Carriage::sure, *dialog_, input);
}

void Browser::go_home() {
  state_ = State::idle;
  dialog_.reset();
  invitation_.reset();
  held_ = false;
}

void Browser::ask_in(call::Intent intent) {
  if (deaf() || state_ != State::idle) return;
  state_ = State::joining;
  intent_ = intent;
  invitation_ = world_.invite(end_, intent);
  world_.time.in(10s, [this, invitation = *invitation_] {
    if (state_ == State::joining && invitation_ == invitation) go_home();
  });
}

void Browser::accepted(call::InvitationId invitation, Dialog dialog) {
  if (deaf()) return;
  if (state_ != State::joining || invitation_ != invitation) {
    if (dialog_ != dialog)
      world_.tell_station(end_, Carriage::sure, dialog,
                          call::LegEnded{dialog.leg, call::LegEnd::hung_up});
    return;
  }
  state_ = intent_ == call::Intent::watch ? State::watching : State::talking;
  dialog_ = dialog;
  run_ = dialog.run;
  invitation_.reset();
  keep_sending();
}

void Browser::rejected(call::InvitationId invitation) {
  if (invitation_ == invitation) go_home();
}

void Browser::stopped(Dialog dialog) {
  if (!deaf() && dialog_ == dialog) go_home();
}

void Browser::probed(Dialog dialog) {
  if (!deaf() && dialog_ == dialog) say(call::LegHeard{dialog.leg});
}

void Browser::keep_sending() {
  const Dialog dialog = *dialog_;
  world_.time.in(media_every, [this, dialog] {
    if (deaf() || dialog_ != dialog) return;
    if (!held_) world_.tell_station(end_, Carriage::lossy, dialog, call::LegHeard{dialog.leg});
    keep_sending();
  });
}

void Browser::answer() {
  if (state_ != State::watching) return;
  state_ = State::talking;
  say(call::LegAnswered{dialog_->leg});
}

void Browser::leave() {
  if (dialog_) say(call::LegEnded{dialog_->leg, call::LegEnd::hung_up});
  go_home();
}

void Browser::vanish() {
  if (state_ == State::idle) return;
  deaf_until_ = world_.time.now() + Dice(world_.network.draw()).between(25s, 60s);
  go_home();
}

void Browser::hold(bool held) {
  if (state_ != State::talking || held_ == held) return;
  held_ = held;
  if (held)
    say(call::LegHeld{dialog_->leg});
  else
    say(call::LegResumed{dialog_->leg});
}

void Browser::unlock(access::Click way) {
  if (deaf()) return;
  if (way == access::Click::data_channel && !dialog_) way = access::Click::server_link;
  const base::TimePoint now = world_.time.now();
  const access::CommandId id = world_.new_command();
  const std::string who = browser_name(end_.index);
  const bool verified = Dice(world_.network.draw()).percent(60);
  // Over the data channel some claim to be somebody else.
  const bool lies = way == access::Click::data_channel && end_.index % 3 == 0;
  const auto dialog = way == access::Click::data_channel ? dialog_ : std::nullopt;
  const auto leg = dialog ? std::optional(dialog->leg) : std::nullopt;
  command_ = Command{.request = {.command = id,
                                 .run = run_,
                                 .issued = now + clock_error_,
                                 .who = lies ? "mallory" : who,
                                 .way = way,
                                 .leg = leg,
                                 .verified = verified},
                     .dialog = dialog};
  world_.truth.wished(id, {.who = who,
                           .way = access::way_of(way),
                           .run = run_,
                           .made = now,
                           .clock_error = clock_error_,
                           .verified = verified,
                           .leg = leg,
                           .key = std::nullopt});
  send_command();
  world_.time.in(repeat_after, [this, id] {
    if (command_ && command_->request.command == id && !command_->answered) send_command();
  });
}

void Browser::send_command() {
  if (command_ && !deaf()) world_.tell_command(end_, command_->request, command_->dialog);
}

void Browser::told(const call::UnlockAnswer& answer) {
  if (command_ && command_->request.command == answer.command) command_->answered = true;
}

}  // namespace portero::sim
