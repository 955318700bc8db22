#include "core/sip/digest.hpp"

#include <gtest/gtest.h>

namespace portero::sip {
namespace {

DigestCredentials from_text(std::string_view text) { return parse_credentials(text).value(); }

// RFC 7616 section 3.9.1.
DigestCredentials mufasa(DigestAlgorithm algorithm) {
  DigestCredentials credentials;
  credentials.username = "Mufasa";
  credentials.realm = "http-auth@example.org";
  credentials.nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  credentials.uri = "/dir/index.html";
  credentials.algorithm = algorithm;
  credentials.qop = "auth";
  credentials.cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  credentials.nonce_count = 1;
  return credentials;
}

TEST(DigestResponse, IsThatOfRfc7616) {
  EXPECT_EQ(digest_response(mufasa(DigestAlgorithm::md5), "Circle of Life", "GET", ""),
            "8ca523f5e9506fed4657c9700eebdbec");
  EXPECT_EQ(digest_response(mufasa(DigestAlgorithm::sha_256), "Circle of Life", "GET", ""),
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
}

// RFC 7616 section 3.9.2 with the response of erratum 4897: the RFC's own was made by a draft of
// SHA-512/256. It hashes the plain username, whatever is sent in its place.
TEST(DigestResponse, IsThatOfRfc7616ForSha512WithItsErratum) {
  DigestCredentials credentials;
  credentials.username = "J\xc3\xa4s\xc3\xb8n Doe";
  credentials.realm = "api@example.org";
  credentials.nonce = "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK";
  credentials.uri = "/doe.json";
  credentials.algorithm = DigestAlgorithm::sha_512_256;
  credentials.qop = "auth";
  credentials.cnonce = "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v";
  credentials.nonce_count = 1;
  EXPECT_EQ(digest_response(credentials, "Secret, or not?", "GET", ""),
            "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5");
}

// RFC 2617 section 3.5.
TEST(DigestResponse, IsThatOfRfc2617) {
  const DigestCredentials credentials =
      from_text(R"(Digest username="Mufasa", realm="testrealm@host.com",)"
                R"( nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", qop=auth,)"
                R"( nc=00000001, cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1",)"
                R"( opaque="5ccc069c403ebaf9f0171e9517f40e41")");
  EXPECT_EQ(digest_response(credentials, "Circle Of Life", "GET", ""), credentials.response);
}

// draft-smith-sipping-auth-examples-01: RFC 2617's nonce with RFC 3261's Bob.
TEST(DigestResponse, IsThatOfTheSipExamples) {
  DigestCredentials bob;
  bob.username = "bob";
  bob.realm = "biloxi.com";
  bob.nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093";
  bob.uri = "sip:bob@biloxi.com";
  EXPECT_EQ(digest_response(bob, "zanzibar", "INVITE", "ignored"),
            "bf57e4e0d0bffc0fbaedce64d59add5e");
  bob.qop = "auth";
  bob.nonce_count = 1;
  bob.cnonce = "0a4f113b";
  EXPECT_EQ(digest_response(bob, "zanzibar", "INVITE", "ignored"),
            "89eb0059246c02b2f6ee02c7961d5ea3");
  bob.algorithm = DigestAlgorithm::md5_sess;
  EXPECT_EQ(digest_response(bob, "zanzibar", "INVITE", ""), "e4e4ea61d186d07a92c9e1f6919902e9");
}

TEST(DigestResponse, DependsOnTheBodyWithAuthIntOnly) {
  DigestCredentials credentials = mufasa(DigestAlgorithm::sha_256);
  const auto of = [&](std::string_view body) {
    return digest_response(credentials, "p", "INVITE", body);
  };
  EXPECT_EQ(of("a"), of("b"));
  credentials.qop = "auth-int";
  EXPECT_NE(of("a"), of("b"));
}

TEST(DigestResponse, DependsOnTheSessionsNonces) {
  for (const DigestAlgorithm algorithm :
       {DigestAlgorithm::sha_256_sess, DigestAlgorithm::sha_512_256_sess}) {
    const auto plain = algorithm == DigestAlgorithm::sha_256_sess ? DigestAlgorithm::sha_256
                                                                  : DigestAlgorithm::sha_512_256;
    EXPECT_NE(digest_response(mufasa(algorithm), "p", "GET", ""),
              digest_response(mufasa(plain), "p", "GET", ""));
    EXPECT_EQ(digest_response(mufasa(algorithm), "p", "GET", "")->size(), 64U);
  }
}

TEST(SameDigest, ComparesSizeAndBytes) {
  EXPECT_TRUE(same_digest("ab", "ab"));
  EXPECT_FALSE(same_digest("ab", "ac"));
  EXPECT_FALSE(same_digest("ab", "a"));
  EXPECT_FALSE(same_digest("", "a"));
}

}  // namespace
}  // namespace portero::sip
