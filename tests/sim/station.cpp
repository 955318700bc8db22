#include "tests/sim/station.hpp"

#include "base/overloaded.hpp"
#include "tests/sim/dice.hpp"
#include "tests/sim/world.hpp"

namespace portero::sim {

using namespace std::chrono_literals;
using base::overloaded;

Station::Station(World& world, access::RunId run, const call::Policy& policy)
    : world_(world), run_(run), call_(run, policy) {
  carry_out(call_.shown());
}

void Station::receive(const call::Input& input) {
  const base::TimePoint now = world_.time.now();
  world_.before(input, call_.state());
  for (const call::Action& action : call_.handle(input, now)) {
    if (world_.power_fails(action)) return;
    carry_out(action);
  }
  world_.after(call_.next_deadline());
  await_deadline();
}

// A timer is some milliseconds late, as timers are.
void Station::await_deadline() {
  const auto deadline = call_.next_deadline();
  if (!deadline) {
    awaited_.reset();
    return;
  }
  if (awaited_ == deadline->at) return;
  awaited_ = deadline->at;
  const base::Duration late = Dice(world_.network.draw()).between(0ms, 15ms);
  world_.time.at(deadline->at + late, world_.time.cause(),
                 [&world = world_, run = run_, at = deadline->at] { world.deadline(run, at); });
}

void Station::deadline_came(base::TimePoint at) {
  if (awaited_ != at) return;
  awaited_.reset();
  receive(call::TimePassed{});
}

bool Station::announce(call::InvitationId invitation, FarEnd caller) {
  return callers_.try_emplace(invitation, caller).second;
}

// As the shell will do: one KeyPresses a leg, a new command for each press that it finds.
void Station::take_key(Dialog dialog, const dtmf::KeyReport& report) {
  const auto key = keys_[dialog.leg].handle(report, world_.time.now());
  if (!key) return;
  const access::CommandId command = world_.new_command();
  world_.truth.command_for_key(command, dialog.leg, *key, world_.time.now());
  receive(call::KeyPressed{dialog.leg, *key, command});
}

bool Station::knows(Dialog dialog) const {
  return dialog.run == run_ && far_ends_.contains(dialog.leg);
}

std::optional<FarEnd> Station::far_end(call::LegId leg) const {
  const auto found = far_ends_.find(leg);
  return found == far_ends_.end() ? std::nullopt : std::optional(found->second);
}

void Station::carry_out(const call::Action& action) {
  world_.doing(action);
  std::visit(overloaded{
                 [&](const call::StartLeg& start) {
                   const FarEnd end{call::Route::sip, phone_of(start.party.name)};
                   far_ends_.insert_or_assign(start.leg, end);
                   world_.ring(end, {run_, start.leg});
                 },
                 [&](const call::StopLeg& stop) {
                   if (const auto end = far_end(stop.leg)) world_.stop(*end, {run_, stop.leg});
                 },
                 [&](const call::Accept& accept) {
                   const FarEnd caller = callers_.at(accept.invitation);
                   far_ends_.insert_or_assign(accept.leg, caller);
                   world_.accept(caller, accept.invitation, {run_, accept.leg});
                 },
                 [&](const call::Reject& reject) {
                   world_.reject(callers_.at(reject.invitation), reject.invitation);
                 },
                 [&](const call::ProbeLeg& probe) {
                   if (const auto end = far_end(probe.leg)) world_.probe(*end, {run_, probe.leg});
                 },
                 [&](const call::PulseDoor& pulse) {
                   if (world_.door.pulse(pulse.pulse()))
                     world_.move(pulse.command(), Output::relay);
                   else
                     world_.relay_stays(run_, pulse.command());
                 },
                 [&](const call::SendCredential& send) {
                   if (!world_.panel.within_reach())
                     return world_.credential_stays(run_, send.command());
                   world_.move(send.command(), Output::credential);
                   world_.panel.read_card(send.credential());
                 },
                 [&](const call::UnlockAnswer& answer) { world_.answer(answer); },
                 [&](const base::OneOf<call::AskToJoin, call::StopAsking, call::SetFlow, call::Show,
                                       call::Record> auto&) {},
             },
             action);
  world_.done(action);
}

}  // namespace portero::sim
