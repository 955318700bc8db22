#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/media/congestion/bitrate.hpp"
#include "tests/sim/dice.hpp"
#include "tests/sim/timeline.hpp"

namespace portero::sim::link {

using congestion::Bitrate;
using namespace std::chrono_literals;

// The way from the station to a viewer, from some time on.
struct Conditions {
  // Zero for no limit.
  Bitrate rate{};
  // What the queue before the limit holds, as time at that rate; what comes then is dropped.
  base::Duration queue = 300ms;
  base::Duration delay = 20ms;
  // Each packet is late by up to this, and may overtake.
  base::Duration jitter{};
  int loss_percent = 0;
};

// By the time from which they hold.
using Course = std::map<base::Duration, Conditions>;

// What was offered to the link in each interval.
struct Offered {
  static constexpr base::Duration interval = 100ms;
  std::vector<std::size_t> bytes;

  void add(base::TimePoint at, std::size_t count);
  [[nodiscard]] Bitrate between(base::Duration from, base::Duration until) const;
};

class Link {
 public:
  Link(Timeline& time, std::uint64_t seed, Course course)
      : time_(time), dice_(seed), course_(std::move(course)) {}

  // Lets it arrive, unless it is lost.
  void send(std::size_t bytes, Timeline::Event arrive);

  [[nodiscard]] const Offered& offered() const { return offered_; }
  [[nodiscard]] const Conditions& conditions() const;

 private:
  Timeline& time_;
  Dice dice_;
  Course course_;
  base::TimePoint free_at_;
  Offered offered_;
};

}  // namespace portero::sim::link
