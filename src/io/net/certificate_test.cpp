#include "io/net/certificate.hpp"

#include <cctype>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/net/certificates_for_tests.hpp"

namespace portero::net {
namespace {

using testing::Optional;

bool covers(const std::string& alternative_names, std::string_view host) {
  const IssuedCertificate issued{
      {.common_name = "cn.example.com", .alternative_names = alternative_names}};
  return is_issued_for(issued.certificate(), host);
}

TEST(Certificate, IsForTheNamesItLists) {
  EXPECT_TRUE(covers("DNS:pbx.example.com", "pbx.example.com"));
  EXPECT_TRUE(covers("DNS:pbx.example.com", "PBX.Example.COM."));
  EXPECT_TRUE(covers("DNS:a.example,DNS:b.example", "b.example"));
  EXPECT_FALSE(covers("DNS:pbx.example.com", "example.com"));
  EXPECT_FALSE(covers("DNS:example.com", "pbx.example.com"));
  EXPECT_FALSE(covers("DNS:pbx.example.com", ""));
}

TEST(Certificate, IsForTheAddressesItListsAndNoOthers) {
  EXPECT_TRUE(covers("IP:192.0.2.1", "192.0.2.1"));
  EXPECT_TRUE(covers("IP:2001:db8::1", "2001:DB8:0:0::1"));
  EXPECT_FALSE(covers("IP:192.0.2.1", "192.0.2.2"));
  EXPECT_FALSE(covers("DNS:192.0.2.1", "192.0.2.1")) << "an address is not a name";
}

// RFC 5922 section 7.1.
TEST(Certificate, IsForTheSipDomainItLists) {
  EXPECT_TRUE(covers("URI:sip:example.com", "Example.com"));
  EXPECT_FALSE(covers("URI:sip:alice@example.com", "example.com"));
  EXPECT_FALSE(covers("URI:https://example.com", "example.com"));
}

TEST(Certificate, HasAWildcardForOneWholeLabel) {
  EXPECT_TRUE(covers("DNS:*.example.com", "pbx.example.com"));
  EXPECT_FALSE(covers("DNS:*.example.com", "a.pbx.example.com"));
  EXPECT_FALSE(covers("DNS:*.example.com", "example.com"));
  EXPECT_FALSE(covers("DNS:p*.example.com", "pbx.example.com"));
  EXPECT_FALSE(covers("DNS:*.*.com", "pbx.example.com"));
  EXPECT_FALSE(covers("DNS:*", "localhost"));
}

TEST(Certificate, IsNotForItsCommonName) {
  EXPECT_FALSE(covers("", "cn.example.com"));
  EXPECT_FALSE(covers("IP:192.0.2.1", "cn.example.com"));
}

TEST(Certificate, SaysWhomItIsFor) {
  const IssuedCertificate issued{
      {.common_name = "x", .alternative_names = "DNS:a.example,IP:::1,URI:sip:a.example"}};
  EXPECT_EQ(issued_for(issued.certificate()), "a.example, ::1, sip:a.example");
  const IssuedCertificate many{
      {.common_name = "x", .alternative_names = "DNS:a,DNS:b,DNS:c,DNS:d,DNS:e,DNS:f"}};
  EXPECT_EQ(issued_for(many.certificate()), "a, b, c, d, e, ...");
  const IssuedCertificate none{{.common_name = "pbx"}};
  EXPECT_EQ(issued_for(none.certificate()), "nobody: only its common name says pbx");
}

TEST(Certificate, PassesOnNoControlCharacters) {
  const IssuedCertificate issued{{.common_name = "pbx\x1b[31m\n\xc3\xa9"}};
  EXPECT_EQ(subject_of(issued.certificate()), "pbx?[31m???");
}

TEST(Certificate, TellsItsDatesAndItsIssuer) {
  const IssuedCertificate authority{{.common_name = "Example CA", .is_authority = true}};
  const IssuedCertificate issued{{.common_name = "pbx"}, &authority};
  EXPECT_EQ(issuer_of(issued.certificate()), "Example CA");
  EXPECT_THAT(valid_until(issued.certificate()), testing::MatchesRegex("20..-..-.."));
  EXPECT_LT(valid_from(issued.certificate()), valid_until(issued.certificate()));
}

TEST(Fingerprint, IsReadAsToolsWriteIt) {
  const IssuedCertificate issued{{.common_name = "pbx"}};
  std::string text = to_string(issued.fingerprint());
  EXPECT_EQ(text.size(), 32U * 3 - 1);
  EXPECT_THAT(parse_fingerprint(text), Optional(issued.fingerprint()));
  std::erase(text, ':');
  EXPECT_THAT(parse_fingerprint(text), Optional(issued.fingerprint()));
  for (char& c : text) c = static_cast<char>(std::tolower(c));
  EXPECT_THAT(parse_fingerprint(text), Optional(issued.fingerprint()));
  EXPECT_EQ(parse_fingerprint(text + "0"), std::nullopt);
  EXPECT_EQ(parse_fingerprint(text.substr(2)), std::nullopt);
  EXPECT_EQ(parse_fingerprint("x" + text.substr(1)), std::nullopt);
  EXPECT_EQ(parse_fingerprint(""), std::nullopt);
}

}  // namespace
}  // namespace portero::net
