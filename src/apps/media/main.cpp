#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "apps/media/engine.hpp"
#include "io/ipc/line_socket.hpp"
#include "io/ipc/media_json.hpp"
#include "io/media/gst/pipeline.hpp"

namespace portero::engine {
namespace {

constexpr int usage = 2;

// Lives as long as the station does, which is the other end of the socket.
int serve(int socket) {
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  gst::start();
  loop::EventLoop loop;
  std::optional<ipc::LineSocket> station;
  Engine engine{loop, [&](const media::Event& event) { station->send(ipc::to_json(event)); }};
  station.emplace(loop, socket, [&](const ipc::LineEvent& event) {
    const auto* line = std::get_if<ipc::LineArrived>(&event);
    if (line == nullptr) return loop.stop();
    const auto command = ipc::media_command(line->line);
    if (command)
      engine.obey(*command);
    else
      fmt::print(stderr, "portero-media: not understood: {}\n", command.error());
  });
  loop.run();
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace portero::engine

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
  return serve(socket);
}
