#include "io/console/console.hpp"

#include <gmock/gmock.h>

#include "io/net/certificates_for_tests.hpp"
#include "io/net/streams_for_tests.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::console {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

constexpr base::Duration patience = 30s;
constexpr std::string_view get = "GET /livez HTTP/1.1\r\nHost: door\r\n\r\n";

struct ConsoleTest : testing::Test {
  std::unique_ptr<Console> open() {
    return Console::open(
               loop, folder.path(), Pages::read(pages.path()).value(), {{base::loopback_ipv4, 0}},
               {.obey = [](const control::Request&,
                           const Api::Answer& answer) { answer(control::Done{}); },
                .operate = [](const control::FromOperator&,
                              const Api::OperatorAnswer& answer) { answer(control::Done{}); }},
               log)
        .value();
  }

  store::TemporaryFolder folder;
  store::TemporaryFolder pages;
  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
};

TEST_F(ConsoleTest, AnswersWhoBelievesItsFingerprint) {
  const auto console = open();
  const auto told = console->told();
  EXPECT_THAT(told.address, StartsWith("https://127.0.0.1:"));
  EXPECT_TRUE(told.claim_code.has_value());
  net::NotingStreams browser{loop};
  const auto pin = net::parse_fingerprint(told.fingerprint).value();
  const net::TlsTarget target{net::TlsClient::make(net::TrustPinned{pin}).value(), "door"};
  const auto id = browser.streams.connect(console->listening().front(), target).value();
  ASSERT_TRUE(browser.streams.send(id, net::view(get)));
  ASSERT_TRUE(loop.run_until([&] { return !browser.all_received().empty(); }, patience));
  EXPECT_THAT(browser.all_received(), StartsWith("HTTP/1.1 204 "));
  EXPECT_THAT(browser.all_received(), HasSubstr("Content-Security-Policy: default-src 'none'"));
}

// What is asked through a connection that is pinned to this certificate.
struct Visit {
  Visit(loop::EventLoop& loop, const Console& console, const std::string& fingerprint)
      : browser{loop},
        id{browser.streams.connect(console.listening().front(), pinned(fingerprint)).value()} {}
  static net::TlsTarget pinned(const std::string& fingerprint) {
    const auto pin = net::parse_fingerprint(fingerprint).value();
    return {net::TlsClient::make(net::TrustPinned{pin}).value(), "door"};
  }
  bool is_answered(loop::EventLoop& loop) {
    const std::size_t before = browser.all_received().size();
    if (!browser.streams.send(id, net::view(get))) return false;
    loop.run_until(
        [&] { return browser.all_received().size() > before || !browser.closed.empty(); },
        patience);
    return browser.all_received().size() > before;
  }

  net::NotingStreams browser;
  net::ConnectionId id;
};

TEST_F(ConsoleTest, TakesAnotherCertificateForWhoComesFromNowOn) {
  const auto console = open();
  const std::string own = console->told().fingerprint;
  Visit early{loop, *console, own};
  ASSERT_TRUE(early.is_answered(loop));
  const net::IssuedCertificate issued{
      {.common_name = "door", .alternative_names = "DNS:door.example.org"}};
  const auto [certificate, key] = issued.identity();
  const auto reply = console->obey(control::UseCertificate{certificate, key});
  const auto* const told = std::get_if<control::CertificateTold>(&reply);
  ASSERT_NE(told, nullptr);
  EXPECT_EQ(told->fingerprint, net::to_string(issued.fingerprint()));
  EXPECT_EQ(console->told().fingerprint, told->fingerprint);
  EXPECT_TRUE(early.is_answered(loop)) << "who was there stays";
  EXPECT_TRUE(Visit(loop, *console, told->fingerprint).is_answered(loop));
  EXPECT_FALSE(Visit(loop, *console, own).is_answered(loop));

  const auto back = console->obey(control::UseOwnCertificate{});
  ASSERT_TRUE(std::holds_alternative<control::CertificateTold>(back));
  EXPECT_EQ(console->told().fingerprint, own);
  EXPECT_TRUE(Visit(loop, *console, own).is_answered(loop));
}

TEST_F(ConsoleTest, ServesTheGivenCertificateAfterARestart) {
  const net::IssuedCertificate issued{
      {.common_name = "door", .alternative_names = "DNS:door.example.org"}};
  const auto [certificate, key] = issued.identity();
  std::ignore = open()->obey(control::UseCertificate{certificate, key});
  const auto console = open();
  EXPECT_TRUE(Visit(loop, *console, net::to_string(issued.fingerprint())).is_answered(loop));
  EXPECT_EQ(console->trouble(), "");
}

TEST_F(ConsoleTest, TellsNothingInTheClear) {
  const auto console = open();
  net::NotingStreams browser{loop};
  const auto id = browser.streams.connect(console->listening().front()).value();
  ASSERT_TRUE(browser.streams.send(id, net::view(get)));
  ASSERT_TRUE(loop.run_until([&] { return !browser.closed.empty(); }, patience));
  EXPECT_THAT(browser.all_received(), testing::Not(HasSubstr("HTTP/1.1")));
}

TEST_F(ConsoleTest, SaysWhyItCannotOpen) {
  const auto console = open();
  const auto second = Console::open(loop, folder.path(), {}, console->listening(), {}, log);
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), HasSubstr("in use"));
}

}  // namespace
}  // namespace portero::console
