#pragma once

#include <string>

#include "io/net/fingerprint.hpp"
#include "io/net/openssl_pointers.hpp"
#include "io/net/tls_context.hpp"

namespace portero::net {

struct CertificatePlan {
  std::string common_name;
  std::string alternative_names;  // as in openssl.cnf: "DNS:pbx.example.com,IP:192.0.2.1"
  int first_day = -1;             // from today
  int last_day = 30;
  bool is_authority = false;
  std::string extended_key_usage{};  // "serverAuth"
};

// A key with its certificate. The keys are of P-256: made in no time.
class IssuedCertificate {
 public:
  // By itself where no issuer is given.
  explicit IssuedCertificate(const CertificatePlan& plan,
                             const IssuedCertificate* issuer = nullptr);

  [[nodiscard]] X509& certificate() const { return *certificate_; }
  [[nodiscard]] std::string pem() const;
  // With those behind it that a server sends along.
  [[nodiscard]] TlsIdentity identity(const std::string& chain_pem = "") const;
  [[nodiscard]] CertificateFingerprint fingerprint() const;

 private:
  OwnedKey key_;
  OwnedCertificate certificate_;
};

}  // namespace portero::net
