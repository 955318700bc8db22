#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "apps/panel/osdp_service.hpp"
#include "apps/panel/realtime.hpp"
#include "apps/panel/service.hpp"
#include "io/process/inherited_socket.hpp"

namespace portero::wiring {
namespace {

constexpr int usage = 2;

struct CommandLine {
  int socket = 3;
  std::string d0 = "simulated";
  std::string d1 = "simulated";
  std::string pulled = "low";
  std::string led = "simulated";
  std::string led_active = "low";
  std::string osdp;
};

void describe(CLI::App& app, CommandLine& words) {
  const CLI::IsMember level{{"low", "high"}};
  app.set_version_flag("--version", "portero-panel " PORTERO_VERSION);
  app.add_option("--socket", words.socket, "the descriptor of the socket on which the station asks")
      ->capture_default_str();
  app.add_option("--d0", words.d0, std::string{door::line_place_forms})->capture_default_str();
  app.add_option("--d1", words.d1, std::string{door::line_place_forms})->capture_default_str();
  app.add_option("--pulled", words.pulled, "the level of their lines that pulls the wires low")
      ->check(level)
      ->capture_default_str();
  app.add_option("--led", words.led, "the panel's LED: simulated[:FIFO] or gpio:CHIP:LINE")
      ->capture_default_str();
  app.add_option("--led-active", words.led_active, "the level of its line while it is on")
      ->check(level)
      ->capture_default_str();
  app.add_option("--osdp", words.osdp,
                 "a line of OSDP in the place of these wires: " + std::string{osdp::place_forms});
  app.footer("exit status: 0 the station has gone, 1 a line failed, 2 wrong usage");
}

int fail(const std::string& why, int status) {
  fmt::print(stderr, "portero-panel: {}\n", why);
  return status;
}

door::ActiveLevel level(const std::string& word) {
  return word == "low" ? door::ActiveLevel::low : door::ActiveLevel::high;
}

std::expected<panel::WiegandPlace, std::string> place_of(const CommandLine& words) {
  const auto d0 = door::parse_line_place(words.d0);
  const auto d1 = door::parse_line_place(words.d1);
  const auto led = door::parse_line_place(words.led);
  for (const auto* line : {&d0, &d1, &led})
    if (!*line) return std::unexpected{line->error()};
  const panel::WiegandPlace place{*d0, *d1, *led, level(words.pulled), level(words.led_active)};
  if (const auto objection = objection_to(place)) return std::unexpected{*objection};
  return place;
}

int outcome(End end) {
  switch (end) {
    case End::station_gone: return EXIT_SUCCESS;
    case End::line_failed:
      return fail("a line to the panel failed; gpioinfo shows wires", EXIT_FAILURE);
    case End::led_failed: return EXIT_FAILURE;
  }
  return EXIT_FAILURE;
}

int run(const CommandLine& words) {
  const auto place = place_of(words);
  if (!place) return fail(place.error(), usage);
  const auto osdp = osdp::parse_place(words.osdp.empty() ? "osdp:simulated" : words.osdp);
  if (!osdp) return fail(osdp.error(), usage);
  using process::SocketType;
  if (const auto objection = process::objection_to_socket(words.socket, SocketType::stream))
    return fail(*objection, usage);
  // The station ends us by closing the socket: a call that goes on while all processes are asked to
  // end still opens the door.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_IGN);
  keep_stacks_small();
  if (!words.osdp.empty()) return outcome(serve(words.socket, *osdp));
  const auto wires = panel::open_wires(*place);
  if (!wires) return fail(wires.error(), EXIT_FAILURE);
  return outcome(serve(words.socket, **wires, *place));
}

}  // namespace
}  // namespace portero::wiring

int main(int argc, char** argv) {
  using namespace portero::wiring;
  CommandLine words;
  CLI::App app{"Sends cards to the panel of a station. portero-station starts and supervises it.",
               "portero-panel"};
  describe(app, words);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : usage;
  }
  return run(words);
}
