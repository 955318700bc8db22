#include "core/sdp/crypto.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::sdp {
namespace {

using testing::Optional;

TEST(SdpCrypto, ReadsEverySuiteWithOrWithoutPadding) {
  for (const SrtpSuite suite : srtp_suites) {
    const Crypto crypto =
        make_crypto(7, suite, std::vector<std::uint8_t>(key_and_salt_bytes(suite), 0xA5));
    EXPECT_THAT(Crypto::parse(crypto.text()), Optional(crypto)) << to_text(suite);
    std::string unpadded = crypto.text();
    while (unpadded.ends_with('=')) unpadded.pop_back();
    EXPECT_THAT(Crypto::parse(unpadded), Optional(crypto)) << to_text(suite);
  }
}

TEST(SdpCrypto, UnderstandsALifetimeAndAHintButNoMasterKeyIndex) {
  const std::string key =
      make_crypto(1, SrtpSuite::aes_cm_128_hmac_sha1_80, std::vector<std::uint8_t>(30, 1)).text();
  for (const auto* more : {"|2^20", " WSH=64", "|2^48 -X=1"})
    EXPECT_TRUE(Crypto::parse(key + more)) << more;
  for (const auto* more : {"|2^20|1:4", "|1:4", " UNENCRYPTED_SRTCP", " KDR=1", ";inline:AAAA"})
    EXPECT_FALSE(Crypto::parse(key + more)) << more;
}

TEST(SdpCrypto, RefusesAKeyOfAnotherLength) {
  EXPECT_FALSE(Crypto::parse("1 AES_CM_128_HMAC_SHA1_80 inline:AAAA"));
  EXPECT_FALSE(Crypto::parse("1 F8_128_HMAC_SHA1_80 inline:AAAA"));
  EXPECT_FALSE(Crypto::parse("1 AES_CM_128_HMAC_SHA1_80"));
}

}  // namespace
}  // namespace portero::sdp
