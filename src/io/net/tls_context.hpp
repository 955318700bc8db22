#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "io/net/fingerprint.hpp"

namespace portero::net {

// Whom a client believes to be the server. With authorities, the certificate must also be for the
// server's name; the pinned certificate is believed whatever its names and dates say.
struct TrustSystemAuthorities {};
struct TrustAuthorities {
  std::string pem;  // certificates, and nothing from the system
};
struct TrustPinned {
  CertificateFingerprint sha256;
};
struct TrustAnyone {};  // no verification: only where a person chose it
using Trust = std::variant<TrustSystemAuthorities, TrustAuthorities, TrustPinned, TrustAnyone>;

struct TlsIdentity {
  std::string certificates_pem;  // our own first, then those between it and its authority
  std::string key_pem;           // without a passphrase
};

// TLS 1.2 and 1.3 as a client: whom to believe, and who we are where the server asks.
class TlsClient {
 public:
  // An error is a sentence for the settings page.
  [[nodiscard]] static std::expected<std::shared_ptr<const TlsClient>, std::string> make(
      Trust trust, const std::optional<TlsIdentity>& identity = std::nullopt);
  ~TlsClient();
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

 private:
  friend class TlsSession;
  struct OpenSsl;
  explicit TlsClient(std::unique_ptr<const OpenSsl> openssl);

  std::unique_ptr<const OpenSsl> openssl_;
};

// TLS 1.2 and 1.3 as a server, which asks its clients for no certificate.
class TlsServer {
 public:
  [[nodiscard]] static std::expected<std::shared_ptr<const TlsServer>, std::string> make(
      const TlsIdentity& identity);
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

 private:
  friend class TlsSession;
  struct OpenSsl;
  explicit TlsServer(std::unique_ptr<const OpenSsl> openssl);

  std::unique_ptr<const OpenSsl> openssl_;
};

}  // namespace portero::net
