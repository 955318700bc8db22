#pragma once

#include <optional>
#include <vector>

#include "core/settings/field_error.hpp"
#include "core/settings/settings.hpp"

namespace portero::settings {

// What speaks against one value, whatever the other settings are.
std::optional<Reason> objection(const Setting& setting, const Value& value);

// What is required and missing, and what does not go together (the ids of the credential within
// their card format are core/access's to check).
std::vector<FieldError> contradictions(const Settings& settings);

}  // namespace portero::settings
