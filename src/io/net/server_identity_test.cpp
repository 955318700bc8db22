#include "io/net/server_identity.hpp"

#include <gmock/gmock.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>

#include "io/net/certificates_for_tests.hpp"
#include "io/net/pem.hpp"

namespace portero::net {
namespace {

using testing::HasSubstr;

const CertificatePlan plan{.common_name = "door", .alternative_names = "DNS:door.example.org"};

std::chrono::sys_seconds now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

IdentityFault fault_of(const TlsIdentity& identity) {
  const auto checked = checked_identity(identity, now());
  EXPECT_FALSE(checked);
  return checked ? IdentityFault{} : checked.error();
}

struct Chain {
  IssuedCertificate root{{.common_name = "Root", .is_authority = true}};
  IssuedCertificate between{{.common_name = "Between", .is_authority = true}, &root};
  IssuedCertificate own{plan, &between};
};

TEST(ServerIdentity, IsTakenWithWhatIssuedItAndNothingElse) {
  const Chain chain;
  TlsIdentity given = chain.own.identity(chain.between.pem());
  const TlsIdentity plain = given;
  given.certificates_pem = "Bag attributes: x\n" + given.certificates_pem + given.key_pem;
  const auto checked = checked_identity(given, now());
  ASSERT_TRUE(checked) << checked.error().sentence;
  EXPECT_EQ(checked->certificates_pem, plain.certificates_pem);
  EXPECT_EQ(checked->key_pem, plain.key_pem);
}

TEST(ServerIdentity, MayBeSignedByItself) {
  EXPECT_TRUE(checked_identity(IssuedCertificate{plan}.identity(), now()));
}

TEST(ServerIdentity, MustBePem) {
  const TlsIdentity good = IssuedCertificate{plan}.identity();
  const auto no_certificate = fault_of({"hello", good.key_pem});
  EXPECT_EQ(no_certificate.part, IdentityPart::certificate);
  EXPECT_THAT(no_certificate.sentence, HasSubstr("there is no certificate in it"));
  const auto no_key = fault_of({good.certificates_pem, good.certificates_pem});
  EXPECT_EQ(no_key.part, IdentityPart::key);
  EXPECT_THAT(no_key.sentence, HasSubstr("no private key in it that needs no passphrase"));
  const std::string large(max_identity_bytes + 1, 'x');
  EXPECT_THAT(fault_of({large, good.key_pem}).sentence, HasSubstr("larger than 64 KiB"));
  EXPECT_THAT(fault_of({good.certificates_pem, large}).sentence, HasSubstr("larger than 64 KiB"));
}

TEST(ServerIdentity, TheKeyMustBeThatOfTheFirstCertificate) {
  const Chain chain;
  const auto other = fault_of({chain.own.pem(), IssuedCertificate{plan}.identity().key_pem});
  EXPECT_EQ(other.part, IdentityPart::key);
  EXPECT_EQ(other.sentence, "The key does not belong to the certificate of door.");
  const auto behind =
      fault_of({chain.between.pem() + chain.own.pem(), chain.own.identity().key_pem});
  EXPECT_EQ(behind.part, IdentityPart::key);
  EXPECT_THAT(behind.sentence, HasSubstr("certificate of door, which must be the first"));
}

TEST(ServerIdentity, MustBeValidNow) {
  CertificatePlan old = plan;
  old.first_day = -30;
  old.last_day = -2;
  const auto expired = fault_of(IssuedCertificate{old}.identity());
  EXPECT_EQ(expired.part, IdentityPart::certificate);
  EXPECT_THAT(expired.sentence, testing::ContainsRegex("expired on 20..-..-..; the station's "
                                                       "clock says 20..-..-..[.]"));
  CertificatePlan later = plan;
  later.first_day = 2;
  EXPECT_THAT(fault_of(IssuedCertificate{later}.identity()).sentence, HasSubstr("valid from"));
}

TEST(ServerIdentity, MustBeForAHost) {
  CertificatePlan nameless = plan;
  nameless.alternative_names = "";
  const auto fault = fault_of(IssuedCertificate{nameless}.identity());
  EXPECT_EQ(fault.part, IdentityPart::certificate);
  EXPECT_THAT(fault.sentence, HasSubstr("for no host"));
}

TEST(ServerIdentity, MustBeForServers) {
  CertificatePlan mail = plan;
  mail.extended_key_usage = "emailProtection";
  EXPECT_THAT(fault_of(IssuedCertificate{mail}.identity()).sentence, HasSubstr("not for servers"));
  CertificatePlan server = plan;
  server.extended_key_usage = "serverAuth";
  EXPECT_TRUE(checked_identity(IssuedCertificate{server}.identity(), now()));
}

TEST(ServerIdentity, EachCertificateMustHaveIssuedTheOneBefore) {
  const Chain chain;
  const auto fault = fault_of(chain.own.identity(chain.root.pem()));
  EXPECT_EQ(fault.part, IdentityPart::certificate);
  EXPECT_THAT(fault.sentence, HasSubstr("Certificate 2 in it, of Root, did not issue"));
  std::string many;
  for (std::size_t i = 0; i < max_identity_certificates; ++i) many += chain.between.pem();
  EXPECT_THAT(fault_of(chain.own.identity(many)).sentence, HasSubstr("8 are the most"));
}

TEST(ServerIdentity, HasAKeyThatBrowsersKnow) {
  const auto objection = [](EVP_PKEY* made) {
    const OwnedKey key{made};
    return objection_to_key(*key).value_or("");
  };
  EXPECT_EQ(objection(EVP_EC_gen("P-256")), "");
  EXPECT_EQ(objection(EVP_EC_gen("P-384")), "");
  EXPECT_EQ(objection(EVP_RSA_gen(2048)), "");
  EXPECT_THAT(objection(EVP_RSA_gen(1024)), HasSubstr("an RSA key of 1024 bits; allowed are"));
  EXPECT_THAT(objection(EVP_EC_gen("P-521")), HasSubstr("an EC key of secp521r1; allowed are"));
  EXPECT_THAT(objection(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")), HasSubstr("ED25519"));
}

}  // namespace
}  // namespace portero::net
