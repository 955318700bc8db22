#include "io/net/tls_session.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <unistd.h>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/net/certificate.hpp"
#include "io/net/certificates_for_tests.hpp"
#include "io/net/pem.hpp"

namespace portero::net {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using transport::Failure;
using transport::FailureKind;

base::ByteView view(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// What became of one end.
struct End {
  void note(const TlsProgress& progress) {
    received.append(progress.received.begin(), progress.received.end());
    established |= progress.established;
    ended |= progress.ended;
    if (progress.failure) failure = progress.failure;
  }

  TlsSession session;
  std::string received{};
  bool established = false;
  bool ended = false;
  std::optional<Failure> failure{};
};

// Two ends with nothing between them.
class Pair {
 public:
  Pair(std::shared_ptr<const TlsClient> client_context, const std::string& server_name,
       std::shared_ptr<const TlsServer> server_context)
      : client{TlsSession::client(std::move(client_context), server_name)},
        server{TlsSession::server(std::move(server_context))} {
    deliver(client, client.session.start());
  }

  void send(End& from, std::string_view text) { deliver(from, from.session.send(view(text))); }
  void finish(End& from) { deliver(from, from.session.finish()); }

  // To the other end and back, until both have nothing more to say.
  void deliver(End& from, const TlsProgress& progress) {
    from.note(progress);
    if (progress.to_peer.empty()) return;
    End& to = &from == &client ? server : client;
    deliver(to, to.session.receive(progress.to_peer));
  }

  End client;
  End server;
};

const IssuedCertificate& authority() {
  static const IssuedCertificate issued{{.common_name = "Example CA", .is_authority = true}};
  return issued;
}

IssuedCertificate issued_for_names(const std::string& names) {
  return IssuedCertificate{{.common_name = "pbx", .alternative_names = names}, &authority()};
}

std::shared_ptr<const TlsServer> serve(const IssuedCertificate& issued) {
  return TlsServer::make(issued.identity()).value();
}

std::shared_ptr<const TlsClient> trusting(Trust trust) {
  return TlsClient::make(std::move(trust)).value();
}

std::shared_ptr<const TlsClient> trusting_the_authority() {
  return trusting(TrustAuthorities{authority().pem()});
}

// Why a client ends the handshake with this server; nullopt when it does not.
std::optional<Failure> refusal(const std::shared_ptr<const TlsClient>& client,
                               const std::string& server_name, const IssuedCertificate& server) {
  Pair pair{client, server_name, serve(server)};
  EXPECT_NE(pair.client.established, pair.client.failure.has_value());
  EXPECT_EQ(pair.server.established, pair.client.established);
  if (pair.client.failure)
    EXPECT_EQ(pair.server.failure->kind, FailureKind::our_certificate_refused);
  return pair.client.failure;
}

TEST(TlsSession, CarriesBytesBothWays) {
  Pair pair{trusting_the_authority(), "pbx.example.com",
            serve(issued_for_names("DNS:pbx.example.com"))};
  ASSERT_TRUE(pair.client.established && pair.server.established);
  pair.send(pair.client, "REGISTER");
  pair.send(pair.server, "200 OK");
  EXPECT_EQ(pair.server.received, "REGISTER");
  EXPECT_EQ(pair.client.received, "200 OK");
  const std::string large(300'000, 'x');
  pair.send(pair.client, large);
  EXPECT_EQ(pair.server.received, "REGISTER" + large);
}

TEST(TlsSession, TakesItsBytesInPiecesOfAnySize) {
  TlsSession client = TlsSession::client(trusting_the_authority(), "pbx");
  TlsSession server = TlsSession::server(serve(issued_for_names("DNS:pbx")));
  TlsProgress step = client.start();
  std::vector<std::uint8_t> to_server = step.to_peer;
  std::vector<std::uint8_t> to_client;
  while (!to_server.empty() || !to_client.empty()) {
    std::vector<std::uint8_t>& from = to_server.empty() ? to_client : to_server;
    TlsSession& to = to_server.empty() ? client : server;
    const std::vector<std::uint8_t> bytes = std::exchange(from, {});
    std::vector<std::uint8_t>& answers = &to == &server ? to_client : to_server;
    for (const std::uint8_t byte : bytes) {
      step = to.receive({&byte, 1});
      ASSERT_EQ(step.failure, std::nullopt);
      answers.insert(answers.end(), step.to_peer.begin(), step.to_peer.end());
    }
  }
  EXPECT_TRUE(client.established());
  EXPECT_TRUE(server.established());
}

TEST(TlsSession, TellsAnOrderlyEnd) {
  Pair pair{trusting_the_authority(), "pbx", serve(issued_for_names("DNS:pbx"))};
  pair.finish(pair.client);
  EXPECT_TRUE(pair.server.ended);
  EXPECT_EQ(pair.server.failure, std::nullopt);
}

TEST(TlsVerification, AcceptsNamesAddressesAndWildcards) {
  const auto client = trusting_the_authority();
  const IssuedCertificate server =
      issued_for_names("DNS:pbx.example.com,DNS:*.example.org,IP:192.0.2.1,IP:2001:db8::1");
  for (const char* name : {"pbx.example.com", "sip.example.org", "192.0.2.1", "2001:db8:0::1"})
    EXPECT_EQ(refusal(client, name, server), std::nullopt) << name;
}

TEST(TlsVerification, RefusesAnotherNameAndSaysWhose) {
  EXPECT_EQ(refusal(trusting_the_authority(), "pbx.example.com",
                    issued_for_names("DNS:other.example.com,IP:192.0.2.1")),
            (Failure{FailureKind::certificate_for_another_name,
                     "it is for other.example.com, 192.0.2.1; not for pbx.example.com"}));
  EXPECT_EQ(refusal(trusting_the_authority(), "192.0.2.2", issued_for_names("IP:192.0.2.1"))->kind,
            FailureKind::certificate_for_another_name);
}

TEST(TlsVerification, RefusesAnUnknownAuthorityByItsName) {
  const IssuedCertificate stranger{{.common_name = "Stranger CA", .is_authority = true}};
  const IssuedCertificate server{{.common_name = "pbx", .alternative_names = "DNS:pbx"}, &stranger};
  const Failure expected{FailureKind::certificate_authority_unknown, "Stranger CA"};
  EXPECT_EQ(refusal(trusting_the_authority(), "pbx", server), expected);
  EXPECT_EQ(refusal(trusting(TrustSystemAuthorities{}), "pbx", server), expected);
}

TEST(TlsVerification, RefusesWhatExpiredAndSaysWhen) {
  const IssuedCertificate server{
      {.common_name = "pbx", .alternative_names = "DNS:pbx", .first_day = -9, .last_day = -2},
      &authority()};
  const auto failure = refusal(trusting_the_authority(), "pbx", server);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->kind, FailureKind::certificate_expired);
  EXPECT_THAT(failure->detail, StartsWith("pbx, on " + valid_until(server.certificate())));
}

TEST(TlsVerification, RefusesWhatIsNotValidYetAndTellsOurClock) {
  const IssuedCertificate server{
      {.common_name = "pbx", .alternative_names = "DNS:pbx", .first_day = 3}, &authority()};
  const auto failure = refusal(trusting_the_authority(), "pbx", server);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->kind, FailureKind::certificate_not_yet_valid);
  EXPECT_THAT(failure->detail, HasSubstr("the clock here says 20"));
}

TEST(TlsVerification, RefusesASelfSignedOneAndShowsWhatToPin) {
  const IssuedCertificate server{{.common_name = "pbx", .alternative_names = "DNS:pbx"}};
  EXPECT_EQ(refusal(trusting_the_authority(), "pbx", server),
            (Failure{FailureKind::certificate_self_signed,
                     "pbx; its SHA-256 is " + to_string(server.fingerprint())}));
  EXPECT_EQ(refusal(trusting(TrustAuthorities{server.pem()}), "pbx", server), std::nullopt)
      << "uploaded as its own authority";
}

TEST(TlsVerification, AcceptsThePinnedCertificateWhateverElseItSays) {
  const IssuedCertificate server{
      {.common_name = "x", .alternative_names = "DNS:x", .first_day = -9, .last_day = -2}};
  EXPECT_EQ(refusal(trusting(TrustPinned{server.fingerprint()}), "pbx", server), std::nullopt);
}

TEST(TlsVerification, RefusesAllButThePinnedCertificate) {
  const IssuedCertificate pinned = issued_for_names("DNS:pbx");
  const IssuedCertificate server = issued_for_names("DNS:pbx");
  EXPECT_EQ(refusal(trusting(TrustPinned{pinned.fingerprint()}), "pbx", server),
            (Failure{FailureKind::certificate_not_the_pinned_one,
                     "its SHA-256 is " + to_string(server.fingerprint())}));
}

TEST(TlsVerification, IsOffOnlyWhenAsked) {
  const IssuedCertificate server{{.common_name = "x", .first_day = -9, .last_day = -2}};
  EXPECT_EQ(refusal(trusting(TrustAnyone{}), "pbx", server), std::nullopt);
  EXPECT_NE(refusal(TlsClient::make({}).value(), "pbx", server), std::nullopt);
}

TEST(TlsVerification, FollowsTheChainThatTheServerSends) {
  const IssuedCertificate middle{{.common_name = "Middle CA", .is_authority = true}, &authority()};
  const IssuedCertificate leaf{{.common_name = "pbx", .alternative_names = "DNS:pbx"}, &middle};
  const auto whole = TlsServer::make(leaf.identity(middle.pem())).value();
  EXPECT_TRUE((Pair{trusting_the_authority(), "pbx", whole}.client.established));
  EXPECT_EQ(refusal(trusting_the_authority(), "pbx", leaf),
            (Failure{FailureKind::certificate_authority_unknown, "Middle CA"}));
  EXPECT_EQ(refusal(trusting(TrustAuthorities{middle.pem()}), "pbx", leaf), std::nullopt);
}

TEST(TlsVerification, TakesNoServerForAnAuthority) {
  const IssuedCertificate pbx = issued_for_names("DNS:pbx");
  const IssuedCertificate forged{{.common_name = "bank", .alternative_names = "DNS:bank"}, &pbx};
  const auto server = TlsServer::make(forged.identity(pbx.pem())).value();
  const Pair pair{trusting_the_authority(), "bank", server};
  ASSERT_TRUE(pair.client.failure);
  EXPECT_TRUE(is_about_their_certificate(pair.client.failure->kind));
}

TEST(TlsSession, TellsThatTheOtherSideSpeaksNoTls) {
  TlsSession client = TlsSession::client(trusting_the_authority(), "pbx");
  (void)client.start();
  const auto answer = client.receive(view("SIP/2.0 400 Bad Request\r\n\r\n"));
  EXPECT_EQ(answer.failure,
            (Failure{FailureKind::tls_protocol, "the other side does not speak TLS on this port"}));
  TlsSession server = TlsSession::server(serve(issued_for_names("DNS:pbx")));
  const auto request = server.receive(view("OPTIONS sip:a@b SIP/2.0\r\n\r\n"));
  EXPECT_EQ(request.failure, answer.failure);
}

TEST(TlsSession, FailsOnDamagedBytes) {
  Pair pair{trusting_the_authority(), "pbx", serve(issued_for_names("DNS:pbx"))};
  TlsProgress message = pair.client.session.send(view("REGISTER"));
  message.to_peer.back() ^= 1;
  const TlsProgress result = pair.server.session.receive(message.to_peer);
  ASSERT_TRUE(result.failure);
  EXPECT_EQ(result.failure->kind, FailureKind::tls_protocol);
  EXPECT_TRUE(result.received.empty());
  EXPECT_FALSE(pair.server.session.receive(message.to_peer).failure) << "told once";
}

// A server that is not ours, and what ours never does.
class OtherServer {
 public:
  explicit OtherServer(const TlsIdentity& identity) : context_(SSL_CTX_new(TLS_server_method())) {
    const auto certificates = read_certificates(identity.certificates_pem);
    SSL_CTX_use_certificate(context_.get(), certificates->front().get());
    SSL_CTX_use_PrivateKey(context_.get(), read_private_key(identity.key_pem)->get());
  }

