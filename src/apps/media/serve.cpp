#include "apps/media/serve.hpp"

#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

#include <fmt/format.h>

#include "apps/media/engine.hpp"
#include "io/ipc/line_socket.hpp"
#include "io/ipc/media_json.hpp"
#include "io/media/gst/pipeline.hpp"

namespace portero::engine {
namespace {

constexpr unsigned longest_goodbye_s = 2;

}  // namespace

void serve(int socket, std::shared_ptr<sound::Devices> devices) {
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  gst::start();
  loop::EventLoop loop;
  std::optional<ipc::LineSocket> station;
  Engine engine{loop, [&](const media::Event& event) { station->send(ipc::to_json(event)); },
                std::move(devices)};
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
  // On a busy machine GStreamer sometimes waits for ever while a pipeline is taken down, and the
  // next process would find camera and microphone in use: SIGALRM ends this one then.
  ::alarm(longest_goodbye_s);
}

}  // namespace portero::engine
