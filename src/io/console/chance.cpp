#include "io/console/chance.hpp"

#include <array>
#include <sodium.h>

#include "io/store/sodium.hpp"

namespace portero::console {
namespace {

constexpr std::size_t token_bytes = 32;
constexpr int encoding = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

template <std::size_t size>
std::array<unsigned char, size> chance() {
  store::use_sodium();
  std::array<unsigned char, size> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

}  // namespace

std::string random_token() {
  const auto bytes = chance<token_bytes>();
  std::string text(sodium_base64_encoded_len(bytes.size(), encoding), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), encoding);
  text.pop_back();  // the zero that ends it
  return text;
}

ClaimCode random_claim_code() { return ClaimCode{chance<ClaimCode::length>()}; }

}  // namespace portero::console
