#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/endpoint.hpp"
#include "core/door/line_place.hpp"
#include "core/media/settings.hpp"
#include "core/panel/place.hpp"
#include "io/config/config.hpp"
#include "io/log/log.hpp"

namespace portero::station {

// Exit codes, as systemd's unit and scripts know them.
enum Exit { ok = 0, failure = 1, usage = 2, bad_configuration = 78 };

struct CommandLine {
  std::optional<std::filesystem::path> config;
  std::vector<config::Assignment> set;
  std::filesystem::path state = "/var/lib/portero";
  std::filesystem::path control_socket = "/run/portero/station.sock";
  std::vector<base::Endpoint> console_listen;  // none: no console
  std::filesystem::path web{};                 // the console's pages
  std::vector<base::Endpoint> sip_listen;
  std::vector<base::Endpoint> name_servers;
  media::Settings devices{};
  bool simulated_media = false;
  std::filesystem::path media_program;    // beside this program, unless said otherwise
  std::filesystem::path relay_program;    // as well
  std::filesystem::path panel_program;    // as well
  std::filesystem::path display_program;  // as well
  std::string display_platform;           // empty: no screen
  door::LinePlace relay = door::Simulated{};
  panel::WiegandPlace wiegand{};
  osdp::Place osdp{};
  std::optional<door::LinePlace> call_button;
  door::ActiveLevel call_button_active = door::ActiveLevel::low;
  log::Level log_level = log::Level::info;
  log::Format log_format = log::Format::text;
  bool check_config = false;
};

// The code to exit with where there is nothing to run: after --help, or for what is not understood,
// which is told then.
[[nodiscard]] std::expected<CommandLine, int> read_command_line(int argc, char** argv);

// What flags, environment and file set, the strongest last; what is wrong is told on stderr.
[[nodiscard]] std::optional<std::vector<config::Given>> pinned_settings(const CommandLine& line);
// These before what was stored on the station.
[[nodiscard]] std::optional<config::Loaded> load_settings(const std::vector<config::Given>& pinned,
                                                          const settings::Patch& stored);

}  // namespace portero::station
