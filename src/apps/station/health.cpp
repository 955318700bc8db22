// What the station knows of itself, for diagnostics and for whoever tries its sound.
#include <utility>

#include "apps/station/station.hpp"
#include "core/diagnostics/verdict.hpp"

namespace portero::station {
namespace {

bool is_call(const call::State& state) {
  return call::conversation_of(state) != nullptr || call::attempt_of(state) != nullptr;
}

control::Refused call_goes_on() {
  return {"call_goes_on",
          "A call goes on: the tone would be heard in it. Play it when the call is over."};
}

}  // namespace

diagnostics::SignIn Station::sign_in() const {
  diagnostics::SignIn told{.failure = trouble_};
  if (!registered_) return told;
  told.registered = true;
  told.another_waits = account_changed_;
  told.server = sip::in_words(registered_->server);
  if (const auto renewal = phone_->renewal())
    told.renewed_in = std::chrono::duration_cast<std::chrono::seconds>(*renewal - loop_.now());
  return told;
}

diagnostics::RelayLook Station::relay() const {
  return {.attended = relay_.attends(),
          .simulated = std::holds_alternative<door::Simulated>(settings_.relay.line),
          .line = to_text(settings_.relay.line)};
}

diagnostics::PanelLook Station::panel() const {
  const panel::PanelPlace& wires = panel_.place();
  return {.used = settings_.policy.outputs.credential.has_value(),
          .driven = panel_.used() && panel_.reaches_panel(),
          .attended = panel_.attends(),
          .simulated = is_simulated(wires),
          .wires = to_text(wires)};
}

diagnostics::DeviceKnown Station::device(media::Device device) const {
  const auto known = devices_.find(device);
  return known == devices_.end() ? diagnostics::DeviceKnown{} : known->second;
}

// A camera that is back does not tell its name again.
void Station::note(const media::DeviceFound& found) {
  diagnostics::DeviceKnown& known = devices_[found.device];
  const bool is_back = std::exchange(known.lost, std::nullopt).has_value();
  if (found.device != media::Device::camera || !is_back || !known.name) known.name = found.name;
}

void Station::asked(const control::AskLevels&, const Browsers::Answer& answer) {
  sound_check_.ask([this, answer](const media::Statistics* figures) {
    if (figures == nullptr)
      return answer(control::Refused{
          "no_media", "The media process does not answer: there is no sound. The log says why."});
    answer(control::Levels{side(media::Device::microphone, figures->microphone_dbfs),
                           side(media::Device::loudspeaker, figures->loudspeaker_dbfs)});
  });
}

control::Levels::Side Station::side(media::Device which, double dbfs) const {
  const diagnostics::DeviceKnown known = device(which);
  return {dbfs, known.name, known.lost};
}

// Where nothing can be heard, nobody shall wait for it.
void Station::asked(const control::PlayTone&, const Browsers::Answer& answer) {
  if (is_call(call_.state())) return answer(call_goes_on());
  const auto loudspeaker =
      diagnostics::verdict(diagnostics::LoudspeakerLook{device(media::Device::loudspeaker)});
  if (loudspeaker.outcome == diagnostics::Outcome::fail)
    return answer(control::Refused{"no_loudspeaker", loudspeaker.found + " " + loudspeaker.advice});
  sound_check_.play(answer);
}

void Station::asked(const control::StopTone&, const Browsers::Answer& answer) {
  sound_check_.stop({"stopped", "The tone was stopped."});
  answer(control::Done{});
}

// Whoever comes to the door hears a call.
void Station::stop_tone_in_call() {
  if (is_call(call_.state())) sound_check_.stop(call_goes_on());
}

}  // namespace portero::station
