#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "io/loop/timer.hpp"
#include "tests/interop/link/tun.hpp"
#include "tests/sim/link/way.hpp"

namespace portero::emulated_link {

using sim::link::Conditions;

// Since the beginning, of one way.
struct Counts {
  std::uint64_t offered_packets = 0;
  std::uint64_t offered_bytes = 0;  // IP packets, as they came to the link
  std::uint64_t lost = 0;
  std::uint64_t dropped = 0;  // by the queue
  std::uint64_t arrived_bytes = 0;
  base::Duration latest{};  // of what arrived after its time: the machine was too busy
};

// From one device to the other: takes each packet at once and gives it to the other device when the
// model says so.
class OneWay {
 public:
  OneWay(loop::EventLoop& loop, Tun& from, Tun& to, std::uint64_t seed);
  OneWay(const OneWay&) = delete;
  OneWay& operator=(const OneWay&) = delete;

  void set(const Conditions& conditions) { conditions_ = conditions; }
  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  void take();
  void deliver();

  loop::EventLoop& loop_;
  Tun& from_;
  Tun& to_;
  sim::link::Way way_;
  Conditions conditions_{.delay = {}};
  Counts counts_;
  std::multimap<base::TimePoint, std::vector<std::uint8_t>> under_way_;
  loop::Timer next_;
  std::array<std::uint8_t, 65'536> room_{};
};

}  // namespace portero::emulated_link
