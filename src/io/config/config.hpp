#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/settings/merge.hpp"

// Settings from outside: the command line before the environment before the TOML file.
namespace portero::config {

inline constexpr std::size_t max_file_bytes = 1024 * 1024;

// Where a setting was given, as a console shows it: "/etc/portero/station.toml:14:1", "--set",
// "PORTERO_SIP__TRANSPORT". Such a setting is locked elsewhere.
using Origins = std::map<std::string, std::string, std::less<>>;

// Something is wrong where it says, in one line: "station.toml:14:1: sip.transport ...".
using Problems = std::vector<std::string>;

struct Given {
  settings::Patch patch;
  Origins origins;
};

struct Loaded {
  settings::Settings settings;
  std::vector<settings::Notice> notices;
  Origins origins;
  // What was stored on the station and is not in force, in sentences. It stays stored.
  Problems left_out{};
};

// A name and a value, as in --set NAME=VALUE and in the environment.
struct Assignment {
  std::string name;
  std::string value;
};

// A text "${NAME}" stands for the secret of that name: the file NAME in the folder
// $CREDENTIALS_DIRECTORY, otherwise $PORTERO_NAME.
[[nodiscard]] std::expected<Given, Problems> read_toml(const std::filesystem::path& file);

// PORTERO_SIP__TRANSPORT=tls sets sip.transport; other variables are not looked at.
[[nodiscard]] Given from_environment(const std::vector<Assignment>& environment);
[[nodiscard]] Given from_command_line(const std::vector<Assignment>& set);

// The later ones in the list win, over what was stored on the station. Only what is wrong with the
// sources is an error: something stored that is wrong, or that they contradict, is left out.
[[nodiscard]] std::expected<Loaded, Problems> merge(const std::vector<Given>& sources,
                                                    settings::Patch stored = {});

}  // namespace portero::config
