#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sip/auth.hpp"

namespace portero::sip {

struct DigestAccount {
  std::string username;
  std::string password;
  std::string realm = "*";  // the realm to answer challenges for; "*" is any
};

// Why a challenge cannot be answered; each has its own plain words for people.
enum class DigestRefusal {
  other_realm,        // no challenge is for our realm
  unknown_algorithm,  // none with an algorithm and a qop that we know
  wrong_credentials,  // the server has seen our answer and refused it
};

// Answers the challenges of one server or proxy: 401 and 407 each have one of these.
class DigestClient {
 public:
  explicit DigestClient(DigestAccount account) : account_(std::move(account)) {}

  // A request was challenged. Takes the topmost challenge that we can answer, which RFC 8760
  // section 2.4 makes the strongest. A nonce that has worked before may be replaced without a word;
  // a fresh one that is refused, not as stale, means that username or password are wrong.
  std::expected<void, DigestRefusal> challenged(const std::vector<DigestChallenge>& challenges);

  // For the next request; nullopt before the first challenge. Counts nc up.
  [[nodiscard]] std::optional<DigestCredentials> credentials(std::string_view method,
                                                             std::string_view uri,
                                                             std::string_view body,
                                                             std::string_view cnonce);

 private:
  DigestAccount account_;
  std::optional<DigestChallenge> challenge_;
  std::uint32_t uses_ = 0;  // of its nonce
  std::uint32_t stale_in_a_row_ = 0;
};

}  // namespace portero::sip
