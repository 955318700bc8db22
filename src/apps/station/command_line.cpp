#include "apps/station/command_line.hpp"

#include <array>
#include <cctype>
#include <cstdio>
#include <map>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace portero::station {
namespace {

constexpr const char* default_config = "/etc/portero/station.toml";
constexpr const char* default_web = "/usr/share/portero/web/console";

const std::map<std::string, log::Level> levels{{"debug", log::Level::debug},
                                               {"info", log::Level::info},
                                               {"warning", log::Level::warning},
                                               {"error", log::Level::error}};
const std::map<std::string, log::Format> formats{{"text", log::Format::text},
                                                 {"json", log::Format::json}};

const std::map<std::string, door::ActiveLevel> levels_of_line{{"low", door::ActiveLevel::low},
                                                              {"high", door::ActiveLevel::high}};

constexpr const char* level_of_line = "low, high";
constexpr const char* level_words = "debug, info, warning, error";
constexpr const char* format_words = "text, json";

template <class T>
T choice(const std::string& option, const std::string& text,
         const std::map<std::string, T>& choices, const char* all) {
  const auto chosen = choices.find(text);
  if (chosen == choices.end())
    throw CLI::ValidationError(option, fmt::format("'{}' is none of: {}", text, all));
  return chosen->second;
}

config::Assignment assignment(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw CLI::ValidationError("--set " + text, "give it as NAME=VALUE, like sip.transport=udp");
  return {text.substr(0, equals), text.substr(equals + 1)};
}

base::Endpoint endpoint(const std::string& option, const std::string& text) {
  const auto parsed = base::parse_endpoint(text);
  if (!parsed)
    throw CLI::ValidationError(option + " " + text,
                               "give an address and a port, like 192.0.2.7:5060 or [::]:5060");
  return *parsed;
}

CLI::Option* add_endpoints(CLI::App& app, const std::string& option,
                           std::vector<base::Endpoint>& into, const std::string& what) {
  const auto add = [&into, option](const std::vector<std::string>& all) {
    for (const std::string& one : all) into.push_back(endpoint(option, one));
  };
  return app.add_option_function<std::vector<std::string>>(option, add, what)
      ->type_name("ADDRESS:PORT");
}

std::vector<config::Assignment> environment() {
  std::vector<config::Assignment> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text{*entry};
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos)
      variables.push_back({text.substr(0, equals), text.substr(equals + 1)});
  }
  return variables;
}

// "--wiegand-d0" is PORTERO_WIEGAND_D0 in the environment.
std::string variable_of(std::string_view option) {
  std::string name{"PORTERO_"};
  for (const char letter : option.substr(2))
    name +=
        letter == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return name;
}

void describe_media(CLI::App& app, CommandLine& line) {
  app.add_option("--camera", line.devices.picture.source,
                 "auto, test, v4l2:DEVICE, libcamera:NAME or file:PATH")
      ->envname(variable_of("--camera"))
      ->capture_default_str();
  app.add_option("--microphone", line.devices.sound.microphone,
                 "auto, synthetic, none, alsa:NAME, pipewire or file:PATH.wav")
      ->envname(variable_of("--microphone"))
      ->capture_default_str();
  app.add_option("--loudspeaker", line.devices.sound.loudspeaker,
                 "auto, none, alsa:NAME, pipewire or file:PATH.wav")
      ->envname(variable_of("--loudspeaker"))
      ->capture_default_str();
  app.add_option("--media-program", line.media_program, "portero-media, where it is not found");
  app.add_flag("--simulated-media", line.simulated_media,
               "no sound and no picture: calls, keys and the door alone");
}

door::LinePlace line_place(const std::string& option, const std::string& text) {
  auto place = door::parse_line_place(text);
  if (!place) throw CLI::ValidationError(option, place.error());
  return *std::move(place);
}

void add_line(CLI::App& app, const std::string& option, door::LinePlace& into,
              const std::string& what) {
  app.add_option_function<std::string>(
         option, [&into, option](const std::string& text) { into = line_place(option, text); },
         what)
      ->envname(variable_of(option))
      ->type_name("LINE")
      ->default_str("simulated");
}

void add_level(CLI::App& app, const std::string& option, door::ActiveLevel& into,
               const std::string& what) {
  app.add_option_function<std::string>(
         option,
         [&into, option](const std::string& text) {
           into = choice(option, text, levels_of_line, level_of_line);
         },
         what)
      ->envname(variable_of(option))
      ->type_name("LEVEL")
      ->default_str("low");
}

