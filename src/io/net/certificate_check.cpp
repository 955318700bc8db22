#include "io/net/certificate_check.hpp"

#include <array>
#include <ctime>

#include "base/assert.hpp"
#include "base/overloaded.hpp"
#include "io/net/certificate.hpp"

namespace portero::net {
namespace {

using transport::Failure;
using transport::FailureKind;
using Verdict = std::optional<Failure>;

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm date{};
  gmtime_r(&now, &date);
  std::array<char, 16> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%F", &date)};
}

std::string fingerprint_text(const X509& certificate) {
  const auto fingerprint = fingerprint_of(certificate);
  return "its SHA-256 is " + (fingerprint ? to_string(*fingerprint) : "unknown");
}

// What OpenSSL found wrong with a certificate of the chain.
Failure chain_failure(int error, const X509& certificate) {
  const std::string subject = subject_of(certificate);
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return {FailureKind::certificate_expired,
              subject + ", on " + valid_until(certificate) + "; the clock here says " + today()};
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return {FailureKind::certificate_not_yet_valid,
              subject + ", before " + valid_from(certificate) + "; the clock here says " + today()};
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return {FailureKind::certificate_self_signed, subject + "; " + fingerprint_text(certificate)};
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return {FailureKind::certificate_authority_unknown, issuer_of(certificate)};
    default:
      return {FailureKind::certificate_unusable,
              subject + ": " + X509_verify_cert_error_string(error)};
  }
}

Verdict check_pinned(const X509& leaf, const TrustPinned& pinned) {
  if (fingerprint_of(leaf) == pinned.sha256) return std::nullopt;
  return Failure{FailureKind::certificate_not_the_pinned_one, fingerprint_text(leaf)};
}

Verdict check_chain_and_name(X509_STORE_CTX& chain, X509& leaf, const std::string& server_name) {
  if (X509_verify_cert(&chain) != 1) {
    const X509* const wrong = X509_STORE_CTX_get_current_cert(&chain);
    return chain_failure(X509_STORE_CTX_get_error(&chain), wrong != nullptr ? *wrong : leaf);
  }
  if (is_issued_for(leaf, server_name)) return std::nullopt;
  X509_STORE_CTX_set_error(&chain, X509_V_ERR_HOSTNAME_MISMATCH);
  return Failure{FailureKind::certificate_for_another_name,
                 "it is for " + issued_for(leaf) + "; not for " + server_name};
}

Verdict verdict(X509_STORE_CTX& chain, X509& leaf, const ServerCheck& check) {
  return std::visit(
      base::overloaded{[&](const base::OneOf<TrustSystemAuthorities, TrustAuthorities> auto&) {
                         return check_chain_and_name(chain, leaf, check.server_name);
                       },
                       [&](const TrustPinned& pinned) { return check_pinned(leaf, pinned); },
                       [](const TrustAnyone&) { return Verdict{}; }},
      check.trust);
}

}  // namespace

void attach(SSL& ssl, ServerCheck& check) { SSL_set_app_data(&ssl, &check); }

int verify_server(X509_STORE_CTX* chain, void*) {
  const auto* const ssl = static_cast<const SSL*>(
      X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* const check = static_cast<ServerCheck*>(SSL_get_app_data(ssl));
  X509* const leaf = X509_STORE_CTX_get0_cert(chain);
  PORTERO_ASSERT(check != nullptr && leaf != nullptr, "a client's handshake has its check");
  check->failure = verdict(*chain, *leaf, *check);
  // The error chooses the alert that the server is told.
  if (!check->failure)
    X509_STORE_CTX_set_error(chain, X509_V_OK);
  else if (X509_STORE_CTX_get_error(chain) == X509_V_OK)
    X509_STORE_CTX_set_error(chain, X509_V_ERR_CERT_REJECTED);
  return check->failure ? 0 : 1;
}

}  // namespace portero::net
