#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "io/net/openssl_pointers.hpp"

namespace portero::net {

// A whole bundle of public authorities is about 150 certificates.
inline constexpr std::size_t max_pem_certificates = 512;
inline constexpr std::size_t max_pem_bytes = 2 * 1024 * 1024;

// At least one. Errors are for people: "there is no certificate in it".
[[nodiscard]] std::expected<std::vector<OwnedCertificate>, std::string> read_certificates(
    std::string_view pem);
// Never asks for a passphrase.
[[nodiscard]] std::expected<OwnedKey, std::string> read_private_key(std::string_view pem);

[[nodiscard]] std::string to_pem(const X509& certificate);
// Without a passphrase.
[[nodiscard]] std::string to_pem(const EVP_PKEY& key);

}  // namespace portero::net
