#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "apps/relay/realtime.hpp"
#include "apps/relay/service.hpp"
#include "io/process/inherited_socket.hpp"

namespace portero::relay {
namespace {

constexpr int usage = 2;

struct CommandLine {
  int socket = 3;
  std::string line = "simulated";
  std::string active = "high";
};

void describe(CLI::App& app, CommandLine& words) {
  app.set_version_flag("--version", "portero-relay " PORTERO_VERSION);
  app.add_option("--socket", words.socket, "the descriptor of the socket on which the station asks")
      ->capture_default_str();
  app.add_option("--line", words.line, std::string{door::line_place_forms})->capture_default_str();
  app.add_option("--active", words.active, "the level that lets people in: low or high")
      ->check(CLI::IsMember({"low", "high"}))
      ->capture_default_str();
  app.footer("exit status: 0 the station has gone, 1 the line failed, 2 wrong usage");
}

int fail(const std::string& why, int status) {
  fmt::print(stderr, "portero-relay: {}\n", why);
  return status;
}

int run(const CommandLine& words) {
  const auto place = door::parse_line_place(words.line);
  if (!place) return fail(place.error(), usage);
  using process::SocketType;
  if (const auto objection = process::objection_to_socket(words.socket, SocketType::packets))
    return fail(*objection, usage);
  // The station ends us by closing the socket: a door must not stop working because whoever pressed
  // Ctrl-C, or systemd, asked all processes to end while a call goes on.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_IGN);
  const auto active = words.active == "low" ? door::ActiveLevel::low : door::ActiveLevel::high;
  const auto line = door::open_line(*place, active);
  if (!line) return fail(line.error(), EXIT_FAILURE);
  switch (serve(words.socket, **line, become_realtime())) {
    case End::station_gone: return EXIT_SUCCESS;
    case End::line_failed: return fail("the line does not move; gpioinfo shows it", EXIT_FAILURE);
    case End::not_understood:
      return fail("the station is of another version; start it again", EXIT_FAILURE);
  }
  return EXIT_FAILURE;
}

}  // namespace
}  // namespace portero::relay

int main(int argc, char** argv) {
  using namespace portero::relay;
  CommandLine words;
  CLI::App app{"Holds the door relay of a station. portero-station starts and supervises it.",
               "portero-relay"};
  describe(app, words);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : usage;
  }
  return run(words);
}
