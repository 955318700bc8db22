#include "core/sip/digest_client.hpp"

#include <gtest/gtest.h>

#include "core/sip/digest.hpp"

namespace portero::sip {
namespace {

DigestChallenge challenge(std::string realm, std::string nonce,
                          std::optional<DigestAlgorithm> algorithm = DigestAlgorithm::md5,
                          std::vector<std::string> qop = {"auth"}) {
  DigestChallenge result;
  result.realm = std::move(realm);
  result.nonce = std::move(nonce);
  result.algorithm = algorithm;
  result.qop = std::move(qop);
  return result;
}

DigestChallenge stale(std::string nonce) {
  DigestChallenge result = challenge("pbx", std::move(nonce));
  result.stale = true;
  return result;
}

DigestCredentials next(DigestClient& client) {
  return client.credentials("REGISTER", "sip:pbx", "", "c0ffee").value();
}

DigestClient client(std::string realm = "*") {
  return DigestClient{{"100", "secret", std::move(realm)}};
}

TEST(DigestClient, HasNoCredentialsBeforeAChallenge) {
  DigestClient door = client();
  EXPECT_EQ(door.credentials("REGISTER", "sip:pbx", "", "c"), std::nullopt);
}

TEST(DigestClient, AnswersTheTopmostChallengeThatItKnows) {
  DigestClient door = client();
  ASSERT_TRUE(door.challenged({challenge("pbx", "1", std::nullopt),
                               challenge("pbx", "2", DigestAlgorithm::sha_512_256, {"new-qop"}),
                               challenge("pbx", "3", DigestAlgorithm::sha_256),
                               challenge("pbx", "4", DigestAlgorithm::md5)}));
  const DigestCredentials answer = next(door);
  EXPECT_EQ(answer.nonce, "3");
  EXPECT_EQ(answer.username, "100");
  EXPECT_EQ(answer.uri, "sip:pbx");
  EXPECT_EQ(answer.algorithm, DigestAlgorithm::sha_256);
  EXPECT_EQ(answer.response, digest_response(answer, "secret", "REGISTER", ""));
}

TEST(DigestClient, CountsTheUsesOfANonce) {
  DigestClient door = client();
  ASSERT_TRUE(door.challenged({challenge("pbx", "1")}));
  EXPECT_EQ(next(door).nonce_count, 1U);
  EXPECT_EQ(next(door).nonce_count, 2U);
  ASSERT_TRUE(door.challenged({challenge("pbx", "2")}));
  EXPECT_EQ(next(door).nonce_count, 1U);
}

TEST(DigestClient, PrefersAuthAndKnowsAuthIntAndNone) {
  DigestClient door = client();
  ASSERT_TRUE(door.challenged({challenge("a", "1", DigestAlgorithm::md5, {"auth-int", "AUTH"})}));
  EXPECT_EQ(next(door).qop, "auth");
  DigestClient other = client();
  ASSERT_TRUE(other.challenged({challenge("a", "3", DigestAlgorithm::md5, {"auth-int"})}));
  EXPECT_EQ(next(other).qop, "auth-int");
  DigestClient old = client();
  ASSERT_TRUE(old.challenged({challenge("a", "4", DigestAlgorithm::md5, {})}));
  const DigestCredentials without_qop = next(old);
  EXPECT_EQ(without_qop.qop, "");
  EXPECT_EQ(without_qop.cnonce, "");
  EXPECT_EQ(without_qop.nonce_count, 0U);
}

TEST(DigestClient, AnswersItsOwnRealmOnly) {
  DigestClient door = client("pbx");
  EXPECT_EQ(door.challenged({challenge("other", "1")}).error(), DigestRefusal::other_realm);
  EXPECT_EQ(door.challenged({}).error(), DigestRefusal::other_realm);
  ASSERT_TRUE(door.challenged({challenge("other", "1"), challenge("pbx", "2")}));
  EXPECT_EQ(next(door).nonce, "2");
}

TEST(DigestClient, SaysWhenItKnowsNoneOfTheAlgorithms) {
  DigestClient door = client();
  EXPECT_EQ(door.challenged({challenge("pbx", "1", std::nullopt)}).error(),
            DigestRefusal::unknown_algorithm);
  EXPECT_EQ(door.challenged({challenge("pbx", "1", DigestAlgorithm::md5, {"x"})}).error(),
            DigestRefusal::unknown_algorithm);
}

TEST(DigestClient, TakesARefusedFreshNonceForWrongCredentials) {
  DigestClient door = client();
  ASSERT_TRUE(door.challenged({challenge("pbx", "1")}));
  static_cast<void>(next(door));
  EXPECT_EQ(door.challenged({challenge("pbx", "2")}).error(), DigestRefusal::wrong_credentials);
  EXPECT_TRUE(door.challenged({challenge("pbx", "3")})) << "the next attempt starts anew";
}

// Servers forget nonces and some do not say stale: a registration that was refreshed for hours must
// not end as 'wrong credentials' for it.
TEST(DigestClient, TakesANewNonceForOneThatHasWorked) {
  DigestClient door = client();
  ASSERT_TRUE(door.challenged({challenge("pbx", "1")}));
  static_cast<void>(next(door));
  static_cast<void>(next(door));
  ASSERT_TRUE(door.challenged({challenge("pbx", "2")}));
  EXPECT_EQ(next(door).nonce, "2");
}

TEST(DigestClient, FollowsStaleNoncesButNotForEver) {
  DigestClient door = client();
  ASSERT_TRUE(door.challenged({challenge("pbx", "1")}));
  for (int i = 0; i < 3; ++i) {
    static_cast<void>(next(door));
    ASSERT_TRUE(door.challenged({stale("2")}));
  }
  static_cast<void>(next(door));
  EXPECT_EQ(door.challenged({stale("2")}).error(), DigestRefusal::wrong_credentials);
}

}  // namespace
}  // namespace portero::sip
