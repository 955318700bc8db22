// What the visitor hears of the call.
#include "apps/station/station.hpp"
#include "core/call/screen_of_state.hpp"

namespace portero::station {

media::Moment Station::moment() const {
  return {call::screen_of(call_.state()).screen, call_.shown().screen};
}

void Station::play_cue(const media::Moment& before) {
  if (!settings_.display.sounds) return;
  if (const auto cue = media::cue_for(before, moment())) media_->send(media::PlayCue{*cue});
}

// Nothing changes then, and the visitor should know that the touch was felt.
void Station::play_cue_of_press() {
  if (settings_.display.sounds && moment().shown == call::Screen::offline)
    media_->send(media::PlayCue{media::Cue::unavailable});
}

}  // namespace portero::station
