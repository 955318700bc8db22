#include "core/sdp/crypto.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "base/base64.hpp"
#include "core/sdp/scan.hpp"

namespace portero::sdp {
namespace {

constexpr std::string_view inline_method = "inline:";

std::optional<SrtpSuite> to_suite(std::string_view text) {
  const auto* found = std::ranges::find_if(
      srtp_suites, [&](SrtpSuite suite) { return same_name(to_text(suite), text); });
  return found == std::ranges::end(srtp_suites) ? std::nullopt : std::optional{*found};
}

// Of the fields after the key a lifetime changes nothing for us; a master key index (it has a ':')
// would change the packets.
bool understood(std::string_view key_fields) {
  const auto [lifetime, index] = split_at(key_fields, '|');
  return index.empty() && !lifetime.contains(':');
}

// WSH is a hint, and a leading '-' says 'may be ignored' (RFC 4568 section 6.3); others change the
// packets.
bool may_be_ignored(std::string_view session_parameter) {
  return session_parameter.starts_with('-') || session_parameter.starts_with("WSH=");
}

}  // namespace

std::string_view to_text(SrtpSuite suite) {
  switch (suite) {
    case SrtpSuite::aes_cm_128_hmac_sha1_80: return "AES_CM_128_HMAC_SHA1_80";
    case SrtpSuite::aes_cm_128_hmac_sha1_32: return "AES_CM_128_HMAC_SHA1_32";
    case SrtpSuite::aead_aes_128_gcm: return "AEAD_AES_128_GCM";
    case SrtpSuite::aead_aes_256_gcm: return "AEAD_AES_256_GCM";
  }
  return {};
}

std::size_t key_and_salt_bytes(SrtpSuite suite) {
  switch (suite) {
    case SrtpSuite::aes_cm_128_hmac_sha1_80: return 16 + 14;
    case SrtpSuite::aes_cm_128_hmac_sha1_32: return 16 + 14;
    case SrtpSuite::aead_aes_128_gcm: return 16 + 12;
    case SrtpSuite::aead_aes_256_gcm: return 32 + 12;
  }
  return 0;
}

std::optional<Crypto> Crypto::parse(std::string_view value) {
  const auto tag = to_number<std::uint32_t>(take_word(value));
  const auto suite = to_suite(take_word(value));
  std::string_view key = take_word(value);
  if (!tag || !suite || !same_name(key.substr(0, inline_method.size()), inline_method))
    return std::nullopt;
  for (auto parameter = take_word(value); !parameter.empty(); parameter = take_word(value))
    if (!may_be_ignored(parameter)) return std::nullopt;
  key.remove_prefix(inline_method.size());
  const auto [base64, fields] = split_at(key, '|');
  auto bytes = base::from_base64(base64);
  if (!understood(fields) || !bytes || bytes->size() != key_and_salt_bytes(*suite))
    return std::nullopt;
  return Crypto{.tag = *tag, .suite = *suite, .key_and_salt = std::move(*bytes)};
}

std::string Crypto::text() const {
  return fmt::format("{} {} {}{}", tag, to_text(suite), inline_method,
                     base::to_base64(key_and_salt));
}

Crypto make_crypto(std::uint32_t tag, SrtpSuite suite, base::ByteView random) {
  PORTERO_ASSERT(random.size() == key_and_salt_bytes(suite), "a key fits its suite");
  return {.tag = tag, .suite = suite, .key_and_salt = {random.begin(), random.end()}};
}

}  // namespace portero::sdp
