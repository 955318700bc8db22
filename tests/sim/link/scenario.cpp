#include "tests/sim/link/scenario.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace portero::sim::link {
namespace {

struct Outcome {
  double value;
  std::uint64_t seed;
};

// The bitrate of the encoder each second; a full block is its setting.
std::string picture(const Studio& studio) {
  static constexpr const char* blocks[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string drawn;
  for (const Bitrate bitrate : studio.bitrates())
    drawn += blocks[std::clamp(static_cast<int>(bitrate / studio.setting() * 8 + 0.5), 0, 8)];
  return drawn;
}

// ">=   0.75", or that it is not demanded.
std::string limit(const Demand& demand, Leaving leaving) {
  const auto wanted = demand.limit_of(leaving);
  const bool is_least = demand.bound == Demand::Bound::at_least;
  return wanted ? fmt::format("{} {:>6g}", is_least ? ">=" : "<=", *wanted) : "     free";
}

bool tell(const Scenario& scenario, const Demand& demand, Leaving leaving,
          std::vector<Outcome> outcomes) {
  std::ranges::sort(outcomes, {}, &Outcome::value);
  const bool is_least = demand.bound == Demand::Bound::at_least;
  const Outcome worst = is_least ? outcomes.front() : outcomes.back();
  const auto broken = std::ranges::count_if(
      outcomes, [&](const Outcome& outcome) { return !demand.holds(outcome.value, leaving); });
  fmt::print("  {:<44} {}   median {:7.2f}   worst {:7.2f}\n", demand.what, limit(demand, leaving),
             outcomes[outcomes.size() / 2].value, worst.value);
  if (broken == 0) return true;
  const Play play(scenario.setup, leaving, worst.seed);
  fmt::print(
      "    BROKEN by {} of {} seeds, most by seed {}; the encoder's bitrate, second by second"
      ", a full block is {} kbit/s:\n    {}\n",
      broken, outcomes.size(), worst.seed, play.studio().setting().bits_per_s / 1000,
      picture(play.studio()));
  return false;
}

}  // namespace

Play::Play(const Setup& setup, Leaving leaving, std::uint64_t seed) : length_(setup.length) {
  for (const Course& course : setup.links)
    links_.emplace_back(time_, mix(seed, 1, links_.size()), course);
  for (const Studio::Config& config : setup.studios)
    studios_.emplace_back(time_, mix(seed, 2, studios_.size()), config);
  for (Setup::Viewer viewer : setup.viewers) {
    viewer.config.leaving = leaving;
    studios_[viewer.studio].add_viewer(links_[viewer.link], viewer.config);
  }
  while (time_.next() < base::TimePoint(length_)) time_.step();
  for (Studio& studio : studios_) studio.end();
}

bool demand(const Scenario& scenario, Leaving leaving, int seeds) {
  std::vector<std::vector<Outcome>> outcomes(scenario.demands.size());
  for (int i = 1; i <= seeds; ++i) {
    const auto seed = static_cast<std::uint64_t>(i);
    const Play play(scenario.setup, leaving, seed);
    for (std::size_t each = 0; each < scenario.demands.size(); ++each)
      outcomes[each].push_back({scenario.demands[each].measure(play), seed});
  }
  fmt::print("{}\n", scenario.name);
  bool held = true;
  for (std::size_t each = 0; each < scenario.demands.size(); ++each)
    held = tell(scenario, scenario.demands[each], leaving, std::move(outcomes[each])) && held;
  return held;
}

}  // namespace portero::sim::link
