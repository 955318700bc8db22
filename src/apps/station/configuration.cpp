#include "apps/station/configuration.hpp"

#include <utility>

#include <fmt/format.h>

#include "core/settings/json.hpp"
#include "core/settings/table.hpp"

namespace portero::station {
namespace {

using control::Refused;
using control::WrongField;

Refused nothing_can_be_stored() {
  return {"no_store",
          "Nothing was changed: the station has no folder for its settings. --state names one; its "
          "log says what is wrong with it."};
}

// As merge() took them: without the blanks around them.
void put(settings::Patch& stored, const settings::Patch& change, const settings::Settings& merged) {
  for (const auto& [key, what] : change) {
    const settings::Setting* const setting = settings::find(key);
    const auto value = setting == nullptr ? std::nullopt : merged.value(*setting);
    if (std::holds_alternative<settings::Value>(what) && value)
      stored.insert_or_assign(key, *value);
    else
      stored.erase(key);
  }
}

// Something stored that is not in force may be in the way of a change.
std::vector<WrongField> differing(const settings::Patch& change, const settings::Settings& wanted,
                                  const settings::Settings& would_be) {
  std::vector<WrongField> wrong;
  for (const auto& [key, what] : change) {
    const settings::Setting* const setting = settings::find(key);
    if (setting != nullptr && wanted.value(*setting) != would_be.value(*setting))
      wrong.push_back({key, key + " contradicts what is stored on the station and not in force"});
  }
  return wrong;
}

}  // namespace

std::vector<WrongField> wrong_fields(const std::vector<settings::FieldError>& errors) {
  std::vector<WrongField> wrong;
  for (const settings::FieldError& error : errors)
    wrong.push_back({error.field, settings::sentence(error)});
  return wrong;
}

Refused wrong_settings(std::vector<WrongField> wrong) {
  std::string sentence = "Nothing was changed";
  for (const WrongField& each : wrong) sentence += ": " + each.sentence;
  return {"wrong_settings", sentence + ".", std::move(wrong)};
}

Configuration::Configuration(std::vector<config::Given> pinned, config::Loaded loaded,
                             std::optional<store::SettingsStore> store)
    : pinned_(std::move(pinned)), loaded_(std::move(loaded)), store_(std::move(store)) {}

control::SettingsInForce Configuration::told() const {
  control::SettingsInForce told{
      .settings = settings::to_json(loaded_.settings, settings::Defaults::written),
      .version = store_ ? store_->version() : ""};
  told.pinned.insert(loaded_.origins.begin(), loaded_.origins.end());
  return told;
}

std::expected<Configuration::Proposal, Refused> Configuration::propose(
    const control::ChangeSettings& change) const {
  if (!store_) return std::unexpected{nothing_can_be_stored()};
  std::vector<WrongField> pinned;
  for (const auto& [key, what] : change.patch)
    if (const auto origin = loaded_.origins.find(key); origin != loaded_.origins.end())
      pinned.push_back(
          {key, fmt::format("{} is set by {} and can only be changed there", key, origin->second)});
  if (!pinned.empty()) return std::unexpected{wrong_settings(std::move(pinned))};

  auto merged = settings::merge(loaded_.settings, change.patch);
  if (!merged) return std::unexpected{wrong_settings(wrong_fields(merged.error()))};
  Proposal proposal{.settings = {},
                    .notices = std::move(merged->notices),
                    .to_store = store_->stored(),
                    .instead_of = change.instead_of};
  put(proposal.to_store, change.patch, merged->settings);
  // With what was stored and left out so far, which this change may have put right: as it will be
  // after the next start.
  auto whole = config::merge(pinned_, proposal.to_store);
  if (!whole) return std::unexpected{Refused{"wrong_settings", "Nothing was changed."}};
  if (auto wrong = differing(change.patch, merged->settings, whole->settings); !wrong.empty())
    return std::unexpected{wrong_settings(std::move(wrong))};
  proposal.settings = std::move(whole->settings);
  return proposal;
}

std::expected<control::SettingsInForce, Refused> Configuration::accept(const Proposal& proposal) {
  if (!store_) return std::unexpected{nothing_can_be_stored()};
  if (const auto saved = store_->save(proposal.to_store, proposal.instead_of); !saved)
    return std::unexpected{Refused{saved.error().outdated ? "outdated" : "not_stored",
                                   "Nothing was changed: " + saved.error().sentence}};
  loaded_.settings = proposal.settings;
  control::SettingsInForce in_force = told();
  for (const settings::Notice& notice : proposal.notices)
    in_force.remarks.push_back(fmt::format("{} {}", notice.field, settings::words(notice.remark)));
  return in_force;
}

}  // namespace portero::station
