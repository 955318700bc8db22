#include "io/net/self_signed.hpp"

#include <gmock/gmock.h>

#include "io/net/certificate.hpp"
#include "io/net/certificate_check.hpp"
#include "io/net/pem.hpp"
#include "io/net/tls_session.hpp"

namespace portero::net {
namespace {

const SelfSigned plan{"North Gate", {"door.example.org", "a,DNS:b"}, {base::loopback_ipv4}};

TEST(SelfSignedTest, IsForItsNamesAndAddresses) {
  const auto identity = make_self_signed(plan).value();
  const auto certificates = read_certificates(identity.certificates_pem).value();
  X509& certificate = *certificates.front();
  EXPECT_EQ(subject_of(certificate), "North Gate");
  EXPECT_TRUE(is_issued_for(certificate, "door.example.org"));
  EXPECT_TRUE(is_issued_for(certificate, "127.0.0.1"));
  EXPECT_FALSE(is_issued_for(certificate, "b"));
  EXPECT_EQ(valid_from(certificate), "2020-01-01");
  EXPECT_EQ(valid_until(certificate), "2049-12-31");
}

TEST(SelfSignedTest, IsAnotherOneEachTime) {
  const auto one = make_self_signed(plan).value();
  const auto other = make_self_signed(plan).value();
  EXPECT_NE(one.key_pem, other.key_pem);
  EXPECT_NE(one.certificates_pem, other.certificates_pem);
}

TEST(SelfSignedTest, ServesWhoPinsIt) {
  const auto identity = make_self_signed(plan).value();
  const auto certificates = read_certificates(identity.certificates_pem).value();
  const auto pin = fingerprint_of(*certificates.front()).value();
  auto server = TlsSession::server(TlsServer::make(identity).value());
  auto client = TlsSession::client(TlsClient::make(TrustPinned{pin}).value(), "door.example.org");
  auto to_server = client.start().to_peer;
  for (int i = 0; i < 4 && !(client.established() && server.established()); ++i) {
    const auto answer = server.receive(to_server);
    to_server = client.receive(answer.to_peer).to_peer;
  }
  EXPECT_TRUE(client.established());
  EXPECT_TRUE(server.established());
}

TEST(SelfSignedTest, SaysWhereNoneCanBeMade) {
  const auto none = make_self_signed({std::string(100, 'x'), {}, {}});
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error(), testing::StartsWith("No certificate can be made for xxx"));
}

}  // namespace
}  // namespace portero::net
