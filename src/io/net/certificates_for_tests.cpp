#include "io/net/certificates_for_tests.hpp"

#include <openssl/ec.h>

#include "base/assert.hpp"
#include "io/net/certificate.hpp"
#include "io/net/pem.hpp"

namespace portero::net {
namespace {

void require(bool condition) { PORTERO_ASSERT(condition, "OpenSSL makes what the test plans"); }

void set_name(X509_NAME* name, const std::string& common_name) {
  const auto* const text = reinterpret_cast<const unsigned char*>(common_name.c_str());
  require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1);
}

void add_extension(X509& certificate, X509& issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  require(extension != nullptr && X509_add_ext(&certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

}  // namespace

IssuedCertificate::IssuedCertificate(const CertificatePlan& plan, const IssuedCertificate* issuer)
    : key_(EVP_EC_gen("P-256")), certificate_(X509_new()) {
  static long serial = 0;
  X509& own = *certificate_;
  X509& signer = issuer != nullptr ? *issuer->certificate_ : own;
  X509_set_version(&own, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(&own), ++serial);
  X509_time_adj_ex(X509_getm_notBefore(&own), plan.first_day, 0, nullptr);
  X509_time_adj_ex(X509_getm_notAfter(&own), plan.last_day, 0, nullptr);
  set_name(X509_get_subject_name(&own), plan.common_name);
  X509_set_issuer_name(&own, X509_get_subject_name(&signer));
  X509_set_pubkey(&own, key_.get());
  if (plan.is_authority) add_extension(own, signer, NID_basic_constraints, "critical,CA:TRUE");
  if (!plan.alternative_names.empty())
    add_extension(own, signer, NID_subject_alt_name, plan.alternative_names);
  if (!plan.extended_key_usage.empty())
    add_extension(own, signer, NID_ext_key_usage, plan.extended_key_usage);
  EVP_PKEY* const signing_key = issuer != nullptr ? issuer->key_.get() : key_.get();
  require(X509_sign(&own, signing_key, EVP_sha256()) > 0);
}

std::string IssuedCertificate::pem() const { return to_pem(*certificate_); }

TlsIdentity IssuedCertificate::identity(const std::string& chain_pem) const {
  return {pem() + chain_pem, to_pem(*key_)};
}

CertificateFingerprint IssuedCertificate::fingerprint() const {
  const auto fingerprint = fingerprint_of(*certificate_);
  PORTERO_ASSERT(fingerprint.has_value(), "OpenSSL hashes what it made");
  return *fingerprint;
}

}  // namespace portero::net
