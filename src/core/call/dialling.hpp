#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "core/call/outage.hpp"

namespace portero::call {

enum class DialRefusal : std::uint8_t { disabled, sip_off, ringing, in_call };

// Why no extension can be dialled at the moment. An outage is that of the SIP route.
using DialObjection = std::variant<DialRefusal, Outage>;

// The stable word of the API; one word for every outage.
std::string_view code(const DialObjection& objection);

// The sentence for people.
std::string_view explanation(const DialObjection& objection);

}  // namespace portero::call
