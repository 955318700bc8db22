#include "core/sdp/keying.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/answer.hpp"
#include "core/sdp/described_for_tests.hpp"
#include "core/sdp/rtp_attributes.hpp"

namespace portero::sdp {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::VariantWith;

constexpr auto cm_80 = SrtpSuite::aes_cm_128_hmac_sha1_80;

std::expected<Answer, Rejection> answer_to(const std::string& offer, SrtpPolicy policy,
                                           KeyExchange key_exchange = KeyExchange::sdes,
                                           const Exchange* current = nullptr) {
  Preferences preferences = in_the_clear();
  preferences.srtp = policy;
  preferences.key_exchange = key_exchange;
  return make_answer(described(offer), station(), preferences, {.session_id = "7", .version = 1},
                     current);
}

std::string audio(std::string_view proto, std::string_view attributes) {
  return "m=audio 9 " + std::string{proto} + " 8\n" + std::string{attributes};
}

std::string crypto_line(std::uint32_t tag, SrtpSuite suite, std::uint8_t byte) {
  return "a=crypto:" + crypto_of(tag, suite, byte).text() + "\n";
}

SdesSrtp sdes(std::uint8_t ours, std::uint8_t theirs) {
  return {cm_80, crypto_of(1, cm_80, ours).key_and_salt, crypto_of(1, cm_80, theirs).key_and_salt};
}

const Protection& protection(const std::expected<Answer, Rejection>& answer) {
  return answer.value().agreement.audio.value().transport.protection;
}

constexpr std::string_view their_certificate = "a=fingerprint:sha-256 CC:DD\na=setup:actpass\n";

DtlsSrtp dtls(DtlsRole role) { return {role, {{"sha-256", "CC:DD"}}, {"sha-256", "AA:BB"}}; }

TEST(SdpKeying, AnswersTheFirstSuiteThatBothKnowWithItsTag) {
  const auto answer = answer_to(audio("RTP/SAVP", crypto_line(4, SrtpSuite::aead_aes_128_gcm, 1) +
                                                      crypto_line(5, cm_80, 0xC1)),
                                SrtpPolicy::optional);
  ASSERT_TRUE(answer) << answer.error().text;
  EXPECT_THAT(lines_of(answer->session), HasSubstr("m=audio 5004 RTP/SAVP 8\n"));
  EXPECT_THAT(lines_of(answer->session), HasSubstr(crypto_line(5, cm_80, 0xA1)));
  EXPECT_THAT(lines_of(answer->session), Not(HasSubstr("GCM")));
  EXPECT_THAT(protection(answer), VariantWith<SdesSrtp>(sdes(0xA1, 0xC1)));
}

TEST(SdpKeying, TakesKeysThatAreOfferedInThePlainProfile) {
  const std::string offer = audio("RTP/AVP", crypto_line(1, cm_80, 0xC1));
  for (const SrtpPolicy policy : {SrtpPolicy::optional, SrtpPolicy::required}) {
    const auto answer = answer_to(offer, policy);
    ASSERT_TRUE(answer) << answer.error().text;
    EXPECT_THAT(lines_of(answer->session), HasSubstr("m=audio 5004 RTP/AVP 8\n"));
    EXPECT_THAT(protection(answer), VariantWith<SdesSrtp>(sdes(0xA1, 0xC1)));
  }
  const auto plain = answer_to(offer, SrtpPolicy::off);
  EXPECT_THAT(lines_of(plain->session), Not(HasSubstr("crypto")));
  EXPECT_THAT(protection(plain), VariantWith<PlainRtp>(PlainRtp{}));
}

TEST(SdpKeying, OpensTheDtlsConnectionWhereTheOfferLeavesItOpen) {
  for (const auto* proto : {"UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP", "RTP/SAVPF", "RTP/AVP"}) {
    const auto answer = answer_to(audio(proto, their_certificate), SrtpPolicy::optional);
    ASSERT_TRUE(answer) << answer.error().text;
    EXPECT_THAT(lines_of(answer->session),
                HasSubstr("a=fingerprint:sha-256 AA:BB\na=setup:active\n"));
    EXPECT_THAT(protection(answer), VariantWith<DtlsSrtp>(dtls(DtlsRole::client)));
  }
}

TEST(SdpKeying, TakesTheDtlsRoleThatTheOfferLeaves) {
  const auto role_for = [](std::string_view setup) {
    const std::string offer = audio(
        "UDP/TLS/RTP/SAVP", "a=fingerprint:sha-256 CC:DD\na=setup:" + std::string{setup} + "\n");
    return std::get<DtlsSrtp>(protection(answer_to(offer, SrtpPolicy::optional))).role;
  };
  EXPECT_EQ(role_for("active"), DtlsRole::server);
  EXPECT_EQ(role_for("passive"), DtlsRole::client);
  EXPECT_EQ(role_for("actpass"), DtlsRole::client);
  EXPECT_FALSE(
      answer_to(audio("UDP/TLS/RTP/SAVP", "a=fingerprint:sha-256 CC:DD\na=setup:holdconn\n"),
                SrtpPolicy::optional));
}

TEST(SdpKeying, KeepsTheDtlsRoleWithinADialog) {
  Exchange current;
  current.agreement.audio = AudioAgreement{};
  current.agreement.audio->transport.protection = dtls(DtlsRole::server);
  const auto answer = answer_to(audio("UDP/TLS/RTP/SAVP", their_certificate), SrtpPolicy::optional,
                                KeyExchange::sdes, &current);
  EXPECT_THAT(protection(answer), VariantWith<DtlsSrtp>(dtls(DtlsRole::server)));
}

TEST(SdpKeying, PrefersTheSettingWhereBothAreOffered) {
  const std::string offer =
      audio("RTP/SAVP", crypto_line(1, cm_80, 0xC1) + std::string{their_certificate});
  EXPECT_TRUE(std::holds_alternative<SdesSrtp>(
      protection(answer_to(offer, SrtpPolicy::optional, KeyExchange::sdes))));
  EXPECT_TRUE(std::holds_alternative<DtlsSrtp>(
      protection(answer_to(offer, SrtpPolicy::optional, KeyExchange::dtls))));
}

TEST(SdpKeying, RefusesWhatTheSettingsForbidAndSaysIt) {
  const auto in_clear = answer_to(audio("RTP/AVP", ""), SrtpPolicy::required);
  ASSERT_FALSE(in_clear);
  EXPECT_EQ(in_clear.error().code, WarnCode::incompatible_transport);
  EXPECT_EQ(in_clear.error().text,
            "The other side offers media in the clear (RTP/AVP), but encryption (SRTP) is required "
            "here");
  const auto secure = answer_to(audio("RTP/SAVP", crypto_line(1, cm_80, 1)), SrtpPolicy::off);
  ASSERT_FALSE(secure);
  EXPECT_EQ(secure.error().text,
            "The other side insists on encrypted media (RTP/SAVP), which is turned off here");
  const auto other = answer_to(audio("RTP/SAVP", "a=crypto:1 F8_128_HMAC_SHA1_80 inline:AAAA\n"),
                               SrtpPolicy::optional);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, WarnCode::attribute_not_understood);
  EXPECT_EQ(other.error().text,
            "No common way to exchange keys for RTP/SAVP: we can do the suites "
            "AES_CM_128_HMAC_SHA1_80 and DTLS");
}

TEST(SdpKeying, AnswersPlainMediaInTheClearUnlessSrtpIsRequired) {
  EXPECT_THAT(protection(answer_to(audio("RTP/AVP", ""), SrtpPolicy::optional)),
              VariantWith<PlainRtp>(PlainRtp{}));
}

}  // namespace
}  // namespace portero::sdp
