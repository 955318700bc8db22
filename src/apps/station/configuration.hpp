#pragma once

#include <expected>
#include <optional>
#include <vector>

#include "core/control/message.hpp"
#include "io/config/config.hpp"
#include "io/store/settings_store.hpp"

namespace portero::station {

// The settings in force: what is stored on the station, beneath what file, environment and command
// line pin.
class Configuration {
 public:
  // A change that is valid and not in force yet.
  struct Proposal {
    settings::Settings settings;
    std::vector<settings::Notice> notices;
    settings::Patch to_store;
    std::optional<std::string> instead_of;
  };

  // Without a store nothing can be changed.
  Configuration(std::vector<config::Given> pinned, config::Loaded loaded,
                std::optional<store::SettingsStore> store);

  [[nodiscard]] const settings::Settings& settings() const { return loaded_.settings; }
  [[nodiscard]] control::SettingsInForce told() const;
  // Nothing can be stored otherwise.
  [[nodiscard]] bool has_store() const { return store_.has_value(); }
  // As it was given, in force or not.
  [[nodiscard]] settings::Patch stored() const {
    return store_ ? store_->stored() : settings::Patch{};
  }
  [[nodiscard]] bool is_pinned(std::string_view key) const { return loaded_.origins.contains(key); }

  [[nodiscard]] std::expected<Proposal, control::Refused> propose(
      const control::ChangeSettings& change) const;
  // Stored, then in force. Gives what is told of it.
  [[nodiscard]] std::expected<control::SettingsInForce, control::Refused> accept(
      const Proposal& proposal);

 private:
  std::vector<config::Given> pinned_;
  config::Loaded loaded_;
  std::optional<store::SettingsStore> store_;
};

[[nodiscard]] std::vector<control::WrongField> wrong_fields(
    const std::vector<settings::FieldError>& errors);

// "Nothing was changed." with every reason.
[[nodiscard]] control::Refused wrong_settings(std::vector<control::WrongField> wrong);

}  // namespace portero::station
