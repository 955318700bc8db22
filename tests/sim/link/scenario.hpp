#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "tests/sim/link/studio.hpp"

namespace portero::sim::link {

// Who watches what over which link.
struct Setup {
  struct Viewer {
    std::size_t studio = 0;
    std::size_t link = 0;
    Flow::Config config{};
  };
  base::Duration length = 60s;
  std::vector<Course> links;
  std::vector<Studio::Config> studios{{}};
  std::vector<Viewer> viewers{{}};
};

// One seed of a setup, from the beginning to its end.
class Play {
 public:
  Play(const Setup& setup, std::uint64_t seed);

  [[nodiscard]] const Studio& studio(std::size_t number = 0) const { return studios_.at(number); }
  [[nodiscard]] const Link& link(std::size_t number = 0) const { return links_.at(number); }
  [[nodiscard]] base::Duration length() const { return length_; }

 private:
  base::Duration length_;
  Timeline time_;
  std::deque<Link> links_;
  std::deque<Studio> studios_;
};

using Measure = std::function<double(const Play&)>;

// What must hold of every seed.
struct Demand {
  enum class Bound : std::uint8_t { at_least, at_most };

  std::string what;
  Bound bound;
  double limit;
  Measure measure;

  [[nodiscard]] bool holds(double value) const {
    return bound == Bound::at_least ? value >= limit : value <= limit;
  }
};

struct Scenario {
  std::string name;
  Setup setup;
  std::vector<Demand> demands;
};

[[nodiscard]] std::vector<Scenario> scenarios();

// Prints a line for each demand, and a picture of the bitrate where a seed breaks one. False where
// one does.
[[nodiscard]] bool demand(const Scenario& scenario, int seeds);

}  // namespace portero::sim::link
