#include "core/sip/digest_client.hpp"

#include <algorithm>

#include "core/sip/digest.hpp"

namespace portero::sip {
namespace {

// A server that calls each of its fresh nonces stale would keep us busy for ever.
constexpr std::uint32_t max_stale_in_a_row = 3;

// "auth" where it is offered, then "auth-int"; empty for a server that knows no qop; nullopt when
// we know none of those offered.
std::optional<std::string> chosen_qop(const DigestChallenge& challenge) {
  if (challenge.qop.empty()) return "";
  for (const std::string_view ours : {"auth", "auth-int"})
    for (const std::string& offered : challenge.qop)
      if (equals_ignoring_case(offered, ours)) return std::string{ours};
  return std::nullopt;
}

}  // namespace

std::expected<void, DigestRefusal> DigestClient::challenged(
    const std::vector<DigestChallenge>& challenges) {
  const auto for_us = [this](const DigestChallenge& challenge) {
    return account_.realm == "*" || account_.realm == challenge.realm;
  };
  const auto known = [&](const DigestChallenge& challenge) {
    return for_us(challenge) && challenge.algorithm && chosen_qop(challenge);
  };
  if (std::ranges::none_of(challenges, for_us)) return std::unexpected{DigestRefusal::other_realm};
  const auto found = std::ranges::find_if(challenges, known);
  if (found == challenges.end()) return std::unexpected{DigestRefusal::unknown_algorithm};

  const bool fresh_nonce_refused = challenge_ && uses_ == 1;
  stale_in_a_row_ = fresh_nonce_refused && found->stale ? stale_in_a_row_ + 1 : 0;
  if (fresh_nonce_refused && (!found->stale || stale_in_a_row_ > max_stale_in_a_row)) {
    challenge_.reset();
    return std::unexpected{DigestRefusal::wrong_credentials};
  }
  challenge_ = *found;
  uses_ = 0;
  return {};
}

std::optional<DigestCredentials> DigestClient::credentials(std::string_view method,
                                                           std::string_view uri,
                                                           std::string_view body,
                                                           std::string_view cnonce) {
  if (!challenge_) return std::nullopt;
  DigestCredentials credentials;
  credentials.username = account_.username;
  credentials.realm = challenge_->realm;
  credentials.nonce = challenge_->nonce;
  credentials.uri = uri;
  credentials.opaque = challenge_->opaque;
  credentials.algorithm = challenge_->algorithm.value_or(DigestAlgorithm::md5);
  credentials.qop = chosen_qop(*challenge_).value_or("");
  ++uses_;
  const bool session = is_session(credentials.algorithm);
  // RFC 7616 3.4: without a qop there is neither a cnonce nor a count.
  if (!credentials.qop.empty() || session) credentials.cnonce = cnonce;
  if (!credentials.qop.empty()) credentials.nonce_count = uses_;
  auto response = digest_response(credentials, account_.password, method, body);
  if (!response) return std::nullopt;
  credentials.response = *std::move(response);
  return credentials;
}

}  // namespace portero::sip