  void demand_a_certificate() {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), &authority().certificate());
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  }
  // Also one that is too weak for what OpenSSL deems secure.
  void speak_only(int version) {
    SSL_CTX_set_security_level(context_.get(), 0);
    ASSERT_EQ(SSL_CTX_set_min_proto_version(context_.get(), version), 1);
    ASSERT_EQ(SSL_CTX_set_max_proto_version(context_.get(), version), 1);
  }

  bool accepts(TlsSession& client, std::optional<Failure>& failure) {
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_accept_state(ssl_.get());
    TlsProgress step = client.start();
    while (!step.to_peer.empty()) {
      BIO_write(SSL_get_rbio(ssl_.get()), step.to_peer.data(),
                static_cast<int>(step.to_peer.size()));
      SSL_do_handshake(ssl_.get());
      std::vector<std::uint8_t> answer(BIO_ctrl_pending(SSL_get_wbio(ssl_.get())));
      BIO_read(SSL_get_wbio(ssl_.get()), answer.data(), static_cast<int>(answer.size()));
      step = client.receive(answer);
      if (step.failure) failure = step.failure;
    }
    return SSL_is_init_finished(ssl_.get()) == 1;
  }

 private:
  OwnedSslContext context_;
  OwnedSsl ssl_;
};

TEST(TlsSession, ShowsOurCertificateToAServerThatAsks) {
  const TlsIdentity server = issued_for_names("DNS:pbx").identity();
  const TlsIdentity station = issued_for_names("DNS:door").identity();
  TlsSession client = TlsSession::client(
      TlsClient::make(TrustAuthorities{authority().pem()}, station).value(), "pbx");
  std::optional<Failure> failure;
  OtherServer demanding{server};
  demanding.demand_a_certificate();
  EXPECT_TRUE(demanding.accepts(client, failure));
  EXPECT_EQ(failure, std::nullopt);
}

