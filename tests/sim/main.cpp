#include <CLI/CLI.hpp>

#include "tests/sim/play.hpp"
#include "tests/sim/run.hpp"

int main(int argc, char** argv) {
  using namespace portero::sim;
  CLI::App app("Simulates calls at a door: visitor, operators, panel, network, power and time.");
  app.name("portero_sim");
  app.require_subcommand(1);

  std::uint64_t play_seed = 1;
  bool fast = false;
  CLI::App* playing = app.add_subcommand("play", "tell one pleasant call as it happens");
  playing->add_option("--seed", play_seed, "who takes part and when");
  playing->add_flag("--fast", fast, "at once instead of in real time");

  RunOptions options;
  CLI::App* running = app.add_subcommand("run", "simulate many calls and check every invariant");
  const CLI::Range some(1, 100'000'000);
  running->add_option("--seeds", options.seeds, "how many")->check(some)->capture_default_str();
  running->add_option("--first", options.first, "the first seed")->capture_default_str();
  running->add_option("--calls", options.calls, "for each seed")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  running->add_flag("--trace", options.trace, "print every step");
  running->add_flag("--coverage", options.coverage, "print how often what happened");
  running->add_flag("--demand-coverage", options.demand_coverage,
                    "fail where a named situation never happened or too few calls began");
  running->add_flag("!--no-shrink", options.shrink, "do not look for the shortest trace");
  running->add_option("--within", options.within_s, "fail when it takes more seconds");

  std::uint64_t replay_seed = 1;
  int replay_calls = 50;
  CLI::App* replaying = app.add_subcommand("replay", "one seed again, with every step");
  replaying->add_option("--seed", replay_seed, "which")->required();
  replaying->add_option("--calls", replay_calls, "as in the run")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();

  app.footer("exit status: 0 every invariant held, 1 one broke, 2 wrong usage");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (*playing) return play(play_seed, fast);
  if (*running) return run(options);
  return replay(replay_seed, replay_calls);
}
