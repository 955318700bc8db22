#pragma once

#include <expected>
#include <vector>

#include "core/call/policy.hpp"
#include "core/settings/field_error.hpp"
#include "core/settings/settings.hpp"

namespace portero::call {

// What the operation settings mean for calls and unlocks. The unlock credential is encoded here, so
// that one that does not fit its card format is refused when it is set (GEN-1, UNL-5). The contacts
// of the directory are numbered from 1, in their order.
std::expected<Policy, std::vector<settings::FieldError>> policy_from(
    const settings::Settings& settings);

}  // namespace portero::call
