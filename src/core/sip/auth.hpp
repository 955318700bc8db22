#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sip/fields.hpp"

namespace portero::sip {

// RFC 7616 section 3.3, in the order of their strength. RFC 8760 brings them to SIP.
enum class DigestAlgorithm { md5, md5_sess, sha_256, sha_256_sess, sha_512_256, sha_512_256_sess };

[[nodiscard]] std::string_view to_string(DigestAlgorithm algorithm);
[[nodiscard]] std::optional<DigestAlgorithm> digest_algorithm(std::string_view name);

// One Digest challenge of WWW-Authenticate or Proxy-Authenticate (RFC 3261 section 20.44).
struct DigestChallenge {
  std::string realm;
  std::string nonce;
  std::optional<std::string> opaque;
  std::optional<DigestAlgorithm> algorithm = DigestAlgorithm::md5;  // nullopt: one unknown to us
  std::vector<std::string> qop;  // empty when the server offers none (RFC 2069)
  bool stale = false;

  bool operator==(const DigestChallenge&) const = default;
};

// All Digest challenges of one field value, in their order; those of other schemes are passed over.
[[nodiscard]] Parsed<std::vector<DigestChallenge>> parse_challenges(std::string_view value);
[[nodiscard]] std::string to_string(const DigestChallenge& challenge);
[[nodiscard]] Field<std::vector<DigestChallenge>> www_challenges(const Headers& headers);
[[nodiscard]] Field<std::vector<DigestChallenge>> proxy_challenges(const Headers& headers);

// Authorization or Proxy-Authorization (RFC 3261 section 20.7).
struct DigestCredentials {
  std::string username;
  std::string realm;
  std::string nonce;
  std::string uri;
  std::string response;  // hexadecimal
  std::optional<std::string> opaque;
  DigestAlgorithm algorithm = DigestAlgorithm::md5;
  std::string qop;  // "auth", "auth-int" or empty
  std::string cnonce;
  std::uint32_t nonce_count = 0;

  bool operator==(const DigestCredentials&) const = default;
};

[[nodiscard]] Parsed<DigestCredentials> parse_credentials(std::string_view value);
[[nodiscard]] std::string to_string(const DigestCredentials& credentials);
// nc as it is written and hashed.
[[nodiscard]] std::string eight_hex_digits(std::uint32_t number);
// The first that is Digest and for that realm; what cannot be read counts as absent.
[[nodiscard]] std::optional<DigestCredentials> credentials_for(const Headers& headers, HeaderId id,
                                                               std::string_view realm);

}  // namespace portero::sip
