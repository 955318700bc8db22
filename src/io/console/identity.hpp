#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

#include "io/net/certificate.hpp"
#include "io/net/fingerprint.hpp"
#include "io/net/tls_context.hpp"

namespace portero::console {

inline constexpr const char* certificate_file = "console-certificate.pem";
inline constexpr const char* key_file = "console-key.pem";

struct Identity {
  net::TlsIdentity tls;
  net::CertificateFingerprint fingerprint;
};

// As whom the console is served: by the certificate in the folder, which is made where there is
// none, for this host's name. An error is a sentence.
[[nodiscard]] std::expected<Identity, std::string> identity_in(const std::filesystem::path& folder);

// When the certificate in the folder is valid; none where there is no certificate.
[[nodiscard]] std::optional<net::Validity> validity_in(const std::filesystem::path& folder);

}  // namespace portero::console
