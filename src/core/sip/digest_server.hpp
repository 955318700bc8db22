#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "core/sip/auth.hpp"

namespace portero::sip {

enum class DigestVerdict {
  accepted,
  wrong,  // username, password or request are not what was hashed
  stale,  // right, but the nonce is old, unknown or was used before: challenge again
};

// Challenges whoever calls us directly and checks what they answer. Remembers at most
// max_digest_nonces nonces; the oldest is forgotten first.
class DigestServer {
 public:
  DigestServer(std::string realm, base::Duration nonce_lifetime)
      : realm_(std::move(realm)), nonce_lifetime_(nonce_lifetime) {}

  // One challenge for each algorithm, the strongest first (RFC 8760 section 2.3). The nonce is the
  // caller's: at least 128 random bits.
  [[nodiscard]] std::vector<DigestChallenge> challenge(std::string nonce, bool stale,
                                                       base::TimePoint now);

  // The password is that of credentials.username. Their URI is not compared with the Request-URI:
  // a proxy between us has rewritten that.
  [[nodiscard]] DigestVerdict check(const DigestCredentials& credentials, std::string_view password,
                                    std::string_view method, std::string_view body,
                                    base::TimePoint now);

 private:
  struct Nonce {
    std::string text;
    base::TimePoint issued;
    std::uint32_t last_count = 0;
  };

  std::string realm_;
  base::Duration nonce_lifetime_;
  std::deque<Nonce> nonces_;
};

}  // namespace portero::sip