// With TLS 1.3 the client is done before the server has judged: the refusal comes afterwards.
TEST(TlsSession, TellsThatTheServerRefusedUs) {
  const TlsIdentity server = issued_for_names("DNS:pbx").identity();
  std::optional<Failure> failure;
  TlsSession without = TlsSession::client(trusting_the_authority(), "pbx");
  OtherServer demanding{server};
  demanding.demand_a_certificate();
  EXPECT_FALSE(demanding.accepts(without, failure));
  EXPECT_EQ(failure,
            (Failure{FailureKind::our_certificate_refused, "it wants one and we have none"}));
  const IssuedCertificate stranger{{.common_name = "door"}};
  TlsSession unknown = TlsSession::client(
      TlsClient::make(TrustAuthorities{authority().pem()}, stranger.identity()).value(), "pbx");
  EXPECT_FALSE(demanding.accepts(unknown, failure));
  EXPECT_EQ(failure, (Failure{FailureKind::our_certificate_refused, "unknown CA"}));
}

TEST(TlsSession, SpeaksTls12AndTls13) {
  const TlsIdentity identity = issued_for_names("DNS:pbx").identity();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    OtherServer server{identity};
    server.speak_only(version);
    TlsSession client = TlsSession::client(trusting_the_authority(), "pbx");
    std::optional<Failure> failure;
    EXPECT_TRUE(server.accepts(client, failure)) << version;
    EXPECT_TRUE(client.established());
  }
}

