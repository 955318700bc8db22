#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "core/display/message.hpp"

// The messages between station and display, one JSON value a line:
//   {"show":{"screen":"in_call","outage":null,"elapsed_ms":1500}}   {"touched":{}}
// The error names the field and what it must be.
namespace portero::ipc {

[[nodiscard]] std::string to_json(const display::Command& command);
[[nodiscard]] std::string to_json(const display::Event& event);
[[nodiscard]] std::expected<display::Command, std::string> display_command(std::string_view json);
[[nodiscard]] std::expected<display::Event, std::string> display_event(std::string_view json);

}  // namespace portero::ipc
