#include "apps/station/backup_desk.hpp"

#include <chrono>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "core/console/password.hpp"
#include "core/settings/table.hpp"

namespace portero::station {
namespace {

constexpr std::string_view program = "Portero " PORTERO_VERSION;

control::Refused busy() {
  return {"busy", "The station is busy with passwords and backups. Try again in some seconds."};
}

control::Refused refusal(const store::BackupError& error) {
  return {[&] {
            switch (error.fault) {
              case store::BackupFault::no_backup: return "no_backup";
              case store::BackupFault::damaged: return "damaged_backup";
              case store::BackupFault::newer: return "newer_backup";
              case store::BackupFault::wrong_passphrase: return "wrong_passphrase";
              case store::BackupFault::too_large: return "too_large";
              case store::BackupFault::no_memory: return "busy";
            }
            return "no_backup";
          }(),
          error.sentence};
}

// By the calendar of UTC: the station may not know where it is.
std::string file_name() {
  const std::chrono::year_month_day today{
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
  return fmt::format("portero-settings-{:04}-{:02}-{:02}.backup", static_cast<int>(today.year()),
                     static_cast<unsigned>(today.month()), static_cast<unsigned>(today.day()));
}

std::vector<std::string> unknown_keys(const settings::Patch& settings) {
  std::vector<std::string> unknown;
  for (const auto& [key, what] : settings)
    if (settings::find(key) == nullptr) unknown.push_back(key);
  return unknown;
}

}  // namespace

void BackupDesk::obey(const control::ToBackup& request, const Answer& answer) {
  std::visit(base::overloaded{
                 [&](const control::Backup& wish) { make(wish, answer); },
                 [&](const control::Restore& wish) { restore(wish, answer); },
             },
             request);
}

// What is stored and not in force is nothing that a restore could put in force.
settings::Patch BackupDesk::to_keep() const {
  settings::Patch kept = configuration_.stored();
  std::erase_if(kept, [&](const auto& entry) {
    const auto& [key, what] = entry;
    const settings::Setting* const setting = settings::find(key);
    const auto* const stored = std::get_if<settings::Value>(&what);
    return setting == nullptr || stored == nullptr || configuration_.is_pinned(key) ||
           configuration_.settings().value(*setting) != *stored;
  });
  return kept;
}

void BackupDesk::make(const control::Backup& wish, const Answer& answer) {
  if (!configuration_.has_store())
    return answer(control::Refused{
        "no_store",
        "There is nothing to back up: the station has no folder for its settings. --state names "
        "one; its log says what is wrong with it."});
  if (auto objection = console::objection_to_password(wish.passphrase, "passphrase"))
    return answer(control::Refused{"weak_passphrase", *std::move(objection)});
  const bool begun =
      hasher_.enqueue([content = store::BackupContent{to_keep(), std::string{program}},
                       passphrase = wish.passphrase, cost = cost_, answer] {
        return [made = store::make_backup(content, passphrase, cost), answer] {
          if (made)
            answer(control::BackupMade{file_name(), *made});
          else
            answer(refusal(made.error()));
        };
      });
  if (!begun) answer(busy());
}

void BackupDesk::restore(const control::Restore& wish, const Answer& answer) {
  auto closed = store::read_backup(wish.backup);
  if (!closed) return answer(refusal(closed.error()));
  const bool begun =
      hasher_.enqueue([this, closed = *std::move(closed), passphrase = wish.passphrase, answer] {
        return [this, opened = store::open_backup(closed, passphrase), answer] {
          if (opened)
            answer(put_in_force(*opened));
          else
            answer(refusal(opened.error()));
        };
      });
  if (!begun) answer(busy());
}

// What is stored and not in the backup goes back to its default. What is pinned here stays so.
control::Reply BackupDesk::put_in_force(const store::BackupContent& content) {
  control::Refused refused{
      "newer_backup", fmt::format("Nothing was changed: the backup was written by {}, and this is "
                                  "{}, which does not know all of its settings. Update the "
                                  "station, then restore it.",
                                  content.written_by, program)};
  for (const std::string& key : unknown_keys(content.settings))
    refused.fields.push_back({key, key + " is not known here"});
  if (!refused.fields.empty()) return refused;

  control::ChangeSettings change{.patch = content.settings};
  std::vector<std::string> left;
  std::erase_if(change.patch, [&](const auto& entry) {
    const bool pinned = configuration_.is_pinned(entry.first);
    if (pinned) left.push_back(entry.first + " is set elsewhere and was left as it is");
    return pinned;
  });
  for (const auto& [key, what] : configuration_.stored())
    if (settings::find(key) != nullptr && !configuration_.is_pinned(key))
      change.patch.try_emplace(key, settings::Reset{});
  control::Reply reply = change_(change);
  if (auto* const in_force = std::get_if<control::SettingsInForce>(&reply))
    in_force->remarks.insert(in_force->remarks.end(), left.begin(), left.end());
  return reply;
}

}  // namespace portero::station
