#pragma once

#include <functional>

#include "apps/station/configuration.hpp"
#include "core/control/message.hpp"
#include "io/console/hasher.hpp"
#include "io/store/backup.hpp"

namespace portero::station {

// Makes backups of the settings that are stored on the station, and restores them: as a change is
// made, all or none, and in the place of what is stored. The key is made of the passphrase in a
// thread of its own: the loop never waits for it.
class BackupDesk {
 public:
  using Answer = std::function<void(const control::Reply&)>;
  using Change = std::function<control::Reply(const control::ChangeSettings&)>;

  // The configuration outlives it. The change is made all or none, or refused.
  BackupDesk(loop::EventLoop& loop, const Configuration& configuration, Change change,
             store::Argon2Cost cost = store::backup_cost)
      : configuration_(configuration), change_(std::move(change)), cost_(cost), hasher_(loop) {}

  // Answered once, at once or later from within the loop.
  void obey(const control::ToBackup& request, const Answer& answer);

 private:
  void make(const control::Backup& wish, const Answer& answer);
  void restore(const control::Restore& wish, const Answer& answer);
  [[nodiscard]] settings::Patch to_keep() const;
  [[nodiscard]] control::Reply put_in_force(const store::BackupContent& content);

  const Configuration& configuration_;
  Change change_;
  store::Argon2Cost cost_;
  console::Hasher hasher_;
};

}  // namespace portero::station
