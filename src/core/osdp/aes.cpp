#include "core/osdp/aes.hpp"

#include <algorithm>
#include <memory>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/assert.hpp"

namespace portero::osdp {
namespace {

struct Freed {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

Bytes cbc(const Key& key, const Block& initial, base::ByteView blocks, bool encrypt) {
  PORTERO_ASSERT(blocks.size() % Block{}.size() == 0, "whole blocks are given");
  const std::unique_ptr<EVP_CIPHER_CTX, Freed> context{EVP_CIPHER_CTX_new()};
  Bytes out(blocks.size() + Block{}.size());
  int size = 0;
  const bool done = context != nullptr &&
                    EVP_CipherInit_ex(context.get(), EVP_aes_128_cbc(), nullptr, key.data(),
                                      initial.data(), encrypt ? 1 : 0) == 1 &&
                    EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
                    EVP_CipherUpdate(context.get(), out.data(), &size, blocks.data(),
                                     static_cast<int>(blocks.size())) == 1;
  PORTERO_ASSERT(done && static_cast<std::size_t>(size) == blocks.size(), "OpenSSL has AES-128");
  out.resize(blocks.size());
  return out;
}

}  // namespace

Block encrypted(const Key& key, const Block& block) {
  const Bytes one = cbc(key, Block{}, block, true);
  Block out{};
  std::ranges::copy(one, out.begin());
  return out;
}

Bytes encrypted(const Key& key, const Block& initial, base::ByteView blocks) {
  return cbc(key, initial, blocks, true);
}

Bytes decrypted(const Key& key, const Block& initial, base::ByteView blocks) {
  return cbc(key, initial, blocks, false);
}

bool same(base::ByteView left, base::ByteView right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace portero::osdp
