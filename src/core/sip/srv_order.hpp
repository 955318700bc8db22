#pragma once

#include <cstddef>
#include <vector>

#include "base/dice.hpp"
#include "core/dns/records.hpp"

namespace portero::sip {

// More than any honest zone has; of the rest, the less preferred are passed over.
inline constexpr std::size_t max_srv_records = 16;

// The order in which to try them (RFC 2782): by priority, and by weighted chance within one.
[[nodiscard]] std::vector<dns::Srv> srv_order(std::vector<dns::Srv> records, base::Dice& dice);

}  // namespace portero::sip
