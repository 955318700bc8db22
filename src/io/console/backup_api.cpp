// Backups of the settings (api/station.openapi.yaml: backup, restore).
#include <utility>

#include "io/console/api.hpp"
#include "io/console/body.hpp"
#include "io/ipc/json_text.hpp"

namespace portero::console {

void Api::make_backup(const http::Request& request, const http::Exchange& exchange) {
  auto passphrase = ipc::text(object_in(request), "passphrase");
  if (!passphrase) return exchange.answer(wants("passphrase"));
  pass_on(control::ToBackup{control::Backup{*std::move(passphrase)}}, exchange);
}

void Api::restore(const http::Request& request, const http::Exchange& exchange) {
  const auto body = object_in(request);
  auto passphrase = ipc::text(body, "passphrase");
  if (!passphrase) return exchange.answer(wants("passphrase"));
  auto backup = ipc::text(body, "backup");
  if (!backup) return exchange.answer(wants("backup"));
  pass_on(control::ToBackup{control::Restore{*std::move(passphrase), *std::move(backup)}},
          exchange);
}

}  // namespace portero::console
