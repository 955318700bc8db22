// What passes between the station and everybody else.
#include <fmt/format.h>

#include "tests/sim/dice.hpp"
#include "tests/sim/words.hpp"
#include "tests/sim/world.hpp"

namespace portero::sim {

using namespace std::chrono_literals;

void World::to_station(const call::Input& input) {
  if (!station_) return;
  station_->receive(input);
  bury();
}

void World::tell_station(FarEnd from, Carriage carriage, Dialog dialog, const call::Input& input) {
  network.send(from, Towards::station, carriage, [this, from, dialog, input] {
    if (!station_) return;
    const TrueLeg* leg = station_->knows(dialog) ? truth.leg(dialog.leg) : nullptr;
    // As SIP's 481: a far end that speaks of a dialog that is over is told so.
    if (!leg || !leg->open) stop(from, dialog);
    if (leg) to_station(input);
  });
}

void World::tell_key(FarEnd from, Dialog dialog, const dtmf::KeyReport& report) {
  const bool is_packet = std::holds_alternative<dtmf::Rfc4733Event>(report);
  const Carriage carriage = is_packet ? Carriage::packet : Carriage::once;
  network.send(from, Towards::station, carriage, [this, from, dialog, report, is_packet] {
    if (!station_ || !station_->knows(dialog)) return;
    if (is_packet) seen_packets_.insert_or_assign(from.index, SeenPacket{dialog, report});
    station_->take_key(dialog, report);
    bury();
  });
}

void World::tell_command(FarEnd from, const call::UnlockRequested& request,
                         std::optional<Dialog> dialog) {
  seen_.push_back({request, dialog});
  senders_.insert_or_assign(request.command, from);
  network.send(from, Towards::station, Carriage::lossy, [this, request, dialog] {
    // A data channel does not outlive the station's process.
    if (dialog && !(station_ && station_->knows(*dialog))) return;
    to_station(request);
  });
}

call::InvitationId World::invite(FarEnd from, call::Intent intent) {
  const call::InvitationId id{++invitations_};
  const std::string name =
      from.route == call::Route::sip ? phone_name(from.index) : browser_name(from.index);
  const call::Invited invited{id, {from.route, name}, intent};
  network.send(from, Towards::station, Carriage::sure, [this, from, invited] {
    if (station_ && station_->announce(invited.invitation, from)) to_station(invited);
  });
  return id;
}

access::CommandId World::new_command() {
  const std::uint64_t number = ++commands_;
  access::CommandId::value_type bytes{};
  for (std::size_t i = 0; i < 8; ++i) {
    bytes[i] = static_cast<std::uint8_t>(mix(seed_, number) >> (8 * i));
    bytes[i + 8] = static_cast<std::uint8_t>(number >> (8 * i));
  }
  return access::CommandId{bytes};
}

template <class Deed>
void World::to_far_end(FarEnd to, Deed deed) {
  network.send(to, Towards::far_end, Carriage::sure, [this, to, deed] {
    if (everybody_gone_) return;
    if (to.route == call::Route::webrtc)
      deed(browser(to.index));
    else
      deed(phone(to.index));
  });
}

// An extension that nobody has is refused by the SIP server.
void World::ring(FarEnd to, Dialog dialog) {
  if (to.index < 0 || everybody_gone_) {
    tell_station(to, Carriage::sure, dialog, call::LegEnded{dialog.leg, call::LegEnd::failed});
    return;
  }
  network.send(to, Towards::far_end, Carriage::sure, [this, to, dialog] {
    if (!everybody_gone_) phone(to.index).rings(dialog);
  });
}

void World::stop(FarEnd to, Dialog dialog) {
  to_far_end(to, [dialog](auto& end) { end.stopped(dialog); });
}

void World::accept(FarEnd to, call::InvitationId invitation, Dialog dialog) {
  to_far_end(to, [=](auto& end) { end.accepted(invitation, dialog); });
}

void World::reject(FarEnd to, call::InvitationId invitation) {
  to_far_end(to, [invitation](auto& end) { end.rejected(invitation); });
}

void World::probe(FarEnd to, Dialog dialog) {
  to_far_end(to, [dialog](auto& end) { end.probed(dialog); });
}

void World::answer(const call::UnlockAnswer& answer) {
  const auto sender = senders_.find(answer.command);
  if (sender == senders_.end()) return;
  const FarEnd to = sender->second;
  network.send(to, Towards::far_end, Carriage::lossy,
               [this, to, answer] { browser(to.index).told(answer); });
}

void World::before(const call::Input& input, const call::State& state) {
  coverage.input(input, state, truth);
  truth.received(input, time.now());
  invariants.received(input, time.now());
  granted_in_this_step_ = false;
  if (trace.heard()) trace.tell(time.now(), "station", "< " + words(input));
}

bool World::power_fails(const call::Action& next) {
  if (!actions_until_power_fails_) return false;
  if (--*actions_until_power_fails_ >= 0) return false;
  coverage.power_failed(next, granted_in_this_step_, truth);
  dead_ = true;
  return true;
}

void World::doing(const call::Action& action) {
  coverage.action(action, truth);
  invariants.doing(action, time.now());
  if (const auto* show = std::get_if<call::Show>(&action)) screen = *show;
  if (trace.heard()) trace.tell(time.now(), "station", "> " + words(action));
  if (const auto* record = std::get_if<call::Record>(&action))
    granted_in_this_step_ |= std::holds_alternative<call::UnlockGranted>(record->fact);
  if (const auto* answer = std::get_if<call::UnlockAnswer>(&action))
    if (!granted_in_this_step_ && !std::holds_alternative<access::Why>(answer->outcome))
      coverage.repeated();
}

void World::move(access::CommandId command, Output output) {
  if (trace.heard())
    trace.tell(time.now(), output == Output::relay ? "door" : "panel",
               output == Output::relay ? "the relay opens" : "reads the credential");
  invariants.moved(command, output, time.now());
}

// Told at once where nobody is there to move it, and later where it does not answer.
void World::relay_stays(access::RunId run, access::CommandId command) {
  if (trace.heard()) trace.tell(time.now(), "door", "the relay stays");
  invariants.stayed(command, time.now());
  Dice dice(network.draw());
  constexpr int last = static_cast<int>(access::relay_failures) - 1;
  const auto why = static_cast<access::RelayFailure>(dice.between(0, last));
  time.in(dice.between(0ms, 500ms), [this, run, command, why] {
    if (station_ && station_->run() == run) to_station(call::RelayFailed{command, why});
  });
}

void World::credential_stays(access::RunId run, access::CommandId command) {
  if (trace.heard()) trace.tell(time.now(), "panel", "nothing can be sent to it");
  invariants.not_sent(command, time.now());
  Dice dice(network.draw());
  constexpr int last = static_cast<int>(access::credential_failures) - 1;
  const auto why = static_cast<access::CredentialFailure>(dice.between(0, last));
  time.in(dice.between(0ms, 5s), [this, run, command, why] {
    if (station_ && station_->run() == run) to_station(call::CredentialFailed{command, why});
  });
}

void World::done(const call::Action& action) { truth.carried_out(action, time.now()); }

void World::after(const std::optional<base::Deadline>& next) { invariants.done(next, time.now()); }

void World::deadline(access::RunId run, base::TimePoint at) {
  if (!station_ || station_->run() != run) return;
  station_->deadline_came(at);
  bury();
}

}  // namespace portero::sim
