#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace portero::sdp {

// The SRTP suites that we speak (RFC 4568 section 6.2, RFC 7714 section 14.2).
enum class SrtpSuite : std::uint8_t {
  aes_cm_128_hmac_sha1_80,
  aes_cm_128_hmac_sha1_32,
  aead_aes_128_gcm,
  aead_aes_256_gcm,
};

// In the order in which to offer them: phones that look at the first line only know the oldest.
inline constexpr SrtpSuite srtp_suites[] = {
    SrtpSuite::aes_cm_128_hmac_sha1_80, SrtpSuite::aead_aes_256_gcm, SrtpSuite::aead_aes_128_gcm,
    SrtpSuite::aes_cm_128_hmac_sha1_32};

[[nodiscard]] std::string_view to_text(SrtpSuite suite);

// Bytes of master key and master salt together.
[[nodiscard]] std::size_t key_and_salt_bytes(SrtpSuite suite);

// One a=crypto line (RFC 4568). A line that asks for what we don't do (another suite, several keys,
// a master key index, session parameters that may not be ignored) is none to us.
struct Crypto {
  static constexpr std::string_view name = "crypto";
  std::uint32_t tag = 1;
  SrtpSuite suite = SrtpSuite::aes_cm_128_hmac_sha1_80;
  std::vector<std::uint8_t> key_and_salt;  // what its sender encrypts with

  static std::optional<Crypto> parse(std::string_view value);
  [[nodiscard]] std::string text() const;
  bool operator==(const Crypto&) const = default;
};

// The line for freshly drawn bytes; there must be key_and_salt_bytes(suite) of them.
[[nodiscard]] Crypto make_crypto(std::uint32_t tag, SrtpSuite suite, base::ByteView random);

}  // namespace portero::sdp