TEST(TlsSession, RefusesAServerThatSpeaksNothingNewerThanTls11) {
  const TlsIdentity identity = issued_for_names("DNS:pbx").identity();
  OtherServer server{identity};
  server.speak_only(TLS1_1_VERSION);
  TlsSession client = TlsSession::client(trusting_the_authority(), "pbx");
  std::optional<Failure> failure;
  EXPECT_FALSE(server.accepts(client, failure));
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->kind, FailureKind::tls_protocol);
}

// Whatever the machine's own configuration of OpenSSL would let pass.
TEST(TlsSession, OffersNothingOlderThanTls12) {
  TlsSession client = TlsSession::client(trusting_the_authority(), "pbx");
  const auto hello = client.start().to_peer;
  // supported_versions (43) of two versions: TLS 1.3 and 1.2 (RFC 8446 section 4.2.1).
  const std::vector<std::uint8_t> versions{0, 43, 0, 5, 4, 3, 4, 3, 3};
  EXPECT_FALSE(std::ranges::search(hello, versions).empty());
}

// A folder of the system with a file for each authority, as c_rehash names it.
class SystemAuthorities {
 public:
  explicit SystemAuthorities(const IssuedCertificate& authority) {
    std::filesystem::create_directory(folder_);
    const unsigned long hash = X509_subject_name_hash(&authority.certificate());
    std::ostringstream name;
    name << std::hex << std::setw(8) << std::setfill('0') << hash << ".0";
    std::ofstream{folder_ / name.str()} << authority.pem();
    ::setenv("SSL_CERT_DIR", folder_.c_str(), 1);
  }
  ~SystemAuthorities() {
    ::unsetenv("SSL_CERT_DIR");
    std::filesystem::remove_all(folder_);
  }
  SystemAuthorities(const SystemAuthorities&) = delete;
  SystemAuthorities& operator=(const SystemAuthorities&) = delete;

