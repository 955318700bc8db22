#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/sdp/fingerprint.hpp"

namespace portero::rtp {

// What we show in DTLS (RFC 5763): our own signature, believed because the description names its
// hash.
struct Certificate {
  std::string pem;  // with its private key
  sdp::Fingerprint fingerprint;
};

// The one of this process, made at the first call.
[[nodiscard]] const Certificate& own_certificate();

// Whether the certificate has one of the described hashes (RFC 8122 section 5).
[[nodiscard]] bool is_described(std::string_view pem,
                                const std::vector<sdp::Fingerprint>& described);

}  // namespace portero::rtp
