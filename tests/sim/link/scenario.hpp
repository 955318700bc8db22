#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
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
  Play(const Setup& setup, Leaving leaving, std::uint64_t seed);

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
  // Of frames that leave in bursts; nullopt: it is not demanded of them.
  std::optional<double> limit_in_bursts{limit};

  [[nodiscard]] Demand in_bursts(std::optional<double> other) const {
    return {what, bound, limit, measure, other};
  }
  [[nodiscard]] std::optional<double> limit_of(Leaving leaving) const {
    return leaving == Leaving::in_bursts ? limit_in_bursts : limit;
  }
  [[nodiscard]] bool holds(double value, Leaving leaving) const {
    const auto wanted = limit_of(leaving);
    return !wanted || (bound == Bound::at_least ? value >= *wanted : value <= *wanted);
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
[[nodiscard]] bool demand(const Scenario& scenario, Leaving leaving, int seeds);

}  // namespace portero::sim::link
