#include "core/sip/digest_server.hpp"

#include <algorithm>
#include <array>

#include "core/sip/digest.hpp"
#include "core/sip/limits.hpp"

namespace portero::sip {

std::vector<DigestChallenge> DigestServer::challenge(std::string nonce, bool stale,
                                                     base::TimePoint now) {
  constexpr std::array offered{DigestAlgorithm::sha_512_256, DigestAlgorithm::sha_256,
                               DigestAlgorithm::md5};
  std::vector<DigestChallenge> challenges;
  for (const DigestAlgorithm algorithm : offered) {
    DigestChallenge challenge;
    challenge.realm = realm_;
    challenge.nonce = nonce;
    challenge.algorithm = algorithm;
    challenge.qop = {"auth", "auth-int"};
    challenge.stale = stale;
    challenges.push_back(std::move(challenge));
  }
  if (nonces_.size() == max_digest_nonces) nonces_.pop_front();
  nonces_.push_back({std::move(nonce), now, 0});
  return challenges;
}

DigestVerdict DigestServer::check(const DigestCredentials& credentials, std::string_view password,
                                  std::string_view method, std::string_view body,
                                  base::TimePoint now) {
  // We always offer a qop, and without one nothing tells a replay from the first use.
  const bool with_qop = credentials.qop == "auth" || credentials.qop == "auth-int";
  if (credentials.realm != realm_ || !with_qop) return DigestVerdict::wrong;
  const auto expected = digest_response(credentials, password, method, body);
  if (!expected || !same_digest(*expected, to_lower(credentials.response)))
    return DigestVerdict::wrong;
  const auto nonce = std::ranges::find(nonces_, credentials.nonce, &Nonce::text);
  if (nonce == nonces_.end() || now - nonce->issued >= nonce_lifetime_ ||
      credentials.nonce_count <= nonce->last_count)
    return DigestVerdict::stale;
  nonce->last_count = credentials.nonce_count;
  return DigestVerdict::accepted;
}

}  // namespace portero::sip
