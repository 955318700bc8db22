#pragma once

#include <optional>
#include <string_view>

#include "core/dtmf/key_report.hpp"

namespace portero::dtmf {

// The key of a SIP INFO, of either type that phones use, for some send the body of one under the
// name of the other: application/dtmf-relay ("Signal=5", "Duration=160" in milliseconds, each on
// its line) or application/dtmf ("5"). Nullopt for what is no key: a flash, several, none.
[[nodiscard]] std::optional<InfoKey> parse_info(std::string_view body);

}  // namespace portero::dtmf
