// Random calls: people press keys, each press is told by some of the three sources with random
// delays, packets are repeated and old ones come again. The seed is printed with every failure.
#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dtmf/key_presses.hpp"

namespace portero::dtmf {
namespace {

using namespace std::chrono_literals;
using base::Duration;
using base::TimePoint;

constexpr unsigned source_count = 3;
constexpr unsigned all_subsets = (1U << source_count) - 1;
constexpr std::uint64_t calls = 2'000;

struct TruePress {
  Key key;
  Duration at;
  Duration held;
  unsigned sources;  // a bit each
};

struct Arrival {
  Duration at;
  KeyReport report;
};

class RandomCall {
 public:
  explicit RandomCall(std::uint64_t seed)
      : random_(seed), clock_offset_(static_cast<std::uint32_t>(random_())) {}

  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
  Duration between(Duration low, Duration high) {
    return low + Duration(static_cast<Duration::rep>(
                     random_() % static_cast<std::uint64_t>((high - low).count() + 1)));
  }

  // The sources of all presses, or 0 for another subset each time.
  std::vector<TruePress> presses(Duration gap_low, Duration gap_high, unsigned sources) {
    std::vector<TruePress> presses;
    Duration at = 0ms;
    for (unsigned count = 1 + below(12); count > 0; --count) {
      const Duration held = between(40ms, 400ms);
      at += between(gap_low, gap_high);
      presses.push_back({*Key::from_event(static_cast<std::uint8_t>(below(3))), at, held,
                         sources != 0 ? sources : 1 + below(all_subsets)});
      at += held + 10ms;
    }
    return presses;
  }

  // In the order in which the station sees them.
  std::vector<Arrival> arrivals(const std::vector<TruePress>& presses) {
    arrivals_.clear();
    for (unsigned source = 0; source < source_count; ++source) {
      Duration previous = 0ms;
      for (const TruePress& press : presses) {
        if ((press.sources >> source & 1U) == 0) continue;
        previous = std::max(previous + 1us, press.at + between(0ms, merge_window - 1ms));
        report(press, source, previous);
      }
    }
    std::ranges::sort(arrivals_, {}, &Arrival::at);
    return arrivals_;
  }

 private:
  void report(const TruePress& press, unsigned source, Duration at) {
    if (source == 1) arrivals_.push_back({at, InfoKey{press.key}});
    if (source == 2) arrivals_.push_back({at, InbandTone{press.key}});
    if (source != 0) return;
    for (Duration down = 20ms;; down += 20ms) {
      const bool last = down >= press.held;
      const Rfc4733Event packet{press.key, 1, clock_offset_ + ticks(press.at),
                                static_cast<std::uint16_t>(ticks(std::min(down, press.held)))};
      arrivals_.push_back({at + down - 20ms, packet});
      for (unsigned copies = last ? 2 : below(2); copies > 0; --copies)
        arrivals_.push_back({at + down - 20ms + between(0ms, below(10) == 0 ? 30s : 50ms), packet});
      if (last) return;
    }
  }

  static std::uint32_t ticks(Duration duration) {
    return static_cast<std::uint32_t>(duration.count() * 8 / 1'000);
  }

  std::mt19937_64 random_;
  std::uint32_t clock_offset_;
  std::vector<Arrival> arrivals_;
};

std::vector<char> heard(const std::vector<Arrival>& arrivals) {
  KeyPresses presses;
  std::vector<char> keys;
  for (const Arrival& arrival : arrivals)
    if (const auto key = presses.handle(arrival.report, TimePoint{arrival.at}))
      keys.push_back(key->character());
  std::ranges::sort(keys);
  return keys;
}

std::vector<char> pressed(const std::vector<TruePress>& presses) {
  std::vector<char> keys;
  for (const TruePress& press : presses) keys.push_back(press.key.character());
  std::ranges::sort(keys);
  return keys;
}

TEST(KeyPressesProperty, AsManyAsThereWereWhenEachIsToldByTheSameSourcesHoweverQuickly) {
  for (std::uint64_t seed = 0; seed < calls; ++seed) {
    RandomCall call(seed);
    const auto presses = call.presses(40ms, 600ms, 1 + call.below(all_subsets));
    ASSERT_EQ(heard(call.arrivals(presses)), pressed(presses)) << "seed " << seed;
  }
}

TEST(KeyPressesProperty, AsManyAsThereWereWhenTheyAreFarApartWhicheverSourcesTellThem) {
  for (std::uint64_t seed = 0; seed < calls; ++seed) {
    RandomCall call(seed);
    const auto presses = call.presses(2 * merge_window + 500ms, 10s, 0);
    ASSERT_EQ(heard(call.arrivals(presses)), pressed(presses)) << "seed " << seed;
  }
}

TEST(KeyPressesProperty, NeverMoreThanThereWere) {
  for (std::uint64_t seed = 0; seed < calls; ++seed) {
    RandomCall call(seed);
    const auto presses = call.presses(0ms, 1500ms, 0);
    const auto keys = heard(call.arrivals(presses));
    ASSERT_TRUE(std::ranges::includes(pressed(presses), keys)) << "seed " << seed;
    ASSERT_FALSE(keys.empty()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace portero::dtmf
