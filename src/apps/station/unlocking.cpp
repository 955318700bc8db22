// From the key or the click that asks to open to the relay and the answer.
#include <utility>

#include "apps/station/ids.hpp"
#include "apps/station/station.hpp"
#include "apps/station/words.hpp"

namespace portero::station {

// 6. An operator asks to open, by a key.
void Station::on(const media::KeyHeard& key) {
  if (const auto leg = leg_of(key.leg)) key_reported(*leg, key.event);
}

void Station::on(const media::ToneHeard& tone) {
  if (const auto leg = leg_of(tone.leg)) key_reported(*leg, tone.tone);
}

void Station::key_reported(call::LegId id, const dtmf::KeyReport& report) {
  if (const auto key = legs_.at(id).keys.handle(report, loop_.now()))
    receive(call::KeyPressed{id, *key, new_command()});
}

// By a click. Whoever names a leg that is gone looks at a visitor of before; the console vouches
// for who names none.
void Station::asked(const control::Unlock& click, const Browsers::Answer& answer) {
  if (click.viewer && !browsers_.leg_of(*click.viewer)) return answer(no_such_viewer());
  unlocks_awaited_.emplace(click.command, answer);
  receive(
      call::UnlockRequested{.command = click.command,
                            .run = click.run,
                            .issued = click.issued,
                            .who = click.who,
                            .way = access::Click::console,
                            .leg = click.viewer ? browsers_.leg_of(*click.viewer) : std::nullopt,
                            .verified = click.verified});
}

// 7. The door opens. It was recorded before.
void Station::on(const call::PulseDoor& pulse) {
  if (!relay_.pulse(pulse)) {
    log_.error("door", "nobody is there to move the relay");
    return receive(call::RelayFailed{pulse.command(), access::RelayFailure::unattended});
  }
  const auto hold = std::chrono::duration_cast<std::chrono::milliseconds>(pulse.pulse().hold);
  log_.info("door", "pulse", {{"ms", std::to_string(hold.count())}});
}

void Station::on(const call::SendCredential& send) {
  if (panel_.send(send)) return;
  log_.error("panel", "nobody is there to send the credential");
  receive(call::CredentialFailed{send.command(), access::CredentialFailure::unattended});
}

// 8. The operator is told by the phone's sound or in the browser; the display shows.
void Station::on(const call::UnlockAnswer& answer) {
  tell_unlock({answer.command, answer.outcome});
  if (const auto* stayed = std::get_if<access::NotOpened>(&answer.outcome))
    return log_.error("door", "not opened",
                      {{"code", std::string{word_for(answer.outcome)}},
                       {"why", std::string{explanation(stayed->why)}}});
  log_.info("door", "answer", {{"outcome", std::string{word_for(answer.outcome)}}});
}

// Who asked is told first; what becomes of it later is told to all.
void Station::tell_unlock(const control::UnlockTold& told) {
  const auto [begin, end] = unlocks_awaited_.equal_range(told.command);
  if (begin == end) return tell(told);
  std::vector<Browsers::Answer> answers;
  for (auto each = begin; each != end; ++each) answers.push_back(std::move(each->second));
  unlocks_awaited_.erase(begin, end);
  for (const Browsers::Answer& answer : answers) answer(told);
}

}  // namespace portero::station
