#pragma once

#include "core/sip/hop.hpp"
#include "core/sip/message.hpp"
#include "core/sip/via.hpp"

// Answers to requests that no transaction keeps.
namespace portero::sip {

// RFC 3261 section 18.2.2 and RFC 3581. Answers go to where the request came from and nowhere else:
// `maddr` would let anybody aim our answers at somebody.
[[nodiscard]] Hop answers_to(const Hop& from, const Via& via);

// RFC 3261 section 8.2.7: the same request always gets the same tag in To.
void set_stateless_tag(Response& response);

// Makes a refusal of parse_message() or StreamFraming ready, as far as what came can be read: its
// Via tells the source, its To has a tag. Gives the hop to send it to.
[[nodiscard]] Hop address_refusal(Response& refusal, const Hop& from);

}  // namespace portero::sip
