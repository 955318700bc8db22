#include "io/media/rtp/certificate.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/assert.hpp"

namespace portero::rtp {
namespace {

constexpr long valid_for_s = 365L * 24 * 3600;
constexpr long clock_may_be_wrong_by_s = 24L * 3600;

template <auto free>
struct Free {
  template <class Object>
  void operator()(Object* object) const {
    free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using X509Pointer = std::unique_ptr<X509, Free<X509_free>>;
using Memory = std::unique_ptr<BIO, Free<BIO_free>>;

std::string text_of(BIO* memory) {
  char* begin = nullptr;
  const long size = BIO_get_mem_data(memory, &begin);
  return {begin, static_cast<std::size_t>(size)};
}

// The name of a hash in descriptions, "sha-256", is OpenSSL's without the dash.
std::optional<std::string> digest_of(const X509& certificate, std::string hash) {
  std::erase(hash, '-');
  const EVP_MD* const method = EVP_get_digestbyname(hash.c_str());
  if (method == nullptr) return std::nullopt;
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  if (X509_digest(&certificate, method, bytes.data(), &size) != 1) return std::nullopt;
  std::string text;
  for (unsigned int i = 0; i < size; ++i)
    text += fmt::format("{}{:02X}", i == 0 ? "" : ":", bytes[i]);
  return text;
}

X509Pointer self_signed(EVP_PKEY* key) {
  X509Pointer certificate{X509_new()};
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -clock_may_be_wrong_by_s);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), valid_for_s);
  // Linphone's TLS cannot read a certificate of nobody.
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  constexpr unsigned char own_name[] = "portero";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, own_name, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_set_pubkey(certificate.get(), key);
  const int size = X509_sign(certificate.get(), key, EVP_sha256());
  PORTERO_ASSERT(size > 0, "a fresh key signs");
  return certificate;
}

Certificate make() {
  const Key key{EVP_EC_gen("P-256")};
  PORTERO_ASSERT(key != nullptr, "OpenSSL has P-256 and randomness");
  const X509Pointer certificate = self_signed(key.get());
  const Memory memory{BIO_new(BIO_s_mem())};
  auto digest = digest_of(*certificate, "sha-256");
  PORTERO_ASSERT(digest, "OpenSSL has SHA-256");
  PEM_write_bio_X509(memory.get(), certificate.get());
  PEM_write_bio_PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return {.pem = text_of(memory.get()), .fingerprint = {"sha-256", *std::move(digest)}};
}

}  // namespace

const Certificate& own_certificate() {
  static const Certificate certificate = make();
  return certificate;
}

bool is_described(std::string_view pem, const std::vector<sdp::Fingerprint>& described) {
  const Memory memory{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
  const X509Pointer certificate{PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)};
  if (!certificate) return false;
  return std::ranges::any_of(described, [&](const sdp::Fingerprint& fingerprint) {
    return digest_of(*certificate, fingerprint.hash) == fingerprint.digest;
  });
}

}  // namespace portero::rtp
