#include "io/phone/options_probe.hpp"

#include <gmock/gmock.h>

#include "io/net/deaf_endpoint_for_tests.hpp"
#include "io/net/self_signed.hpp"
#include "io/phone/phone_for_tests.hpp"

namespace portero::phone {
namespace {

using Outcome = std::expected<OptionsProbe::Answer, transport::Failure>;

struct OptionsProbeTest : testing::Test {
  OptionsQuestion question(sip::Transport by, const base::Endpoint& at) const {
    sip::Uri target;
    target.user = "201";
    target.host = "pbx.example";
    sip::NameAddr from;
    from.uri.user = "100";
    from.uri.host = "pbx.example";
    return {.server = {.transport = by, .server = at, .certificate_name = "pbx.example"},
            .target = target,
            .from = from};
  }
  void begin(const OptionsQuestion& asked) {
    probe = std::make_unique<OptionsProbe>(loop, asked, [this](const Outcome& told) {
      outcome = told;
      probe.reset();
    });
  }
  void finish() {
    EXPECT_TRUE(loop.run_until([&] { return outcome.has_value(); }, patience));
  }

  loop::EventLoop loop;
  Server server{loop, base::loopback_ipv4};
  std::unique_ptr<OptionsProbe> probe{};
  std::optional<Outcome> outcome{};
};

struct OptionsProbeBy : OptionsProbeTest, testing::WithParamInterface<sip::Transport> {};

TEST_P(OptionsProbeBy, TellsTheAnswerWhateverItIs) {
  begin(question(GetParam(), server.endpoint()));
  EXPECT_TRUE(loop.run_until([&] { return server.requests.size() == 1; }, patience));
  EXPECT_EQ(server.requests[0].first.method, sip::Method{sip::MethodId::options});
  EXPECT_EQ(server.requests[0].first.uri.user, "201");
  server.answer(0, 404);
  finish();
  ASSERT_TRUE(*outcome);
  EXPECT_EQ((*outcome)->status, 404);
}

TEST_P(OptionsProbeBy, TellsThatNobodyListens) {
  const net::DeafEndpoint deaf;
  begin(question(GetParam(), deaf.endpoint()));
  finish();
  ASSERT_FALSE(*outcome);
  EXPECT_EQ(outcome->error().kind, transport::FailureKind::refused);
}

INSTANTIATE_TEST_SUITE_P(, OptionsProbeBy,
                         testing::Values(sip::Transport::udp, sip::Transport::tcp));

TEST_F(OptionsProbeTest, SaysItAgainWhereADatagramWasLost) {
  begin(question(sip::Transport::udp, server.endpoint()));
  EXPECT_TRUE(loop.run_until([&] { return server.requests.size() == 2; }, patience));
  EXPECT_EQ(server.requests[0].first, server.requests[1].first);
  server.answer(1, 200);
  finish();
  EXPECT_TRUE(*outcome);
}

TEST_F(OptionsProbeTest, AnswersAChallengeOnce) {
  OptionsQuestion asked = question(sip::Transport::tcp, server.endpoint());
  asked.account = sip::DigestAccount{"100", "wonderland"};
  begin(asked);
  const auto challenge = [&](std::size_t which) {
    EXPECT_TRUE(loop.run_until([&] { return server.requests.size() > which; }, patience));
    sip::Response refusal = sip::response_to(server.requests[which].first, 401);
    sip::set_to_tag(refusal.headers, "pbx");
    refusal.headers.append(sip::HeaderId::www_authenticate,
                           R"(Digest realm="pbx", nonce="n1", algorithm=MD5, qop="auth")");
    server.transport->send(refusal, server.requests[which].second);
  };
  challenge(0);
  challenge(1);
  finish();
  EXPECT_EQ(server.requests.size(), 2U);
  EXPECT_TRUE(server.requests[1].first.headers.first(sip::HeaderId::authorization));
  ASSERT_TRUE(*outcome);
  EXPECT_EQ((*outcome)->status, 401);
}

TEST_F(OptionsProbeTest, TellsWhyACertificateIsRefused) {
  OptionsQuestion asked = question(sip::Transport::tls, {base::loopback_ipv4, 0});
  net::Streams tls_server{loop, {}, [](const net::StreamEvent&) {}};
  const auto identity = net::make_self_signed({.common_name = "pbx.example"});
  const auto at =
      tls_server.listen({base::loopback_ipv4, 0}, net::TlsServer::make(identity.value()).value());
  asked.server.server = at.value();
  asked.tls = net::TlsClient::make(net::TrustSystemAuthorities{}).value();
  begin(asked);
  finish();
  ASSERT_FALSE(*outcome);
  EXPECT_EQ(outcome->error().kind, transport::FailureKind::certificate_self_signed);
}

TEST_F(OptionsProbeTest, EndsWhereNobodyAnswers) {
  OptionsQuestion asked = question(sip::Transport::tcp, server.endpoint());
  asked.limit = std::chrono::milliseconds{20};
  begin(asked);
  finish();
  ASSERT_FALSE(*outcome);
  EXPECT_EQ(outcome->error().kind, transport::FailureKind::timed_out);
}

}  // namespace
}  // namespace portero::phone
