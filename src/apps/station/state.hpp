#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/settings/merge.hpp"
#include "io/log/log.hpp"
#include "io/store/recorder.hpp"
#include "io/store/settings_store.hpp"
#include "io/store/state_folder.hpp"

// What the station finds of what it kept. The door works without all of it.
namespace portero::station {

struct State {
  std::optional<store::StateFolder> folder{};  // none: nothing can be kept
  settings::Patch settings{};
  std::optional<store::SettingsStore> store{};  // of these settings, where they can be changed
  std::vector<std::string> troubles{};          // sentences for whoever runs the station
};

[[nodiscard]] State open_state(const std::filesystem::path& folder);

// Without making or changing anything.
[[nodiscard]] State look_into(const std::filesystem::path& folder);

// nullptr where nothing can be kept. Its troubles are told in the log, and are events.
[[nodiscard]] std::unique_ptr<store::Recorder> recorder_in(const State& state,
                                                           loop::EventLoop& loop, log::Log& log);

}  // namespace portero::station
