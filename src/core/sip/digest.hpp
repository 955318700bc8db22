#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/sip/auth.hpp"

namespace portero::sip {

// request-digest of RFC 7616 section 3.4.1 for what the credentials name: username, realm, nonce,
// uri, algorithm, qop, cnonce and nc. nullopt when this machine does not offer the hash.
[[nodiscard]] std::optional<std::string> digest_response(const DigestCredentials& credentials,
                                                         std::string_view password,
                                                         std::string_view method,
                                                         std::string_view body);

// Whether its secret also holds the nonces: the -sess ones.
[[nodiscard]] bool is_session(DigestAlgorithm algorithm);

// Takes as long whether they differ early or late.
[[nodiscard]] bool same_digest(std::string_view left, std::string_view right);

}  // namespace portero::sip
