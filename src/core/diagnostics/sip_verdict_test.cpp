#include <gmock/gmock.h>

#include "core/diagnostics/verdict.hpp"

namespace portero::diagnostics {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using transport::FailureKind;

const base::IpAddress pbx = *base::IpAddress::parse("192.0.2.7");
const base::Endpoint first_server{*base::IpAddress::parse("192.0.2.53"), 53};
const base::Endpoint second_server{*base::IpAddress::parse("192.0.2.54"), 53};

Reach failed(FailureKind kind, bool in_use = true) {
  return {.transport = sip::Transport::tcp,
          .in_use = in_use,
          .server = {pbx, 5060},
          .answer = std::unexpected{transport::Failure{kind, {}}}};
}

TEST(NameVerdict, TellsWhoSaidWhatAndHowFast) {
  const Verdict told = verdict(NameLookup{"pbx.example", false, {{first_server, {{pbx}}, 12ms}}});
  EXPECT_EQ(told.outcome, Outcome::pass);
  EXPECT_EQ(told.found,
            "pbx.example is 192.0.2.7, told by the name server 192.0.2.53:53 in 12 ms.");
}

TEST(NameVerdict, OfASlowServerWarns) {
  const Verdict told = verdict(NameLookup{"pbx.example", false, {{first_server, {{pbx}}, 4200ms}}});
  EXPECT_EQ(told.outcome, Outcome::warn);
  EXPECT_THAT(told.found, HasSubstr("4.2 s"));
  EXPECT_EQ(told.advice, "The DNS server from DHCP may be wrong; set one by hand.");
}

TEST(NameVerdict, NamesTheServerThatIsSilentThoughAnotherAnswers) {
  const auto silent = std::unexpected{dns::Failure::no_answer};
  const Verdict told = verdict(NameLookup{
      "pbx.example", false, {{first_server, silent, 3s}, {second_server, {{pbx}}, 1ms}}});
  EXPECT_EQ(told.outcome, Outcome::warn);
  EXPECT_THAT(told.found, HasSubstr("192.0.2.53:53 gave no answer"));
  EXPECT_THAT(told.advice, HasSubstr("in the place of 192.0.2.53"));
}

TEST(NameVerdict, KnowsATypingErrorFromADeadServer) {
  const auto one = [](dns::Failure why) {
    return verdict(NameLookup{"pbx.example", false, {{first_server, std::unexpected{why}, 1ms}}});
  };
  EXPECT_EQ(one(dns::Failure::not_found).outcome, Outcome::fail);
  EXPECT_THAT(one(dns::Failure::not_found).advice, HasSubstr("typing error"));
  EXPECT_THAT(one(dns::Failure::no_answer).advice, HasSubstr("set one by hand"));
  EXPECT_EQ(verdict(NameLookup{"pbx.example", false, {}}).outcome, Outcome::fail);
}

TEST(NameVerdict, AsksNobodyForAnAddressOrAFile) {
  EXPECT_THAT(verdict(NameLookup{"192.0.2.7"}).found, HasSubstr("no name is looked up"));
  EXPECT_THAT(verdict(NameLookup{"pbx", true}).found, HasSubstr("/etc/hosts"));
}

TEST(ReachVerdict, CountsAnyAnswer) {
  const Reach reach{.transport = sip::Transport::udp,
                    .in_use = true,
                    .server = {pbx, 5060},
                    .answer = Reach::Answer{404, 3ms}};
  EXPECT_EQ(verdict(reach),
            (Verdict{Outcome::pass, "192.0.2.7:5060 answers by UDP in 3 ms (status 404)."}));
}

TEST(ReachVerdict, WarnsWhereNobodyHadToProveWhoTheyAre) {
  const Reach reach{.transport = sip::Transport::tls,
                    .in_use = true,
                    .server = {pbx, 5061},
                    .answer = Reach::Answer{200, 3ms},
                    .verified = false};
  EXPECT_EQ(verdict(reach).outcome, Outcome::warn);
  EXPECT_THAT(verdict(reach).found, HasSubstr("not verified"));
}

TEST(ReachVerdict, WarnsOfAnAddressThatWasTriedInVain) {
  const Reach reach{.transport = sip::Transport::tcp,
                    .in_use = true,
                    .server = {pbx, 5060},
                    .answer = Reach::Answer{200, 3ms},
                    .silent = {{base::loopback_ipv6, 5060}}};
  EXPECT_EQ(verdict(reach).outcome, Outcome::warn);
  EXPECT_THAT(verdict(reach).found, HasSubstr("[::1]:5060 was tried in vain"));
}

TEST(ReachVerdict, SaysWhatToDoByWhyNot) {
  EXPECT_THAT(verdict(failed(FailureKind::refused)).advice, HasSubstr("listens at port 5060"));
  EXPECT_THAT(verdict(failed(FailureKind::timed_out)).advice, HasSubstr("firewall"));
  EXPECT_THAT(verdict(failed(FailureKind::network_unreachable)).advice, HasSubstr("cable"));
  EXPECT_THAT(verdict(failed(FailureKind::certificate_expired)).advice, HasSubstr("Renew"));
  EXPECT_THAT(verdict(failed(FailureKind::certificate_self_signed)).advice, HasSubstr("pin"));
  EXPECT_THAT(verdict(failed(FailureKind::certificate_not_yet_valid)).advice, HasSubstr("clock"));
}

TEST(ReachVerdict, OfATransportThatNobodyUsesIsNoFailure) {
  const Verdict told = verdict(failed(FailureKind::refused, false));
  EXPECT_EQ(told.outcome, Outcome::skipped);
  EXPECT_THAT(told.advice, IsEmpty());
}

TEST(SignInVerdict, SaysWhoseFaultItIs) {
  EXPECT_EQ(verdict(SignIn{.registered = true, .server = "x"}).outcome, Outcome::pass);
  EXPECT_EQ(verdict(SignIn{}).outcome, Outcome::warn);
  EXPECT_EQ(verdict(SignIn{.registered = true, .another_waits = true}).outcome, Outcome::warn);
  const Verdict wrong = verdict(
      SignIn{.failure = sip::RegistrationFailure{sip::RegistrationTrouble::wrong_credentials, 401,
                                                 "The server rejected the username or password."}});
  EXPECT_EQ(wrong.outcome, Outcome::fail);
  EXPECT_EQ(wrong.found, "Sign in failed (401). The server rejected the username or password.");
  EXPECT_THAT(wrong.advice, HasSubstr("then test again"));
}

TEST(ExtensionVerdict, ClaimsNoMoreThanTheServerSaid) {
  const auto told = [](int status) { return verdict(ExtensionAsked{"201", true, status}); };
  EXPECT_EQ(told(200).outcome, Outcome::pass);
  EXPECT_EQ(told(404).outcome, Outcome::fail);
  EXPECT_EQ(told(480).outcome, Outcome::warn);
  EXPECT_EQ(told(405).outcome, Outcome::skipped);
  EXPECT_THAT(told(405).advice, HasSubstr("only a call shows it"));
  EXPECT_EQ(verdict(ExtensionAsked{"", true, 200}).outcome, Outcome::warn);
  EXPECT_EQ(verdict(ExtensionAsked{"192.0.2.9", false, 200}).outcome, Outcome::skipped);
  const auto unreachable = std::unexpected{transport::Failure{FailureKind::refused, {}}};
  EXPECT_EQ(verdict(ExtensionAsked{"201", true, unreachable}).outcome, Outcome::skipped);
}

TEST(AgreedVerdict, TellsTheCodecsOfTheLastCallOrThatThereWereNone) {
  EXPECT_EQ(verdict(Agreed{}).outcome, Outcome::skipped);
  EXPECT_EQ(verdict(Agreed{.codecs = "PCMU-8000, H.264"}),
            (Verdict{Outcome::pass, "The last call with a phone used PCMU-8000, H.264."}));
  const Verdict none = verdict(Agreed{.none_in_common = true});
  EXPECT_EQ(none.outcome, Outcome::fail);
  EXPECT_THAT(none.advice, HasSubstr("choose Auto for Audio"));
}

}  // namespace
}  // namespace portero::diagnostics
