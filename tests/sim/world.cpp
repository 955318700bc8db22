#include "tests/sim/world.hpp"

#include <algorithm>

#include "tests/sim/dice.hpp"
#include "tests/sim/policies.hpp"
#include "tests/sim/words.hpp"

namespace portero::sim {

using namespace std::chrono_literals;
using call::Route;

World::World(std::uint64_t seed, const Plan& plan, const call::Policy& first_policy)
    : network(time, seed),
      invariants(truth),
      door(time, [this](base::Duration held) { relay_fell_back(held); }),
      panel(time, network, [this](bool granted) { panel_answers(granted); }),
      seed_(seed),
      policy_(first_policy) {
  // Their events point at them.
  phones_.reserve(phone_count);
  browsers_.reserve(browser_count);
  for (int i = 0; i < phone_count; ++i) phones_.emplace_back(*this, i);
  for (int i = 0; i < browser_count; ++i) browsers_.emplace_back(*this, i);
  for (const Stimulus& stimulus : plan) {
    time.at(stimulus.at, stimulus.id, [this, stimulus] { act(stimulus); });
    last_stimulus_ = std::max(last_stimulus_, stimulus.at);
  }
  time.at(last_stimulus_ + 3s, -1, [this] { send_all_home(); });
  time.at({}, -2, [this] { boot(); });
}

const std::optional<Broken>& World::run() {
  while (!invariants.broken() && step()) {
  }
  return invariants.broken();
}

bool World::step() {
  if (!time.step()) {
    const auto deadline = station_ ? station_->call().next_deadline() : std::nullopt;
    invariants.all_gone(deadline, time.now());
    return false;
  }
  if (station_) invariants.settled(time.now());
  return true;
}

void World::act(const Stimulus& stimulus) {
  if (trace.heard()) trace.tell(time.now(), actor(stimulus), deed(stimulus));
  const int who = stimulus.who;
  const int detail = stimulus.detail;
  switch (stimulus.kind) {
    case Kind::visitor_presses: return to_station(call::ButtonPressed{});
    case Kind::visitor_chooses:
      return to_station(call::ContactChosen{call::ContactId{static_cast<std::uint64_t>(detail)}});
    case Kind::visitor_cancels: return to_station(call::CancelPressed{});
    case Kind::phone_answers: return phone(who).answer();
    case Kind::phone_refuses: return phone(who).refuse(static_cast<call::LegEnd>(detail));
    case Kind::phone_holds: return phone(who).hold(true);
    case Kind::phone_resumes: return phone(who).hold(false);
    case Kind::phone_presses:
      return phone(who).press(*dtmf::Key::from_event(static_cast<std::uint8_t>(detail)));
    case Kind::phone_hangs_up: return phone(who).hang_up();
    case Kind::phone_vanishes: return phone(who).vanish();
    case Kind::phone_calls: return phone(who).call_the_door();
    case Kind::browser_watches: return browser(who).ask_in(call::Intent::watch);
    case Kind::browser_joins: return browser(who).ask_in(call::Intent::talk);
    case Kind::browser_answers: return browser(who).answer();
    case Kind::browser_holds: return browser(who).hold(true);
    case Kind::browser_resumes: return browser(who).hold(false);
    case Kind::browser_unlocks: return browser(who).unlock(access::Click::data_channel);
    case Kind::browser_repeats: return browser(who).send_command();
    case Kind::browser_leaves: return browser(who).leave();
    case Kind::browser_vanishes: return browser(who).vanish();
    case Kind::server_unlocks:
      for (int click = 0; click < detail; ++click) browser(who).unlock(access::Click::server_link);
      return;
    case Kind::console_unlocks: return browser(who).unlock(access::Click::console);
    case Kind::administrator_dials: return dial(who);
    case Kind::administrator_ends: return to_station(call::EndRequested{});
    case Kind::settings_change: return configure(detail);
    case Kind::route_fails: return fail(static_cast<Route>(who), static_cast<call::Outage>(detail));
    case Kind::route_recovers: return recover(static_cast<Route>(who));
    case Kind::panel_mood: return panel.change_mood(static_cast<PanelMood>(detail));
    case Kind::panel_speaks: return to_station(call::PanelAnswered{detail == 1});
    case Kind::relay_sticks: return door.stick(detail == 1);
    case Kind::forged_key: return forge_key(who);
    case Kind::forged_packet: return forge_packet(who);
    case Kind::forged_replay: return forge_replay(detail);
    case Kind::station_dies: return die(detail);
  }
}

// As the station will do for porteroctl: who dials is told why not, where it cannot be.
void World::dial(int phone) {
  if (!station_) return;
  invariants.told_of_dialling(station_->call().objection_to_dialling(), time.now());
  to_station(call::Dialled{phone_name(phone)});
}

// A route that is on is opened afterwards. One that is off is closed first, or only by what the new
// settings say: half of the seeds do without.
void World::configure(int number) {
  policy_ = policy(seed_, number);
  for (const Route route : {Route::sip, Route::webrtc})
    if (seed_ % 2 == 0 && !policy_.uses(route))
      to_station(call::RouteDown{route, call::Outage::starting});
  to_station(call::Configured{policy_});
  open_routes(50ms, 600ms);
}

void World::open_routes(base::Duration soonest, base::Duration latest) {
  for (const Route route : {Route::sip, Route::webrtc})
    time.in(Dice(network.draw()).between(soonest, latest), [this, route] {
      if (policy_.uses(route) && network.is_up(route)) to_station(call::RouteUp{route});
    });
}

// The station notices after a while; what it is told is what is so by then.
void World::fail(Route route, call::Outage why) {
  network.fail(route);
  time.in(Dice(network.draw()).between(100ms, 4s), [this, route, why] {
    if (!network.is_up(route)) to_station(call::RouteDown{route, why});
  });
}

void World::recover(Route route) {
  network.recover(route);
  open_routes(100ms, 2s);
}

void World::relay_fell_back(base::Duration held) {
  if (trace.heard()) trace.tell(time.now(), "door", "the relay falls back");
  invariants.relay_fell_back(held, time.now());
}

void World::panel_answers(bool granted) {
  if (trace.heard()) trace.tell(time.now(), "panel", granted ? "says granted" : "says denied");
  to_station(call::PanelAnswered{granted});
}

void World::forge_key(int kind) {
  if (!station_) return;
  call::LegId leg{1'000'000};
  if (kind == 1)
    for (const auto& [id, known] : truth.legs())
      if (!known.open) leg = id;
  to_station(call::KeyPressed{leg, policy_.unlock_key, new_command()});
}

void World::forge_packet(int phone) {
  const auto seen = seen_packets_.find(phone);
  if (seen == seen_packets_.end() || !station_ || !station_->knows(seen->second.dialog)) return;
  station_->take_key(seen->second.dialog, seen->second.packet);
  bury();
}

void World::forge_replay(int which) {
  if (seen_.empty()) return;
  const Seen& seen = seen_[static_cast<std::size_t>(which) % seen_.size()];
  if (seen.dialog && !(station_ && station_->knows(*seen.dialog))) return;
  to_station(seen.request);
}

void World::send_all_home() {
  everybody_gone_ = true;
  for (Phone& phone : phones_) phone.go_home();
  for (Browser& browser : browsers_) browser.go_home();
}

void World::boot() {
  if (station_) return;
  const access::RunId run{mix(seed_, ++runs_, 0xb0)};
  if (trace.heard()) trace.tell(time.now(), "station", "boots");
  truth.booted(run, policy_);
  invariants.booted();
  station_.emplace(*this, run, policy_);
  open_routes(50ms, 600ms);
  for (Browser& browser : browsers_)
    time.in(Dice(network.draw()).between(300ms, 4s), [&browser, run] { browser.learns(run); });
}

void World::die(int after_actions) {
  if (!station_ || everybody_gone_) return;
  if (after_actions > 0) {
    actions_until_power_fails_ = after_actions - 1;
    return;
  }
  dead_ = true;
  bury();
}

// Never while the station is at work: whoever called it does this afterwards.
void World::bury() {
  if (!dead_) return;
  if (trace.heard()) trace.tell(time.now(), "power", "is gone");
  dead_ = false;
  actions_until_power_fails_.reset();
  station_.reset();
  truth.died();
  invariants.died();
  ++restarts_;
  time.in(Dice(network.draw()).between(50ms, 8s), [this] { boot(); });
}

}  // namespace portero::sim
