#include "io/net/pem.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

namespace portero::net {
namespace {

OwnedBio reader_of(std::string_view text) {
  return OwnedBio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

int refuse_passphrase(char*, int, int, void*) { return -1; }

bool stopped_at_the_end() {
  const unsigned long error = ERR_peek_last_error();
  return ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
}

// Empty where there is no memory for it.
template <class Write>
std::string written(const Write& write) {
  const OwnedBio memory{BIO_new(BIO_s_mem())};
  if (!memory || write(memory.get()) != 1) return {};
  std::string text(BIO_ctrl_pending(memory.get()), '\0');
  BIO_read(memory.get(), text.data(), static_cast<int>(text.size()));
  return text;
}

}  // namespace

std::expected<std::vector<OwnedCertificate>, std::string> read_certificates(std::string_view pem) {
  if (pem.size() > max_pem_bytes) return std::unexpected{"it is larger than 2 MiB"};
  ERR_clear_error();
  const OwnedBio reader = reader_of(pem);
  std::vector<OwnedCertificate> certificates;
  while (auto* next = PEM_read_bio_X509(reader.get(), nullptr, refuse_passphrase, nullptr)) {
    certificates.emplace_back(next);
    if (certificates.size() > max_pem_certificates)
      return std::unexpected{"it holds more than 512 certificates"};
  }
  const bool is_whole = stopped_at_the_end();
  ERR_clear_error();
  if (!is_whole)
    return std::unexpected{"certificate " + std::to_string(certificates.size() + 1) +
                           " in it is damaged"};
  if (certificates.empty()) return std::unexpected{"there is no certificate in it"};
  return certificates;
}

std::expected<OwnedKey, std::string> read_private_key(std::string_view pem) {
  if (pem.size() > max_pem_bytes) return std::unexpected{"it is larger than 2 MiB"};
  ERR_clear_error();
  const OwnedBio reader = reader_of(pem);
  OwnedKey key{PEM_read_bio_PrivateKey(reader.get(), nullptr, refuse_passphrase, nullptr)};
  ERR_clear_error();
  if (!key) return std::unexpected{"there is no private key in it that needs no passphrase"};
  return key;
}

std::string to_pem(const X509& certificate) {
  return written([&](BIO* bio) { return PEM_write_bio_X509(bio, &certificate); });
}

std::string to_pem(const EVP_PKEY& key) {
  return written([&](BIO* bio) {
    return PEM_write_bio_PrivateKey(bio, &key, nullptr, nullptr, 0, nullptr, nullptr);
  });
}

}  // namespace portero::net
