#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "tests/sim/link/way.hpp"
#include "tests/sim/timeline.hpp"

namespace portero::sim::link {

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
      : time_(time), way_(seed), course_(std::move(course)) {}

  // Lets it arrive, unless it is lost.
  void send(std::size_t bytes, Timeline::Event arrive);

  [[nodiscard]] const Offered& offered() const { return offered_; }
  [[nodiscard]] const Conditions& conditions() const;

 private:
  Timeline& time_;
  Way way_;
  Course course_;
  Offered offered_;
};

}  // namespace portero::sim::link
