#pragma once

#include <expected>
#include <string>

#include <boost/json/object.hpp>

#include "core/control/message.hpp"

// The settings, asked for and changed, as JSON; null resets one, and {"set":true} leaves a secret
// as it is.
//   {"do":"settings"}   {"do":"change_settings","settings":{"sip.transport":"tls"},"version":"7"}
//   {"settings":{"sip.transport":"tls","sip.password":{"set":true}},"version":"8",
//    "pinned":{"sip.username":"/etc/portero/station.toml:3:1"},"remarks":[]}
namespace portero::ipc {

[[nodiscard]] boost::json::object written(const control::ToSettings& request);
[[nodiscard]] boost::json::object written(const control::SettingsInForce& told);

// An error names the field and what is allowed.
[[nodiscard]] std::expected<control::ChangeSettings, std::string> change_of(
    const boost::json::object& from);
[[nodiscard]] std::expected<control::SettingsInForce, std::string> settings_of(
    const boost::json::object& from);

}  // namespace portero::ipc
