#include "tests/sim/plan.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/call/input.hpp"
#include "core/call/outage.hpp"
#include "tests/sim/cast.hpp"
#include "tests/sim/dice.hpp"
#include "tests/sim/panel.hpp"
#include "tests/sim/policies.hpp"

namespace portero::sim {
namespace {

using namespace std::chrono_literals;

class Author {
 public:
  explicit Author(std::uint64_t seed) : seed_(seed), dice_(mix(seed, 0x91)) {}

  Plan write(int calls) {
    now_ += 2s;
    // A third finds the intercom off, offline or in a call already.
    const int episodes = calls + (calls + 1) / 2;
    for (int i = 0; i < episodes; ++i) {
      const base::TimePoint begin = now_;
      if (dice_.percent(35)) disturb(begin);
      episode();
      guests_leave();
      // Sometimes the next one begins before this one has quite ended.
      pass(1s, 9s);
    }
    std::ranges::sort(plan_, {}, [](const Stimulus& one) { return std::pair(one.at, one.id); });
    return std::move(plan_);
  }

 private:
  void add(Kind kind, int who = 0, int detail = 0) { add_at(now_, kind, who, detail); }
  void add_at(base::TimePoint at, Kind kind, int who = 0, int detail = 0) {
    plan_.push_back({static_cast<int>(plan_.size()), at, kind, who, detail});
  }
  void pass(base::Duration low, base::Duration high) { now_ += dice_.between(low, high); }
  int any_phone() { return dice_.between(0, 3); }
  int any_browser() { return dice_.between(0, browser_count - 1); }

  void episode();
  void press_until_someone_comes();
  void nobody_answers();
  void race();
  void call_from_phone(int phone);
  void crowd();
  void watch_and_answer();
  void directory();
  void dialled();
  void phone_in_call(int phone);
  void browser_in_call(int browser);
  void meanwhile();
  void guests_leave();
  void part(Kind politely, Kind silently, int who);
  void disturb(base::TimePoint begin);
  void forge();
  void burst();

