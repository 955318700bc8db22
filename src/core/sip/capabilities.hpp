#pragma once

#include <string_view>
#include <vector>

#include "core/sip/fields.hpp"
#include "core/sip/message.hpp"

// What we can do, as our messages say it.
namespace portero::sip {

inline constexpr std::string_view allowed_methods =
    "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, PRACK, UPDATE";
inline constexpr std::string_view supported_extensions = "100rel, timer";
inline constexpr std::string_view accepted_bodies =
    "application/sdp, multipart/mixed, application/dtmf-relay, application/dtmf, "
    "application/media_control+xml";

// For a 405 (a method that we know and do not do) or a 501 (one that we never heard of); 0 for one
// that we do.
[[nodiscard]] int status_of_method(const Method& method);

// The option tags of Require that we do not know: they go into Unsupported of a 420.
[[nodiscard]] Field<std::vector<std::string>> unsupported_requirements(const Headers& headers);

// Whether an answer may hold a session description. An Accept that is empty or cannot be read
// counts for nothing: its caller would be refused for a slip of the pen.
[[nodiscard]] bool accepts_sdp(const Headers& headers);

// A refusal with the field that its status asks for: Allow for 405, Accept for 415.
[[nodiscard]] Response refusal(const Request& request, int status, std::string_view reason = "");

// RFC 3261 section 11.2, without a session description.
[[nodiscard]] Response answer_to_options(const Request& request);

}  // namespace portero::sip
