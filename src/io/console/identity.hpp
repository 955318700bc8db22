#pragma once

#include <chrono>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/control/message.hpp"
#include "io/net/certificate.hpp"
#include "io/net/tls_context.hpp"

namespace portero::console {

// Made by the station, its key and its certificate.
inline constexpr const char* certificate_file = "console-certificate.pem";
inline constexpr const char* key_file = "console-key.pem";
// Given by somebody, both in one file, so that it is there whole or not at all. Empty where it was
// taken back.
inline constexpr const char* given_file = "console-given.pem";

// As whom the console is served.
struct Identity {
  std::shared_ptr<const net::TlsServer> tls;
  control::CertificateTold told;
  std::string trouble{};  // what is wrong with the given one that is not used; a sentence
};

// By the given certificate in the folder, else by the station's own, which is made where there is
// none, for this host's name. An error is a sentence.
[[nodiscard]] std::expected<Identity, std::string> identity_in(const std::filesystem::path& folder);

// Keeps what was given, if browsers can take it now. A refusal names the field: certificate or key.
[[nodiscard]] std::expected<void, control::Refused> keep_given(const std::filesystem::path& folder,
                                                               const control::UseCertificate& given,
                                                               std::chrono::sys_seconds now);
[[nodiscard]] std::expected<void, control::Refused> forget_given(
    const std::filesystem::path& folder);

// When the certificate that is served is valid; none where there is no certificate.
[[nodiscard]] std::optional<net::Validity> validity_in(const std::filesystem::path& folder);

}  // namespace portero::console