  std::uint64_t seed_;
  Dice dice_;
  Plan plan_;
  base::TimePoint now_;
  // Browsers that came in during an episode.
  std::vector<int> guests_;
};

void Author::episode() {
  const int kind = dice_.between(0, 99);
  if (kind < 31) return press_until_someone_comes();
  if (kind < 34) return dialled();
  if (kind < 44) return nobody_answers();
  if (kind < 56) return race();
  if (kind < 70) return call_from_phone(any_phone());
  if (kind < 76) return call_from_phone(dice_.between(listed_phone_count, phone_count - 1));
  if (kind < 81) return crowd();
  if (kind < 90) return watch_and_answer();
  if (kind < 99) return directory();
  burst();
}

void Author::press_until_someone_comes() {
  add(Kind::visitor_presses);
  pass(500ms, 2s);
  if (dice_.percent(20)) add(Kind::visitor_presses);
  if (dice_.percent(20)) add(Kind::visitor_cancels);
  const int phone = any_phone();
  // A key before the answer, where early media would let a phone send one.
  if (dice_.percent(15)) add(Kind::phone_presses, phone);
  if (dice_.percent(25)) add(Kind::phone_refuses, dice_.between(0, 3), dice_.between(0, 5));
  pass(500ms, 4s);
  if (dice_.percent(60)) {
    if (dice_.percent(15)) add(Kind::phone_holds, phone);
    add(Kind::phone_answers, phone);
    phone_in_call(phone);
  } else {
    const int browser = any_browser();
    add(Kind::browser_joins, browser);
    browser_in_call(browser);
  }
}

void Author::nobody_answers() {
  add(Kind::visitor_presses);
  if (dice_.percent(50))
    for (int phone = 0; phone < 4; ++phone) {
      pass(100ms, 2s);
      add(Kind::phone_refuses, phone, dice_.between(0, 5));
    }
  if (dice_.percent(40)) add(Kind::visitor_cancels);
  if (dice_.percent(20)) add(Kind::administrator_ends);
  pass(1s, 45s);
}

void Author::race() {
  add(Kind::visitor_presses);
  pass(1s, 4s);
  const int first = any_phone();
  const int second = (first + 1) % 4;
  add(Kind::phone_answers, first);
  now_ += dice_.between(0ms, 20ms);
  add(Kind::phone_answers, second);
  if (dice_.percent(40)) add(Kind::browser_joins, guests_.emplace_back(any_browser()));
  if (dice_.percent(25)) add(Kind::phone_calls, 4);
  if (dice_.percent(20)) add(Kind::phone_hangs_up, first);
  phone_in_call(first);
  phone_in_call(second);
}

void Author::call_from_phone(int phone) {
  if (dice_.percent(20)) {
    add(Kind::visitor_presses);
    pass(100ms, 2s);
  }
  add(Kind::phone_calls, phone);
  if (dice_.percent(20)) add(Kind::phone_presses, phone);
  phone_in_call(phone);
}

void Author::crowd() {
  if (dice_.percent(60)) add(Kind::visitor_presses);
  const int many = dice_.between(3, browser_count);
  for (int browser = 0; browser < many; ++browser) {
    pass(10ms, 400ms);
    add(dice_.percent(80) ? Kind::browser_joins : Kind::browser_watches, browser);
  }
  browser_in_call(0);
  if (dice_.percent(50))
    for (int browser = 0; browser < many; ++browser) add(Kind::browser_holds, browser);
  pass(1s, 4s);
  for (int browser = 0; browser < many; ++browser)
    part(Kind::browser_leaves, Kind::browser_vanishes, browser);
}

void Author::watch_and_answer() {
  const int browser = any_browser();
  add(Kind::browser_watches, browser);
  pass(500ms, 5s);
  if (dice_.percent(70)) add(Kind::visitor_presses);
  if (dice_.percent(30)) add(Kind::browser_unlocks, browser);
  pass(500ms, 4s);
  if (dice_.percent(80)) add(Kind::browser_answers, browser);
  browser_in_call(browser);
}

void Author::directory() {
  add(Kind::visitor_presses);
  pass(500ms, 3s);
  const int contact = dice_.between(0, contact_count);
  add(Kind::visitor_chooses, 0, contact);
  pass(1s, 4s);
  const int phone = contact < 3 ? contact : any_phone();
  add(Kind::phone_answers, phone);
  phone_in_call(phone);
}

void Author::dialled() {
  const int phone = dice_.between(0, phone_count - 1);
  add(Kind::administrator_dials, phone);
  pass(500ms, 4s);
  add(Kind::phone_answers, phone);
  phone_in_call(phone);
}

void Author::phone_in_call(int phone) {
  for (int deeds = dice_.between(0, 6); deeds > 0; --deeds) {
    pass(100ms, 2500ms);
    const int kind = dice_.between(0, 99);
    if (kind < 35) {
      add(Kind::phone_presses, phone, policy(seed_, 0).unlock_key.event());
      if (dice_.percent(30)) {
        pass(30ms, 900ms);
        add(Kind::phone_presses, phone, policy(seed_, 0).unlock_key.event());
      }
    } else if (kind < 45) {
      add(Kind::phone_presses, phone, dice_.between(0, 15));
    } else if (kind < 60) {
      add(Kind::phone_holds, phone);
    } else if (kind < 72) {
      add(Kind::phone_resumes, phone);
    } else {
      meanwhile();
    }
  }
  pass(200ms, 4s);
  part(Kind::phone_hangs_up, Kind::phone_vanishes, phone);
}

void Author::browser_in_call(int browser) {
  for (int deeds = dice_.between(0, 6); deeds > 0; --deeds) {
    pass(100ms, 2500ms);
    const int kind = dice_.between(0, 99);
    if (kind < 35) {
      add(Kind::browser_unlocks, browser);
    } else if (kind < 45) {
      add(Kind::browser_repeats, browser);
    } else if (kind < 55) {
      add(Kind::browser_holds, browser);
    } else if (kind < 63) {
      add(Kind::browser_resumes, browser);
    } else {
      meanwhile();
    }
  }
  pass(200ms, 4s);
  part(Kind::browser_leaves, Kind::browser_vanishes, browser);
}

void Author::meanwhile() {
  switch (dice_.between(0, 9)) {
    case 0: return add(Kind::visitor_presses);
    case 1: return add(Kind::visitor_cancels);
    case 2: return add(Kind::phone_calls, 4);
    case 3: return add(Kind::browser_joins, guests_.emplace_back(any_browser()));
    case 4: return add(Kind::browser_leaves, any_browser());
    case 5: return add(Kind::server_unlocks, any_browser(), 1);
    case 6: return add(Kind::administrator_ends);
    case 7: return add(Kind::browser_watches, guests_.emplace_back(any_browser()));
    case 8: return add(Kind::administrator_dials, any_phone());
    default: return add(Kind::console_unlocks, any_browser());
  }
}

void Author::guests_leave() {
  for (const int guest : guests_) part(Kind::browser_leaves, Kind::browser_vanishes, guest);
  if (dice_.percent(60)) add(Kind::phone_hangs_up, 4);
  guests_.clear();
}

void Author::part(Kind politely, Kind silently, int who) {
  add(dice_.percent(85) ? politely : silently, who);
}

void Author::disturb(base::TimePoint begin) {
  const base::TimePoint at = begin + dice_.between(0ms, 12s);
  const base::TimePoint later = at + dice_.between(500ms, 20s);
  switch (dice_.between(0, 7)) {
    case 0: return add_at(at, Kind::station_dies, 0, dice_.between(0, 12));
    case 1:
      add_at(at, Kind::settings_change, 0, dice_.percent(30) ? switched_off : dice_.between(1, 8));
      return add_at(later, Kind::settings_change, 0, 0);
    case 2: {
      const bool both = dice_.percent(60);
      const int first = dice_.between(0, 1);
      const auto worst = static_cast<int>(call::Outage::nobody_ready);
      for (int route = both ? 0 : first; route <= (both ? 1 : first); ++route) {
        add_at(at, Kind::route_fails, route, dice_.between(1, worst));
        add_at(later, Kind::route_recovers, route);
      }
      return;
    }
    case 3: return add_at(at, Kind::panel_mood, 0, dice_.between(0, panel_mood_count - 1));
    case 4: return add_at(at, Kind::panel_speaks, 0, dice_.between(0, 1));
    case 5:
      add_at(at, Kind::phone_vanishes, any_phone());
      return add_at(later, Kind::server_unlocks, any_browser(), 1);
    case 6: add_at(at, Kind::relay_sticks, 0, 1); return add_at(later, Kind::relay_sticks, 0, 0);
    default: return forge();
  }
}

void Author::forge() {
  for (int times = dice_.between(1, 3); times > 0; --times) {
    const base::TimePoint at = now_ + dice_.between(0ms, 15s);
    switch (dice_.between(0, 3)) {
      case 0: add_at(at, Kind::forged_key, 0); break;
      case 1: add_at(at, Kind::forged_key, 1); break;
      case 2: add_at(at, Kind::forged_packet, any_phone()); break;
      default: add_at(at, Kind::forged_replay, 0, dice_.between(0, 1'000)); break;
    }
  }
}

// More commands than a station remembers.
void Author::burst() {
  if (dice_.percent(15)) add(Kind::server_unlocks, any_browser(), 300);
}

}  // namespace

Plan make_plan(std::uint64_t seed, int calls) { return Author(seed).write(calls); }

}  // namespace portero::sim
