#include "io/net/server_identity.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <openssl/err.h>

#include "io/net/certificate.hpp"
#include "io/net/pem.hpp"

namespace portero::net {
namespace {

using Certificates = std::vector<OwnedCertificate>;
using Objection = std::optional<std::string>;

constexpr int min_rsa_bits = 2048;
constexpr int max_rsa_bits = 4096;  // longer ones would keep the loop from a door
constexpr std::array<std::string_view, 2> curves{"prime256v1", "secp384r1"};
constexpr std::string_view allowed_keys =
    "allowed are EC keys of P-256 or P-384, and RSA keys of "
    "2048 to 4096 bits";

std::string curve_of(const EVP_PKEY& key) {
  std::array<char, 64> name{};
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(&key, name.data(), name.size(), &size) != 1) return "unknown";
  return {name.data(), size};
}

bool is_of(const X509& certificate, const EVP_PKEY& key) {
  const bool fits = X509_check_private_key(&certificate, &key) == 1;
  ERR_clear_error();
  return fits;
}

std::string day(std::chrono::sys_seconds time) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
  const auto two = [](unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return std::to_string(static_cast<int>(date.year())) + "-" +
         two(static_cast<unsigned>(date.month())) + "-" + two(static_cast<unsigned>(date.day()));
}

Objection objection_to_dates(const X509& certificate, std::chrono::sys_seconds now) {
  const auto validity = validity_of(certificate);
  if (!validity) return "The dates in the certificate cannot be read.";
  if (now >= validity->until)
    return "The certificate of " + subject_of(certificate) + " expired on " + day(validity->until) +
           "; the station's clock says " + day(now) + ".";
  if (now < validity->from)
    return "The certificate of " + subject_of(certificate) + " is valid from " +
           day(validity->from) + " on; the station's clock says " + day(now) + ".";
  return std::nullopt;
}

Objection objection_to_order(const Certificates& certificates) {
  for (std::size_t i = 1; i < certificates.size(); ++i) {
    const bool issued =
        X509_check_issued(certificates[i].get(), certificates[i - 1].get()) == X509_V_OK;
    ERR_clear_error();
    if (!issued)
      return "Certificate " + std::to_string(i + 1) + " in it, of " + subject_of(*certificates[i]) +
             ", did not issue the one before. The station's own "
             "comes first, then each one's issuer.";
  }
  return std::nullopt;
}

Objection objection_to_use(X509& certificate) {
  if (hosts_of(certificate).empty())
    return "The certificate is for no host: browsers look at its alternative names (SAN), and it "
           "has none.";
  // Without the authority's part in it: whom browsers believe is theirs to say.
  if (X509_check_purpose(&certificate, X509_PURPOSE_SSL_SERVER, 0) != 1)
    return "The certificate is not for servers: its key usage says otherwise.";
  return std::nullopt;
}

Objection objection_to(const Certificates& certificates, std::chrono::sys_seconds now) {
  if (certificates.size() > max_identity_certificates)
    return "There are " + std::to_string(certificates.size()) + " certificates in it; " +
           std::to_string(max_identity_certificates) + " are the most.";
  for (const OwnedCertificate& certificate : certificates)
    if (auto objection = objection_to_dates(*certificate, now)) return objection;
  if (auto objection = objection_to_use(*certificates.front())) return objection;
  return objection_to_order(certificates);
}

// The key may belong to one that was put behind the first.
std::string misfit(const Certificates& certificates, const EVP_PKEY& key) {
  for (const OwnedCertificate& certificate : certificates)
    if (is_of(*certificate, key))
      return "The key belongs to the certificate of " + subject_of(*certificate) +
             ", which must be the first in the file.";
  return "The key does not belong to the certificate of " + subject_of(*certificates.front()) + ".";
}

std::unexpected<IdentityFault> fault(IdentityPart part, std::string sentence) {
  return std::unexpected{IdentityFault{part, std::move(sentence)}};
}

}  // namespace

Objection objection_to_key(const EVP_PKEY& key) {
  const int bits = EVP_PKEY_get_bits(&key);
  if (EVP_PKEY_is_a(&key, "RSA") == 1) {
    if (bits >= min_rsa_bits && bits <= max_rsa_bits) return std::nullopt;
    return "This is an RSA key of " + std::to_string(bits) + " bits; " + std::string{allowed_keys} +
           ".";
  }
  if (EVP_PKEY_is_a(&key, "EC") == 1) {
    const std::string curve = curve_of(key);
    if (std::ranges::find(curves, curve) != curves.end()) return std::nullopt;
    return "This is an EC key of " + curve + "; " + std::string{allowed_keys} + ".";
  }
  const char* const kind = EVP_PKEY_get0_type_name(&key);
  return "This is a key of the kind " + std::string{kind != nullptr ? kind : "unknown"} + "; " +
         std::string{allowed_keys} + ".";
}

std::expected<TlsIdentity, IdentityFault> checked_identity(const TlsIdentity& given,
                                                           std::chrono::sys_seconds now) {
  using enum IdentityPart;
  if (given.certificates_pem.size() > max_identity_bytes)
    return fault(certificate, "The certificate is larger than 64 KiB.");
  if (given.key_pem.size() > max_identity_bytes)
    return fault(key, "The key is larger than 64 KiB.");
  const auto certificates = read_certificates(given.certificates_pem);
  if (!certificates)
    return fault(certificate, "This is no certificate as PEM: " + certificates.error() + ".");
  const auto private_key = read_private_key(given.key_pem);
  if (!private_key)
    return fault(key, "This is no private key as PEM: " + private_key.error() + ".");
  if (auto objection = objection_to_key(**private_key)) return fault(key, *std::move(objection));
  if (!is_of(*certificates->front(), **private_key))
    return fault(key, misfit(*certificates, **private_key));
  if (auto objection = objection_to(*certificates, now))
    return fault(certificate, *std::move(objection));

  TlsIdentity identity{.certificates_pem = {}, .key_pem = to_pem(**private_key)};
  for (const OwnedCertificate& each : *certificates) identity.certificates_pem += to_pem(*each);
  if (const auto server = TlsServer::make(identity); !server)
    return fault(certificate, server.error());
  return identity;
}

}  // namespace portero::net
