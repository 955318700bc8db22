#include <CLI/CLI.hpp>

#include "tests/sim/link/scenario.hpp"

int main(int argc, char** argv) {
  using namespace portero::sim::link;
  CLI::App app("Simulates pictures over bad links, and demands that they stay watchable.");
  app.name("link_sim");
  int seeds = 200;
  std::string only;
  bool paced = false;
  app.add_option("--seeds", seeds, "of each scenario")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  app.add_option("--only", only, "scenarios whose name has this in it");
  app.add_flag("--paced", paced, "as if the packets of a frame did not leave all at once");
  app.footer("exit status: 0 every demand held, 1 one did not, 2 wrong usage");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const Leaving leaving = paced ? Leaving::paced : Leaving::in_bursts;
  bool held = true;
  for (const Scenario& scenario : scenarios())
    if (scenario.name.find(only) != std::string::npos)
      held = demand(scenario, leaving, seeds) && held;
  return held ? 0 : 1;
}
