#include <csignal>
#include <cstdio>

#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include "apps/station/command_line.hpp"
#include "apps/station/control_socket.hpp"
#include "apps/station/media_process.hpp"
#include "apps/station/record.hpp"
#include "apps/station/simulated_media.hpp"
#include "apps/station/state.hpp"
#include "apps/station/station.hpp"
#include "base/overloaded.hpp"
#include "core/call/policy_from_settings.hpp"
#include "core/settings/field_error.hpp"
#include "io/door/call_button.hpp"

namespace portero::station {
namespace {

std::optional<StationSettings> station_settings(const CommandLine& line,
                                                const settings::Settings& settings) {
  auto policy = call::policy_from(settings, {});
  if (!policy) {
    for (const settings::FieldError& error : policy.error())
      fmt::print(stderr, "portero-station: {}\n", settings::sentence(error));
    return std::nullopt;
  }
  auto phone = phone_settings(settings, line.sip_listen, line.name_servers);
  if (!phone) {
    fmt::print(stderr, "portero-station: {}\n", phone.error());
    return std::nullopt;
  }
  const bool low = settings.get(settings::key::access_relay_active) == settings::RelayActive::low;
  return StationSettings{
      *std::move(policy),
      *std::move(phone),
      media_preferences(settings),
      {line.relay_program, line.relay, low ? door::ActiveLevel::low : door::ActiveLevel::high},
      media_settings(settings, line.devices)};
}

MakeMedia media_for(loop::EventLoop& loop, log::Log& log, const CommandLine& line) {
  return [&](Media::Handler handler) -> std::unique_ptr<Media> {
    if (line.simulated_media) return std::make_unique<SimulatedMedia>(loop, std::move(handler));
    // Many threads that allocate little: two arenas are enough, and cost half the memory. Frames of
    // a call that is over go back to the kernel, unless malloc learns to keep what is so large.
    return std::make_unique<MediaProcess>(
        loop, log,
        process::Program{.path = line.media_program,
                         .environment = {"MALLOC_ARENA_MAX=2", "MALLOC_MMAP_THRESHOLD_=131072"}},
        std::move(handler));
  };
}

int fail(const std::string& why) {
  fmt::print(stderr, "portero-station: {}\n", why);
  return failure;
}

int serve(const CommandLine& line, StationSettings settings, const State& state) {
  log::Log log{line.log_level, line.log_format};
  loop::EventLoop loop;
  const auto recorder = recorder_in(state, loop, log);
  settings.recorder = recorder.get();
  boost::asio::signal_set signals{loop.context(), SIGTERM, SIGINT};

  auto station = Station::open(loop, log, std::move(settings), media_for(loop, log, line));
  if (!station) return fail(station.error());
  auto control = ControlSocket::open(
      loop, line.control_socket,
      [&](const control::Request& request, const ControlSocket::Answer& answer) {
        std::visit(base::overloaded{
                       [&](const control::ToStation& to) { answer((*station)->obey(to)); },
                       [&](const control::ToRecord& to) { look_up(recorder.get(), to, answer); },
                   },
                   request);
      });
  if (!control) return fail(control.error() + " Another place: --control-socket.");

  std::optional<door::CallButton> button;
  if (line.call_button) {
    auto opened = door::CallButton::open(loop, *line.call_button, line.call_button_active,
                                         [&] { (*station)->press(); });
    if (!opened) return fail(opened.error());
    button = *std::move(opened);
  }

  // A second signal does not wait for anything.
  signals.async_wait([&](const boost::system::error_code& cancelled, int) {
    if (cancelled) return;
    signals.async_wait([&](const boost::system::error_code&, int) { loop.stop(); });
    (*station)->leave([&] { loop.stop(); });
  });
  loop.run();
  return ok;
}

int run(int argc, char** argv) {
  const auto line = read_command_line(argc, argv);
  if (!line) return line.error();
  const State state = line->check_config ? look_into(line->state) : open_state(line->state);
  for (const std::string& trouble : state.troubles)
    fmt::print(stderr, "portero-station: {}\n", trouble);
  const auto loaded = load_settings(*line, state.settings);
  if (!loaded) return bad_configuration;
  auto settings = station_settings(*line, loaded->settings);
  if (!settings) return bad_configuration;
  if (line->check_config) return ok;
  return serve(*line, *std::move(settings), state);
}

}  // namespace
}  // namespace portero::station

int main(int argc, char** argv) { return portero::station::run(argc, argv); }
