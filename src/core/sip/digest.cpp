#include "core/sip/digest.hpp"

#include <array>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/hex.hpp"

namespace portero::sip {
namespace {

const EVP_MD* hash_of(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::md5:
    case DigestAlgorithm::md5_sess: return EVP_md5();
    case DigestAlgorithm::sha_256:
    case DigestAlgorithm::sha_256_sess: return EVP_sha256();
    case DigestAlgorithm::sha_512_256:
    case DigestAlgorithm::sha_512_256_sess: return EVP_sha512_256();
  }
  return nullptr;
}

// Hashes, and remembers when the machine did not want to: MD5 can be switched off.
class Hash {
 public:
  explicit Hash(DigestAlgorithm algorithm) : type_(hash_of(algorithm)) {}

  std::string hex(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, type_, nullptr) != 1)
      failed_ = true;
    return base::to_hex(base::ByteView{digest}.first(size));
  }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  const EVP_MD* type_;
  bool failed_ = false;
};

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    out += part;
    out += ':';
  }
  out.pop_back();
  return out;
}

}  // namespace

bool is_session(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::md5:
    case DigestAlgorithm::sha_256:
    case DigestAlgorithm::sha_512_256: return false;
    case DigestAlgorithm::md5_sess:
    case DigestAlgorithm::sha_256_sess:
    case DigestAlgorithm::sha_512_256_sess: return true;
  }
  return false;
}

std::optional<std::string> digest_response(const DigestCredentials& credentials,
                                           std::string_view password, std::string_view method,
                                           std::string_view body) {
  Hash hash{credentials.algorithm};
  std::string secret = hash.hex(joined({credentials.username, credentials.realm, password}));
  if (is_session(credentials.algorithm))
    secret = hash.hex(joined({secret, credentials.nonce, credentials.cnonce}));
  const bool with_body = credentials.qop == "auth-int";
  const std::string request = hash.hex(with_body ? joined({method, credentials.uri, hash.hex(body)})
                                                 : joined({method, credentials.uri}));
  const std::string response =
      hash.hex(credentials.qop.empty()
                   ? joined({secret, credentials.nonce, request})
                   : joined({secret, credentials.nonce, eight_hex_digits(credentials.nonce_count),
                             credentials.cnonce, credentials.qop, request}));
  if (hash.failed()) return std::nullopt;
  return response;
}

bool same_digest(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace portero::sip
