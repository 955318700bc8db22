#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portero::net {

// SHA-256 of a whole certificate in DER, as browsers and 'openssl x509 -fingerprint -sha256' show.
using CertificateFingerprint = std::array<std::uint8_t, 32>;

// "AB:CD:...", with its colons or without, in either case.
[[nodiscard]] std::optional<CertificateFingerprint> parse_fingerprint(std::string_view text);
[[nodiscard]] std::string to_string(const CertificateFingerprint& fingerprint);

}  // namespace portero::net
