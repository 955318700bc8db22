#include <cstdio>
#include <cstdlib>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "apps/media/serve.hpp"
#include "io/media/sound/system_devices.hpp"
#include "io/process/inherited_socket.hpp"

namespace {

constexpr int usage = 2;

}  // namespace

int main(int argc, char** argv) {
  using namespace portero::engine;
  int socket = 3;
  CLI::App app{"Sound and picture of a door station. portero-station starts and supervises it.",
               "portero-media"};
  app.set_version_flag("--version", "portero-media " PORTERO_VERSION);
  app.add_option("--socket", socket, "the descriptor of the socket on which the station speaks")
      ->capture_default_str();
  app.footer("exit status: 0 the station has gone, 2 wrong usage");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : usage;
  }
  using portero::process::SocketType;
  if (const auto objection = portero::process::objection_to_socket(socket, SocketType::stream)) {
    fmt::print(stderr, "portero-media: {}\n", *objection);
    return usage;
  }
  serve(socket, portero::sound::system_devices());
  return EXIT_SUCCESS;
}
