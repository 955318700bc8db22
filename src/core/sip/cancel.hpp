#pragma once

#include <vector>

#include "core/sip/message.hpp"
#include "core/sip/reason.hpp"

namespace portero::sip {

// RFC 3261 section 9.1: the CANCEL for an INVITE as it was sent, Via included; it goes to the same
// hop, in a transaction of its own. Nothing needs to be done about its answer.
[[nodiscard]] Request cancel_of(const Request& invite, const std::vector<Reason>& reasons = {});

void append_reasons(Headers& headers, const std::vector<Reason>& reasons);

// For CANCEL and BYE to those who rang in vain (RFC 3326).
[[nodiscard]] Reason completed_elsewhere();

}  // namespace portero::sip
