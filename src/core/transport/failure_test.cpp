#include "core/transport/failure.hpp"

#include <set>

#include <gtest/gtest.h>

namespace portero::transport {
namespace {

constexpr auto last = FailureKind::tls_protocol;

TEST(Failure, HasWordsOfItsOwn) {
  std::set<std::string_view> seen;
  for (int kind = 0; kind <= static_cast<int>(last); ++kind) {
    const std::string_view words = in_words(static_cast<FailureKind>(kind));
    EXPECT_FALSE(words.empty()) << kind;
    EXPECT_TRUE(seen.insert(words).second) << words;
  }
}

TEST(Failure, AddsItsDetail) {
  EXPECT_EQ(in_words(Failure{FailureKind::refused, ""}), "connection refused");
  EXPECT_EQ(in_words(Failure{FailureKind::certificate_expired, "pbx, on 2024-01-31"}),
            "the certificate has expired (pbx, on 2024-01-31)");
}

TEST(Failure, TellsTheirCertificateFromAllElse) {
  EXPECT_TRUE(is_about_their_certificate(FailureKind::certificate_expired));
  EXPECT_TRUE(is_about_their_certificate(FailureKind::certificate_self_signed));
  EXPECT_TRUE(is_about_their_certificate(FailureKind::certificate_unusable));
  EXPECT_FALSE(is_about_their_certificate(FailureKind::our_certificate_refused));
  EXPECT_FALSE(is_about_their_certificate(FailureKind::tls_protocol));
  EXPECT_FALSE(is_about_their_certificate(FailureKind::refused));
}

}  // namespace
}  // namespace portero::transport
