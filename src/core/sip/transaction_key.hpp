#pragma once

#include <string>

#include "core/sip/message.hpp"

// What makes two messages belong to the same transaction, as one string.
namespace portero::sip {

// RFC 3261 section 17.1.3: the branch that we made, and the method, for a CANCEL has its INVITE's.
[[nodiscard]] std::string client_key(const Headers& headers);

// RFC 3261 section 17.2.3. An ACK or a CANCEL has the key of the INVITE it means. Also for peers of
// RFC 2543, whose branch names nothing.
[[nodiscard]] std::string server_key(const Request& request);
[[nodiscard]] std::string key_of_cancelled_invite(const Request& cancel);

}  // namespace portero::sip
