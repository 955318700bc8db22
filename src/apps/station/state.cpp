#include "apps/station/state.hpp"

#include <chrono>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

namespace portero::station {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> credentials() {
  const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
  return folder == nullptr ? std::nullopt : std::optional<fs::path>{folder};
}

void load_settings(State& state, const fs::path& folder) {
  const auto key = store::SealingKey::obtain(folder, credentials());
  auto settings = key ? store::SettingsStore::open(folder, *key) : std::unexpected{key.error()};
  if (!settings) {
    state.troubles.push_back(settings.error() +
                             " The station starts without the settings that were stored on it.");
    return;
  }
  state.settings = settings->stored();
  for (const std::string& trouble : settings->troubles()) state.troubles.push_back(trouble);
  state.store.emplace(*std::move(settings));
}

events::Event event(events::Kind kind, std::string outcome) {
  return events::within_limits(
      {.at = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()),
       .kind = kind,
       .outcome = std::move(outcome)});
}

// A card that wears out becomes read-only: the settings on it still count. Those of another station
// are its own.
State without_folder(const fs::path& folder, const store::StateFolder::NotTaken& trouble) {
  State state = trouble.in_use ? State{} : look_into(folder);
  const std::string_view settings =
      state.settings.empty() ? "no stored settings" : "no changes of settings";
  state.troubles.push_back(fmt::format(
      "{}. The station runs, but remembers nothing: {}, no events, no history. Another folder: "
      "--state.",
      trouble.why, settings));
  return state;
}

}  // namespace

State open_state(const fs::path& folder) {
  State state;
  auto taken = store::StateFolder::take(folder);
  if (!taken) return without_folder(folder, taken.error());
  state.folder.emplace(*std::move(taken));
  if (state.folder->is_open_to_others())
    state.troubles.push_back(folder.string() +
                             " is open to other users of this machine, who may learn from it when "
                             "the door was opened. 'chmod 700 " +
                             folder.string() + "' keeps them out.");
  load_settings(state, folder);
  return state;
}

State look_into(const fs::path& folder) {
  State state;
  std::error_code none;
  const fs::path file = folder / store::settings_file;
  const bool key_there = credentials() || fs::exists(folder / store::sealing_key_file, none);
  if (!key_there || !fs::exists(file, none)) return state;
  const auto key = store::SealingKey::obtain(folder, credentials());
  const auto text = store::read_file(file, store::max_settings_bytes);
  if (!key || !text) {
    state.troubles.push_back(key ? text.error().sentence : key.error());
    return state;
  }
  auto read = store::read_settings(text->value_or(""), *key);
  if (read)
    state.settings = std::move(read->settings);
  else
    state.troubles.push_back(file.string() + " " + read.error());
  return state;
}

std::unique_ptr<store::Recorder> recorder_in(const State& state, loop::EventLoop& loop,
                                             log::Log& log) {
  if (!state.folder) return nullptr;
  auto recorder = std::make_unique<store::Recorder>(
      loop, state.folder->path(), store::RecorderLimits{},
      store::Recorder::Handler{.failing =
                                   [&log](const std::string& why) {
                                     log.error("store", "what happens is not recorded",
                                               {{"why", why}});
                                   },
                               .well_again =
                                   [&log](std::uint64_t lost) {
                                     log.warning("store", "what happens is recorded again",
                                                 {{"lost", std::to_string(lost)}});
                                   }});
  recorder->keep(event(events::Kind::started, ""));
  for (const std::string& trouble : state.troubles)
    recorder->keep(event(events::Kind::fault, trouble));
  return recorder;
}

}  // namespace portero::station
