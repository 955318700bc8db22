#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "core/media/command.hpp"
#include "core/media/event.hpp"

// The messages between station and media process, one JSON value a line:
//   {"close_leg":{"leg":1}}   {"leg_heard":{"leg":1}}
// The error names the field and what it must be.
namespace portero::ipc {

[[nodiscard]] std::string to_json(const media::Command& command);
[[nodiscard]] std::string to_json(const media::Event& event);
[[nodiscard]] std::expected<media::Command, std::string> media_command(std::string_view json);
[[nodiscard]] std::expected<media::Event, std::string> media_event(std::string_view json);

}  // namespace portero::ipc