 private:
  std::filesystem::path folder_ = std::filesystem::path{testing::TempDir()} /
                                  ("portero-authorities-" + std::to_string(::getpid()));
};

TEST(TlsVerification, AcceptsWhoIsKnownToTheSystem) {
  const SystemAuthorities system{authority()};
  const auto client = trusting(TrustSystemAuthorities{});
  EXPECT_EQ(refusal(client, "pbx", issued_for_names("DNS:pbx")), std::nullopt);
  EXPECT_EQ(refusal(client, "pbx", issued_for_names("DNS:other"))->kind,
            FailureKind::certificate_for_another_name);
}

TEST(TlsContext, SaysWhatIsWrongWithTheFiles) {
  const TlsIdentity good = issued_for_names("DNS:pbx").identity();
  const TlsIdentity other = issued_for_names("DNS:pbx").identity();
  EXPECT_EQ(TlsServer::make({"", good.key_pem}).error(),
            "The certificate: there is no certificate in it.");
  EXPECT_EQ(TlsServer::make({good.certificates_pem, "?"}).error(),
            "The private key: there is no private key in it that needs no passphrase.");
  EXPECT_EQ(TlsServer::make({good.certificates_pem, other.key_pem}).error(),
            "The private key does not belong to the certificate.");
  EXPECT_EQ(TlsClient::make(TrustAuthorities{"hello"}).error(),
            "The authorities: there is no certificate in it.");
  std::string damaged = good.certificates_pem;
  damaged.replace(60, 8, "!!!!!!!!");
  EXPECT_EQ(TlsClient::make(TrustAuthorities{good.certificates_pem + damaged}).error(),
            "The authorities: certificate 2 in it is damaged.");
}

}  // namespace
}  // namespace portero::net
