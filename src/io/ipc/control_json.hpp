#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "core/control/message.hpp"

// The control messages as JSON, one a line:
//   {"do":"call","extension":"201"}   {"do":"hang_up"}   {"do":"status"}
//   {"do":"calls"}   {"do":"events"}: see record_json.hpp
//   {"do":"settings"}   {"do":"change_settings"}: see settings_json.hpp
//   {"do":"backup"}   {"do":"restore"}: see backup_json.hpp
//   {"do":"diagnose"}   {"do":"diagnostics"}: see diagnostics_json.hpp
//   {"do":"console"}   {"do":"certificate"} and others: see console_json.hpp
//   {"done":true}   {"status":{"state":"waiting"}}
//   {"refused":{"code":"...","sentence":"...","fields":[{"field":"...","sentence":"..."}]}}
namespace portero::ipc {

// What is wrong with a message, for whoever sent it.
using MessageError = std::string;

[[nodiscard]] std::string to_json(const control::Request& request);
[[nodiscard]] std::string to_json(const control::Reply& reply);
[[nodiscard]] std::expected<control::Request, MessageError> control_request(std::string_view json);
[[nodiscard]] std::expected<control::Reply, MessageError> control_reply(std::string_view json);

}  // namespace portero::ipc
