#pragma once

#include <expected>
#include <string>

#include <boost/json/object.hpp>

#include "core/control/message.hpp"

// Backup and restore as JSON.
//   {"do":"backup","passphrase":"..."}   {"do":"restore","passphrase":"...","backup":"..."}
//   {"backup":{"file_name":"portero-2026-11-28.backup","text":"portero backup 1 ..."}}
namespace portero::ipc {

[[nodiscard]] boost::json::object written(const control::ToBackup& request);
[[nodiscard]] boost::json::object written(const control::BackupMade& made);

// An error names the field and what it must be.
[[nodiscard]] std::expected<control::Backup, std::string> backup_of(
    const boost::json::object& from);
[[nodiscard]] std::expected<control::Restore, std::string> restore_of(
    const boost::json::object& from);
[[nodiscard]] std::expected<control::BackupMade, std::string> backup_made_of(
    const boost::json::value& value);

}  // namespace portero::ipc
