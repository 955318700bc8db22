#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "core/control/operator_message.hpp"

// What operators' browsers send and are told, as JSON (api/station.openapi.yaml).
namespace portero::console {

// As a server-sent event: its name is that of the news.
[[nodiscard]] std::string event_of(const control::News& news);
[[nodiscard]] std::string json_of(const control::UnlockTold& told);
[[nodiscard]] std::string json_of(const control::Levels& levels);

struct UnlockAsked {
  control::Unlock unlock;
  std::optional<std::string> password{};
};

// An error names the field and what it must be.
[[nodiscard]] std::expected<UnlockAsked, std::string> unlock_in(std::string_view json);

[[nodiscard]] std::expected<control::TouchScreen, control::Refused> touch_in(std::string_view json);

}  // namespace portero::console
