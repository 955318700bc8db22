#include <csignal>
#include <cstdio>

#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include "apps/station/backup_desk.hpp"
#include "apps/station/command_line.hpp"
#include "apps/station/configuration.hpp"
#include "apps/station/control_socket.hpp"
#include "apps/station/diagnosis.hpp"
#include "apps/station/media_process.hpp"
#include "apps/station/photo_desk.hpp"
#include "apps/station/record.hpp"
#include "apps/station/settings_desk.hpp"
#include "apps/station/simulated_media.hpp"
#include "apps/station/state.hpp"
#include "apps/station/station.hpp"
#include "apps/station/station_settings.hpp"
#include "base/overloaded.hpp"
#include "core/settings/contact.hpp"
#include "io/console/console.hpp"
#include "io/door/call_button.hpp"
#include "io/process/systemd_notifier.hpp"

namespace portero::station {
namespace {

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

std::optional<StationSettings> first_settings(const CommandLine& line,
                                              const settings::Settings& settings) {
  auto meant = station_settings(line, settings);
  if (meant) return *std::move(meant);
  for (const control::WrongField& wrong : meant.error())
    fmt::print(stderr, "portero-station: {}\n", wrong.sentence);
  return std::nullopt;
}

using OpenedConsole = std::expected<std::unique_ptr<console::Console>, std::string>;

// The door works without it.
OpenedConsole open_console(loop::EventLoop& loop, log::Log& log, const CommandLine& line,
                           const State& state, console::Api::Reach station) {
  if (line.console_listen.empty())
    return std::unexpected{"There is no console: --console-listen says where it shall be."};
  if (!state.folder)
    return std::unexpected{"No console: the station has no folder for its password."};
  auto pages = console::Pages::read(line.web);
  if (!pages) log.warning("console", "no pages", {{"why", pages.error()}});
  auto console = console::Console::open(loop, state.folder->path(),
                                        pages ? *std::move(pages) : console::Pages{},
                                        line.console_listen, std::move(station), log);
  if (console)
    for (const base::Endpoint& at : (*console)->listening())
      log.info("console", "listening", {{"at", base::to_string(at)}});
  else
    log.error("console", console.error());
  if (console && !(*console)->trouble().empty())
    log.warning("console", "the given certificate is not used", {{"why", (*console)->trouble()}});
  return console;
}

std::optional<display::Setup> setup_of(const OpenedConsole& console) {
  if (!console) return std::nullopt;
  const control::ConsoleTold told = (*console)->told();
  if (!told.claim_code) return std::nullopt;
  return display::Setup{told.address, *told.claim_code, told.fingerprint};
}

control::Reply ask(const OpenedConsole& console, const control::ToConsole& to,
                   SettingsDesk& settings) {
  if (!console) return control::Refused{"no_console", console.error()};
  const std::string before = (*console)->told().fingerprint;
  auto reply = (*console)->obey(to);
  if ((*console)->told().fingerprint != before) settings.remember("console.certificate");
  return reply;
}

// Behind what the panel's process tells: the change of the settings comes back to it.
void keep_panel_key(Station& station, loop::EventLoop& loop, log::Log& log, SettingsDesk& desk) {
  station.keep_panel_key([&](const std::string& key) {
    loop.post([&, key] {
      const auto reply = desk.obey(control::ChangeSettings{
          .patch = {{std::string{settings::key::access_osdp_secure_channel_key.name},
                     settings::Value{key}}}});
      if (const auto* const refused = std::get_if<control::Refused>(&reply))
        log.error("panel", "the panel's secure channel key cannot be kept",
                  {{"why", refused->sentence}});
    });
  });
}

std::vector<std::string> contacts_in(const settings::Settings& settings) {
  return settings::names_of_contacts(settings.get(settings::key::display_contacts));
}

PhotoDesk::Opened contact_photos_in(const State& state, const std::vector<std::string>& contacts,
                                    log::Log& log) {
  if (!state.folder) return std::unexpected{"the station has no folder for them."};
  auto photos = store::ContactPhotos::open(state.folder->path() / "contact_photos", contacts);
  if (!photos) log.warning("settings", "no photos of contacts", {{"why", photos.error()}});
  return photos;
}

void follow_contacts(PhotoDesk& photos, const settings::Settings& now, log::Log& log) {
  if (const auto followed = photos.follow(contacts_in(now)); !followed)
    log.warning("settings", "photos of contacts that are gone are still on the disk",
                {{"why", followed.error().sentence}});
}

int serve(const CommandLine& line, StationSettings settings, const State& state,
          Configuration configuration) {
  log::Log log{line.log_level, line.log_format};
  loop::EventLoop loop;
  const auto recorder = recorder_in(state, loop, log);
  settings.recorder = recorder.get();
  boost::asio::signal_set signals{loop.context(), SIGTERM, SIGINT};

  auto station = Station::open(loop, log, std::move(settings), media_for(loop, log, line));
  if (!station) return fail(station.error());
  SettingsDesk desk{log, line, configuration, **station, recorder.get()};
  BackupDesk backups{loop, configuration,
                     [&](const control::ChangeSettings& change) { return desk.restore(change); }};
  const auto contacts = contacts_in(configuration.settings());
  const auto photo_changed = [&] { desk.remember("display.contacts.photo"); };
  PhotoDesk photos{contact_photos_in(state, contacts, log),
                   contacts,
                   {(*station)->display(), [&] { return loop.now(); }, photo_changed}};
  desk.listen([&](const settings::Settings& now) { follow_contacts(photos, now, log); });
  Diagnosis diagnosis{loop,
                      **station,
                      configuration,
                      line.name_servers,
                      {.path = line.state, .kept = state.folder.has_value()}};
  OpenedConsole console;
  const auto obey = [&](const control::Request& request, const ControlSocket::Answer& answer) {
    std::visit(base::overloaded{
                   [&](const control::ToStation& to) { answer((*station)->obey(to)); },
                   [&](const control::ToRecord& to) { look_up(recorder.get(), to, answer); },
                   [&](const control::ToSettings& to) { answer(desk.obey(to)); },
                   [&](const control::ToBackup& to) { backups.obey(to, answer); },
                   [&](const control::ToConsole& to) { answer(ask(console, to, desk)); },
                   [&](const control::ToDiagnostics& to) { answer(diagnosis.obey(to)); },
               },
               request);
  };
  const auto operate = [&](const control::FromOperator& wish, const Browsers::Answer& answer) {
    (*station)->obey(wish, answer);
  };
  const auto of_photos = [&](const control::OfPhotos& wish) { return photos.obey(wish); };
  console = open_console(loop, log, line, state, {obey, operate, of_photos});
  keep_panel_key(**station, loop, log, desk);
  if (auto* const display = (*station)->display())
    display->show_setup([&console] { return setup_of(console); });
  auto control = ControlSocket::open(loop, line.control_socket, obey);
  if (!control) return fail(control.error() + " Another place: --control-socket.");

  std::optional<door::CallButton> button;
  if (line.call_button) {
    auto opened = door::CallButton::open(loop, *line.call_button, line.call_button_active,
                                         [&] { (*station)->press(); });
    if (!opened) return fail(opened.error());
    button = *std::move(opened);
  }

  process::SystemdNotifier systemd{loop, process::service_environment()};
  systemd.ready();

  // A second signal does not wait for anything.
  signals.async_wait([&](const boost::system::error_code& cancelled, int) {
    if (cancelled) return;
    signals.async_wait([&](const boost::system::error_code&, int) { loop.stop(); });
    systemd.stopping();
    (*station)->leave([&] { loop.stop(); });
  });
  if (console) (*station)->listen([&](const control::News& news) { (*console)->tell(news); });
  loop.run();
  (*station)->listen({});
  return ok;
}

int run(int argc, char** argv) {
  const auto line = read_command_line(argc, argv);
  if (!line) return line.error();
  State state = line->check_config ? look_into(line->state) : open_state(line->state);
  for (const std::string& trouble : state.troubles)
    fmt::print(stderr, "portero-station: {}\n", trouble);
  const auto pinned = pinned_settings(*line);
  if (!pinned) return bad_configuration;
  const auto loaded = load_settings(*pinned, state.settings);
  if (!loaded) return bad_configuration;
  auto settings = first_settings(*line, loaded->settings);
  if (!settings) return bad_configuration;
  if (line->check_config) return ok;
  Configuration configuration{*pinned, *loaded, std::move(state.store)};
  return serve(*line, *std::move(settings), state, std::move(configuration));
}

}  // namespace
}  // namespace portero::station

int main(int argc, char** argv) { return portero::station::run(argc, argv); }
