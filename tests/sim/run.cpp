#include "tests/sim/run.hpp"

#include <chrono>
#include <cstdio>
#include <string>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "tests/sim/plan.hpp"
#include "tests/sim/policies.hpp"
#include "tests/sim/shrink.hpp"
#include "tests/sim/watched.hpp"
#include "tests/sim/world.hpp"

namespace portero::sim {
namespace {

using Clock = std::chrono::steady_clock;

struct Tally {
  std::uint64_t seeds = 0;
  long restarts = 0;
  Messages messages;
  Coverage coverage;
};

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// A bar on a terminal, a line every few seconds elsewhere.
class Progress {
 public:
  explicit Progress(std::uint64_t seeds) : seeds_(seeds), terminal_(isatty(STDOUT_FILENO) == 1) {}

  void tell(const Tally& tally) {
    if (seconds_since(told_) < (terminal_ ? 0.1 : 5.0)) return;
    told_ = Clock::now();
    constexpr std::uint64_t bar_width = 40;
    const std::string bar(tally.seeds * bar_width / seeds_, '#');
    if (terminal_)
      fmt::print("\r[{:<40}] seed {} of {}", bar, tally.seeds, seeds_);
    else
      fmt::print("seed {} of {}, {} calls\n", tally.seeds, seeds_, tally.coverage.calls());
    std::fflush(stdout);
  }
  void clear() const {
    if (terminal_) fmt::print("\r{:70}\r", "");
  }

 private:
  std::uint64_t seeds_;
  bool terminal_;
  Clock::time_point told_ = Clock::now();
};

void print_line(const Line& line) {
  fmt::print("{}  {:<14} {}\n", clock_text(line.at), line.who, line.what);
}

void print_broken(std::uint64_t seed, const Broken& broken) {
  fmt::print("\nBROKEN with seed {}: {}\n  {}\n  at {}: {}\n", seed, broken.invariant.name,
             broken.invariant.sentence, clock_text(broken.at), broken.detail);
}

void print_shortest(std::uint64_t seed, const Plan& plan, const Broken& broken) {
  const call::Policy settings = policy(seed, 0);
  const auto breaks = [&](const Plan& shorter) {
    World world(seed, shorter, settings);
    const auto& again = world.run();
    return again && std::string(again->invariant.name) == broken.invariant.name;
  };
  Plan begun;
  for (const Stimulus& stimulus : plan)
    if (stimulus.at <= broken.at) begun.push_back(stimulus);
  const Plan shortest = shrink(breaks(begun) ? begun : plan, breaks);

  World world(seed, shortest, settings);
  fmt::print("\nThe shortest trace, of {} stimuli out of {}:\n", shortest.size(), plan.size());
  world.trace.listen(print_line);
  print_broken(seed, *world.run());
}

int judge(const RunOptions& options, const Tally& tally, double took_s) {
  int status = 0;
  if (options.demand_coverage) {
    for (const std::string& name : tally.coverage.never()) {
      fmt::print("never happened: {}\n", name);
      status = 1;
    }
    const auto wanted = static_cast<long>(options.seeds) * options.calls;
    if (tally.coverage.calls() < wanted) {
      fmt::print("{} calls began, fewer than the {} asked for\n", tally.coverage.calls(), wanted);
      status = 1;
    }
  }
  if (options.within_s > 0 && took_s > options.within_s) {
    fmt::print("took longer than {} s\n", options.within_s);
    status = 1;
  }
  return status;
}

}  // namespace

namespace {

int run_here(const RunOptions& options, Playing& playing) {
  const auto start = Clock::now();
  Tally tally;
  Progress progress(options.seeds);
  for (std::uint64_t seed = options.first; seed < options.first + options.seeds; ++seed) {
    playing.seed = seed;
    const Plan plan = make_plan(seed, options.calls);
    World world(seed, plan, policy(seed, 0));
    if (options.trace) world.trace.listen(print_line);
    const auto& broken = world.run();
    ++tally.seeds;
    tally.restarts += world.restarts();
    tally.messages += world.network.messages();
    tally.coverage.add(world.coverage);
    if (broken) {
      progress.clear();
      print_broken(seed, *broken);
      if (options.shrink) print_shortest(seed, plan, *broken);
      fmt::print("\nReproduce with: portero_sim replay --seed {} --calls {}\n", seed,
                 options.calls);
      return 1;
    }
    progress.tell(tally);
  }
  progress.clear();
  const double took_s = seconds_since(start);
  if (options.coverage) fmt::print("{}\n", tally.coverage.table());
  fmt::print(
      "{} seeds, {} calls, {} inputs handled, {} outputs moved, {} unlocks refused, {} restarts, "
      "{} messages ({} lost, {} duplicated), {:.1f} s: every invariant held\n",
      tally.seeds, tally.coverage.calls(), tally.coverage.inputs(), tally.coverage.doors_opened(),
      tally.coverage.refusals(), tally.restarts, tally.messages.sent, tally.messages.lost,
      tally.messages.duplicated, took_s);
  return judge(options, tally, took_s);
}

}  // namespace

int run(const RunOptions& options) {
  return watched([&](Playing& playing) { return run_here(options, playing); },
                 [&](std::uint64_t seed) {
                   fmt::print(
                       "\nABORTED with seed {0}\n\nReproduce with: portero_sim replay --seed {0} "
                       "--calls {1}\n",
                       seed, options.calls);
                 });
}

int replay(std::uint64_t seed, int calls) {
  // Whole even if the core aborts.
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  World world(seed, make_plan(seed, calls), policy(seed, 0));
  world.trace.listen(print_line);
  const auto& broken = world.run();
  if (!broken) {
    fmt::print("every invariant held\n");
    return 0;
  }
  print_broken(seed, *broken);
  return 1;
}

}  // namespace portero::sim
