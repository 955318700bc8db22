#include "core/sip/registration_failure.hpp"

#include <gtest/gtest.h>

namespace portero::sip {
namespace {

using transport::FailureKind;
using Trouble = RegistrationTrouble;

const Candidate server{.transport = Transport::tls,
                       .server = base::parse_endpoint("192.0.2.1:5061").value(),
                       .certificate_name = "pbx"};

Trouble trouble(FailureKind kind) { return failure_of({kind, {}}, server).trouble; }

TEST(RegistrationFailure, NamesTheServerAndTheCause) {
  EXPECT_EQ(failure_of({FailureKind::certificate_expired, "pbx, on 2024-01-31"}, server).sentence,
            "192.0.2.1:5061 (TLS): the certificate has expired (pbx, on 2024-01-31).");
  EXPECT_EQ(failure_of(TransactionFailure::timed_out, server).sentence,
            "192.0.2.1:5061 (TLS) does not answer.");
}

TEST(RegistrationFailure, SortsEachCauseIntoPlainWords) {
  EXPECT_EQ(trouble(FailureKind::network_unreachable), Trouble::no_network);
  EXPECT_EQ(trouble(FailureKind::timed_out), Trouble::no_answer);
  EXPECT_EQ(trouble(FailureKind::host_unreachable), Trouble::no_answer);
  EXPECT_EQ(trouble(FailureKind::refused), Trouble::refused);
  EXPECT_EQ(trouble(FailureKind::reset), Trouble::refused);
  EXPECT_EQ(trouble(FailureKind::tls_protocol), Trouble::refused);
  EXPECT_EQ(trouble(FailureKind::certificate_self_signed), Trouble::certificate_refused);
  EXPECT_EQ(trouble(FailureKind::our_certificate_refused), Trouble::certificate_refused);
}

TEST(RegistrationFailure, CallsEveryCertificateThatIsRefusedSo) {
  for (int kind = 0; kind <= static_cast<int>(FailureKind::tls_protocol); ++kind)
    if (transport::is_about_their_certificate(static_cast<FailureKind>(kind)))
      EXPECT_EQ(trouble(static_cast<FailureKind>(kind)), Trouble::certificate_refused) << kind;
}

}  // namespace
}  // namespace portero::sip