void describe_door(CLI::App& app, CommandLine& line) {
  add_line(app, "--relay", line.relay,
           "the door relay: simulated, simulated:FILE (records each movement) or\n"
           "gpio:CHIP:LINE; its level is the setting access.relay_active");
  app.add_option_function<std::string>(
         "--call-button",
         [&](const std::string& text) { line.call_button = line_place("--call-button", text); },
         "gpio:CHIP:LINE, or simulated:FIFO, into which '1' and '0' are written\n"
         "(default: none but that on the screen)")
      ->envname(variable_of("--call-button"))
      ->type_name("LINE");
  add_level(app, "--call-button-active", line.call_button_active,
            "the level of its line while it is pressed: low or high");
  app.add_option("--relay-program", line.relay_program, "portero-relay, where it is not found");
}

void describe_panel(CLI::App& app, CommandLine& line) {
  add_line(app, "--wiegand-d0", line.wiegand.d0,
           "the wire D0 to the panel: gpio:CHIP:LINE, simulated or simulated:FILE (records\n"
           "each card)");
  add_line(app, "--wiegand-d1", line.wiegand.d1, "the wire D1; where both are simulated, as D0");
  add_level(app, "--wiegand-pulled", line.wiegand.pulled,
            "the level of their lines that pulls a wire low: low, or high where a\n"
            "transistor does it");
  add_line(app, "--panel-led", line.wiegand.led,
           "the panel's LED: gpio:CHIP:LINE, or simulated:FIFO, into which '1' and '0' are\n"
           "written");
  add_level(app, "--panel-led-active", line.wiegand.led_active,
            "the level of its line while it is on: low or high");
  app.add_option_function<std::string>(
         "--osdp",
         [&](const std::string& text) {
           const auto place = osdp::parse_place(text);
           if (!place) throw CLI::ValidationError("--osdp", place.error());
           line.osdp = *place;
         },
         "the line to an OSDP panel: osdp:/dev/TTY, osdp:simulated or osdp:simulated:FILE\n"
         "(records what a panel did)")
      ->envname(variable_of("--osdp"))
      ->type_name("LINE")
      ->default_str("osdp:simulated");
  app.add_option("--panel-program", line.panel_program, "portero-panel, where it is not found");
}

void describe_display(CLI::App& app, CommandLine& line) {
  app.add_option(
         "--display-platform", line.display_platform,
         "the screen, as Qt reaches it: linuxfb, eglfs, wayland, xcb or offscreen, and what\n"
         "Qt takes with these, like linuxfb:fb=/dev/fb1 (default: no screen)")
      ->envname(variable_of("--display-platform"))
      ->type_name("PLATFORM");
  app.add_option("--display-program", line.display_program,
                 "portero-display, where it is not found");
}

// Beside this program; in a build folder, in the folder beside its own.
std::filesystem::path program_beside(const std::string& folder_of_build, const std::string& name) {
  const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  const auto of_build = folder.parent_path() / folder_of_build / name;
  return std::filesystem::exists(of_build) ? of_build : folder / name;
}

// In a build folder, its own.
std::filesystem::path web_folder() {
  const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  const auto of_build = (folder / "../../../web/console").lexically_normal();
  return std::filesystem::exists(of_build) ? of_build : std::filesystem::path{default_web};
}

