#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "core/panel/message.hpp"

// The messages between station and panel process, one JSON value a line:
//   {"send_card":{"command":"0102...","bits":"10011","width_us":50,...}}   {"alive":{}}
// The error names the field and what it must be.
namespace portero::ipc {

[[nodiscard]] std::string to_json(const panel::Command& command);
[[nodiscard]] std::string to_json(const panel::Event& event);
[[nodiscard]] std::expected<panel::Command, std::string> panel_command(std::string_view json);
[[nodiscard]] std::expected<panel::Event, std::string> panel_event(std::string_view json);

}  // namespace portero::ipc
