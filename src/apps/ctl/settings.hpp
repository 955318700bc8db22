#pragma once

#include <expected>
#include <string>
#include <vector>

#include "core/control/message.hpp"

// The settings on the command line.
namespace portero::ctl {

// "sip.transport=tls"; of one name alone, the value is the standard input, where no list of
// processes and no history shows it. An error is a sentence.
[[nodiscard]] std::expected<control::ChangeSettings, std::string> change_from(
    const std::vector<std::string>& assignments);
[[nodiscard]] control::ChangeSettings reset_of(const std::vector<std::string>& names);

// A line each; those alone whose name begins so.
void print_settings(const control::SettingsInForce& told, const std::string& beginning);
void print_remarks(const control::SettingsInForce& told);

}  // namespace portero::ctl