std::string host_name() {
  std::array<char, 65> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

void describe(CLI::App& app, CommandLine& line) {
  app.set_version_flag("--version", "portero-station " PORTERO_VERSION);
  app.footer(
      "Settings are listed in docs/operate/settings.md; PORTERO_SIP__TRANSPORT=udp in the\n"
      "environment is sip.transport = \"udp\" in the file. PORTERO_RELAY=gpio:gpiochip0:17 is\n"
      "--relay, and so for each option of a device.\n"
      "exit status: 0 ended on request, 1 failure, 2 wrong usage, 78 bad configuration");
  app.add_option_function<std::string>(
         "-c,--config", [&](const std::string& file) { line.config = file; },
         "the configuration file (default: " + std::string{default_config} + ", where it is)")
      ->type_name("FILE");
  app.add_option_function<std::vector<std::string>>(
         "-s,--set",
         [&](const std::vector<std::string>& all) {
           for (const std::string& one : all) line.set.push_back(assignment(one));
         },
         "a setting, before file and environment; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_option("--state", line.state, "the folder of settings, events, call history and photos")
      ->type_name("FOLDER")
      ->capture_default_str();
  app.add_option("--control-socket", line.control_socket, "where porteroctl finds this station")
      ->capture_default_str();
  add_endpoints(app, "--console-listen", line.console_listen,
                "where the web console is, by HTTPS alone, like 0.0.0.0:8443; may be repeated;\n"
                "'porteroctl console' tells its address, fingerprint and claim code\n"
                "(default: nowhere)")
      ->allow_extra_args(false);
  app.add_option("--web", line.web,
                 "the folder of the console's pages (default: " + std::string{default_web} + ")")
      ->type_name("FOLDER");
  add_endpoints(app, "--sip-listen", line.sip_listen,
                "where SIP is listened at, by UDP and TCP; may be repeated; port 0 lets the\n"
                "kernel choose (default: 0.0.0.0:5060 and [::]:5060)")
      ->allow_extra_args(false);
  add_endpoints(app, "--name-server", line.name_servers,
                "a DNS server, in place of those of /etc/resolv.conf; may be repeated")
      ->envname("PORTERO_DNS_SERVERS")
      ->delimiter(',');
  app.add_option_function<std::string>(
         "--log-level",
         [&](const std::string& text) {
           line.log_level = choice("--log-level", text, levels, level_words);
         },
         level_words)
      ->type_name("LEVEL")
      ->default_str("info");
  app.add_option_function<std::string>(
         "--log-format",
         [&](const std::string& text) {
           line.log_format = choice("--log-format", text, formats, format_words);
         },
         format_words)
      ->type_name("FORMAT")
      ->default_str("text");
  describe_door(app, line);
  describe_panel(app, line);
  describe_media(app, line);
  describe_display(app, line);
  app.add_flag("--check-config", line.check_config, "look at the configuration only");
}

void tell(const config::Problems& problems) {
  for (const std::string& problem : problems) fmt::print(stderr, "portero-station: {}\n", problem);
}

}  // namespace

std::expected<CommandLine, int> read_command_line(int argc, char** argv) {
  CommandLine line;
  CLI::App app{"The door station: calls an operator by SIP and opens the door when he says so.",
               "portero-station"};
  describe(app, line);
  try {
    app.parse(argc, argv);
    if (const auto objection = objection_to(line.wiegand))
      throw CLI::ValidationError("--wiegand-d0, --wiegand-d1", *objection);
  } catch (const CLI::ParseError& error) {
    return std::unexpected{app.exit(error) == 0 ? Exit::ok : Exit::usage};
  }
  if (line.media_program.empty()) line.media_program = program_beside("media", "portero-media");
  if (line.relay_program.empty()) line.relay_program = program_beside("relay", "portero-relay");
  if (line.panel_program.empty()) line.panel_program = program_beside("panel", "portero-panel");
  if (line.display_program.empty())
    line.display_program = program_beside("display", "portero-display");
  if (line.web.empty()) line.web = web_folder();
  line.devices.picture.title = host_name();
  if (line.sip_listen.empty()) line.sip_listen = {{base::any_ipv4, 5060}, {base::any_ipv6, 5060}};
  if (!line.config && std::filesystem::exists(default_config)) line.config = default_config;
  return line;
}

std::optional<std::vector<config::Given>> pinned_settings(const CommandLine& line) {
  std::vector<config::Given> sources;
  if (line.config) {
    auto file = config::read_toml(*line.config);
    if (!file) {
      tell(file.error());
      return std::nullopt;
    }
    sources.push_back(*std::move(file));
  }
  sources.push_back(config::from_environment(environment()));
  sources.push_back(config::from_command_line(line.set));
  return sources;
}

std::optional<config::Loaded> load_settings(const std::vector<config::Given>& pinned,
                                            const settings::Patch& stored) {
  auto loaded = config::merge(pinned, stored);
  if (!loaded) {
    tell(loaded.error());
    return std::nullopt;
  }
  tell(loaded->left_out);
  for (const settings::Notice& notice : loaded->notices)
    fmt::print(stderr, "portero-station: {} {}\n", notice.field, settings::words(notice.remark));
  return *std::move(loaded);
}

}  // namespace portero::station
