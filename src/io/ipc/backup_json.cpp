#include "io/ipc/backup_json.hpp"

#include <boost/json.hpp>

#include "base/overloaded.hpp"
#include "io/ipc/json_text.hpp"

namespace portero::ipc {
namespace {

namespace json = boost::json;

std::unexpected<std::string> missing(std::string_view name) {
  return std::unexpected{std::string{name} + ": must be a text"};
}

}  // namespace

json::object written(const control::ToBackup& request) {
  return std::visit(base::overloaded{
                        [](const control::Backup& backup) {
                          return json::object{{"do", "backup"}, {"passphrase", backup.passphrase}};
                        },
                        [](const control::Restore& restore) {
                          return json::object{{"do", "restore"},
                                              {"passphrase", restore.passphrase},
                                              {"backup", restore.backup}};
                        },
                    },
                    request);
}

json::object written(const control::BackupMade& made) {
  return {{"file_name", made.file_name}, {"text", made.text}};
}

std::expected<control::Backup, std::string> backup_of(const json::object& from) {
  auto passphrase = text(from, "passphrase");
  if (!passphrase) return missing("passphrase");
  return control::Backup{*std::move(passphrase)};
}

std::expected<control::Restore, std::string> restore_of(const json::object& from) {
  auto passphrase = text(from, "passphrase");
  if (!passphrase) return missing("passphrase");
  auto backup = text(from, "backup");
  if (!backup) return missing("backup");
  return control::Restore{*std::move(passphrase), *std::move(backup)};
}

std::expected<control::BackupMade, std::string> backup_made_of(const json::value& value) {
  const json::object* const from = value.if_object();
  auto backup = from ? text(*from, "text") : std::nullopt;
  if (!backup) return missing("backup");
  return control::BackupMade{text(*from, "file_name").value_or(""), *std::move(backup)};
}

}  // namespace portero::ipc
