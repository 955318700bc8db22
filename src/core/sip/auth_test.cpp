#include "core/sip/auth.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string refused(std::string_view value) {
  const auto challenges = parse_challenges(value);
  return challenges ? "accepted" : std::string{challenges.error().what};
}

TEST(Challenge, IsReadWithAllItsFields) {
  const auto challenges = parse_challenges(
      R"(digest realm="a \"b\", c", nonce = "n,1" ,opaque="", stale=TRUE, qop="auth, auth-int",)"
      R"( algorithm="sha-256", domain="sip:x", x-new=1)");
  ASSERT_TRUE(challenges) << challenges.error().what;
  DigestChallenge expected;
  expected.realm = "a \"b\", c";
  expected.nonce = "n,1";
  expected.opaque = "";
  expected.algorithm = DigestAlgorithm::sha_256;
  expected.qop = {"auth", "auth-int"};
  expected.stale = true;
  EXPECT_THAT(*challenges, ElementsAre(expected));
}

TEST(Challenge, MayBeOneOfSeveralInAField) {
  const auto challenges = parse_challenges(
      R"(Negotiate dGVzdA==, Digest realm="a", nonce="1", algorithm=SHA-256, Basic realm="x,y",)"
      R"(Digest realm="a", nonce="2")");
  ASSERT_TRUE(challenges);
  ASSERT_THAT(*challenges, SizeIs(2));
  EXPECT_EQ((*challenges)[0].algorithm, DigestAlgorithm::sha_256);
  EXPECT_EQ((*challenges)[1].nonce, "2");
  EXPECT_EQ((*challenges)[1].algorithm, DigestAlgorithm::md5);
  EXPECT_THAT((*challenges)[1].qop, IsEmpty());
}

TEST(Challenge, MayNameAnAlgorithmThatWeDoNotKnow) {
  EXPECT_EQ(parse_challenges(R"(Digest realm="a", nonce="1", algorithm=SHA3)")->at(0).algorithm,
            std::nullopt);
}

TEST(Challenge, SaysWhatIsWrong) {
  EXPECT_EQ(refused("realm=\"a\""), "expected a scheme, like Digest");
  EXPECT_EQ(refused("Digest nonce=\"a\""), "challenge without realm");
  EXPECT_EQ(refused("Digest realm=\"a\""), "challenge without nonce");
  EXPECT_EQ(refused("Digest realm=\"a"), "expected a closing quote");
  EXPECT_EQ(refused("Digest realm=\"a\" nonce=\"b\""), "unexpected character");
  std::string many = "Digest realm=\"a\"";
  for (std::size_t i = 0; i < max_parameters; ++i) many += ", x=1";
  EXPECT_EQ(refused(many), "too many parameters");
  many.clear();
  for (std::size_t i = 0; i <= max_list_elements; ++i) many += "Basic x=1,";
  EXPECT_EQ(refused(many), "too many elements");
}

TEST(Challenge, IsReadAgainAsWritten) {
  DigestChallenge challenge;
  challenge.realm = "door \"1\"";
  challenge.nonce = "abc==";
  challenge.opaque = "o";
  challenge.algorithm = DigestAlgorithm::sha_512_256_sess;
  challenge.qop = {"auth", "auth-int"};
  challenge.stale = true;
  EXPECT_THAT(parse_challenges(to_string(challenge)).value(), ElementsAre(challenge));
}

TEST(Challenge, ComesFromAllFieldsInTheirOrder) {
  Headers headers;
  headers.append(HeaderId::www_authenticate, "Digest realm=\"a\", nonce=\"1\"");
  headers.append(HeaderId::proxy_authenticate, "Digest realm=\"p\", nonce=\"2\"");
  headers.append(HeaderId::www_authenticate, "Digest realm=\"b\", nonce=\"3\"");
  EXPECT_THAT(www_challenges(headers).value(), SizeIs(2));
  EXPECT_EQ(proxy_challenges(headers).value().at(0).realm, "p");
}

TEST(Credentials, AreReadAgainAsWritten) {
  DigestCredentials credentials;
  credentials.username = "bob \"b\"";
  credentials.realm = "biloxi.com";
  credentials.nonce = "n";
  credentials.uri = "sip:bob@biloxi.com;a=b,c";
  credentials.response = "6629fae49393a05397450978507c4ef1";
  credentials.qop = "auth";
  credentials.cnonce = "0a4f113b";
  credentials.nonce_count = 0xabc;
  credentials.opaque = "o";
  EXPECT_EQ(parse_credentials(to_string(credentials)), credentials);
  EXPECT_NE(to_string(credentials).find("nc=00000abc"), std::string::npos);
}

TEST(Credentials, SayWhatIsWrong) {
  const auto error = [](std::string_view value) { return parse_credentials(value).error().what; };
  const std::string all = R"(Digest username="u", realm="r", nonce="n", uri="sip:x", response="1")";
  EXPECT_TRUE(parse_credentials(all));
  EXPECT_EQ(error("NoOneKnowsThisScheme opaque-data=here"), "expected Digest");
  EXPECT_EQ(error(""), "expected Digest");
  EXPECT_EQ(error("Digest username=\"u\""), "incomplete credentials");
  EXPECT_EQ(error(all + ", algorithm=X"), "unknown algorithm");
  EXPECT_EQ(error(all + ", qop=\"auth,auth-int\", nc=00000001"), "expected a token in qop");
  EXPECT_EQ(error(all + ", qop=auth, nc=1"), "expected eight hexadecimal digits in nc");
  EXPECT_EQ(error(all + ", qop=auth"), "expected eight hexadecimal digits in nc");
}

TEST(Credentials, AreFoundByTheirRealm) {
  Headers headers;
  headers.append(HeaderId::authorization, "Basic abc");
  headers.append(HeaderId::authorization,
                 R"(Digest username="u", realm="a", nonce="n", uri="sip:x", response="1")");
  EXPECT_EQ(credentials_for(headers, HeaderId::authorization, "a").value().username, "u");
  EXPECT_EQ(credentials_for(headers, HeaderId::authorization, "b"), std::nullopt);
}

}  // namespace
}  // namespace portero::sip
