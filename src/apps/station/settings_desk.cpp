#include "apps/station/settings_desk.hpp"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "apps/station/account.hpp"
#include "apps/station/station_settings.hpp"
#include "base/overloaded.hpp"
#include "core/settings/difference.hpp"

namespace portero::station {
namespace {

constexpr std::size_t max_named_bytes = events::max_outcome_bytes - 20;

}  // namespace

control::Reply SettingsDesk::obey(const control::ToSettings& request) {
  return std::visit(
      base::overloaded{
          [&](const control::AskSettings&) -> control::Reply { return configuration_.told(); },
          [&](const control::ChangeSettings& change) {
            return this->change(change, Cause::change);
          },
      },
      request);
}

control::Reply SettingsDesk::restore(const control::ChangeSettings& change) {
  return this->change(change, Cause::restore);
}

control::Reply SettingsDesk::change(const control::ChangeSettings& change, Cause cause) {
  const settings::Settings before = configuration_.settings();
  const auto proposal = configuration_.propose(change);
  if (!proposal) return proposal.error();
  auto meant = station_settings(line_, proposal->settings);
  if (!meant) return wrong_settings(std::move(meant.error()));
  auto in_force = configuration_.accept(*proposal);
  if (!in_force) return in_force.error();
  const bool same = same_account(before, proposal->settings);
  station_.configure(*std::move(meant), same ? Station::Account::kept : Station::Account::changed);
  if (station_.account_waits())
    in_force->remarks.emplace_back("The SIP account is changed as soon as no call goes on");
  listener_(proposal->settings);
  remember(before, proposal->settings, cause);
  return *std::move(in_force);
}

// Which settings, never what they are: some are secret, others somebody's number.
void SettingsDesk::remember(const settings::Settings& before, const settings::Settings& after,
                            Cause cause) {
  const auto differences = settings::differences(before, after);
  if (differences.empty() && cause == Cause::change) return;
  std::string keys;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    if (keys.size() + differences[i].key.size() > max_named_bytes) {
      keys += fmt::format(" and {} more", differences.size() - i);
      break;
    }
    if (!keys.empty()) keys += ", ";
    keys += differences[i].key;
  }
  remember(std::move(keys), cause == Cause::restore ? "restore" : "");
}

void SettingsDesk::remember(std::string what, const std::string& how) {
  log_.info("settings", how.empty() ? "changed" : how, {{"which", what}});
  if (recorder_ == nullptr) return;
  recorder_->keep(events::within_limits(
      {.at = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()),
       .kind = events::Kind::settings_changed,
       .how = how,
       .outcome = std::move(what)}));
}

}  // namespace portero::station
