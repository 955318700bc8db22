#include "io/console/password_hash.hpp"

#include <array>
#include <sodium.h>

#include "io/store/sodium.hpp"

namespace portero::console {
namespace {

constexpr unsigned long long passes = 2;

}  // namespace

std::string hash_password(std::string_view password) {
  store::use_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const int failed = crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes,
                                           hash_memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  return failed == 0 ? std::string{hash.data()} : std::string{};
}

bool is_password(const std::string& hash, std::string_view password) {
  store::use_sodium();
  return hash.size() < crypto_pwhash_STRBYTES &&
         crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace portero::console
