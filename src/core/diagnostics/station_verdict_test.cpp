#include <gmock/gmock.h>

#include "core/diagnostics/verdict.hpp"

namespace portero::diagnostics {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr CalendarTime today = std::chrono::sys_days{std::chrono::year{2027} / 3 / 4} + 5h + 6min;

TEST(ClockVerdict, KnowsATimeThatCannotBe) {
  EXPECT_EQ(verdict(ClockLook{today, true}),
            (Verdict{Outcome::pass,
                     "The clock says 2027-03-04 05:06:00 UTC, kept right by a time server."}));
  EXPECT_EQ(verdict(ClockLook{today, false}).outcome, Outcome::warn);
  EXPECT_EQ(verdict(ClockLook{today, std::nullopt}).outcome, Outcome::pass);
  EXPECT_EQ(verdict(ClockLook{CalendarTime{}, true}).outcome, Outcome::fail);
  EXPECT_EQ(verdict(ClockLook{clock_ends, true}).outcome, Outcome::fail);
}

TEST(CertificateVerdict, WarnsBeforeItEnds) {
  const auto told = [](CalendarTime from, CalendarTime until) {
    return verdict(CertificateLook{from, until, today});
  };
  EXPECT_EQ(told(today - 24h, today + 24h * 365).outcome, Outcome::pass);
  EXPECT_EQ(told(today - 24h, today + 24h * 13).outcome, Outcome::warn);
  EXPECT_EQ(told(today - 24h, today).outcome, Outcome::fail);
  EXPECT_THAT(told(today + 1s, today + 24h * 365).found, HasSubstr("from 2027-03-04 on only"));
}

TEST(DiskVerdict, CountsWhatIsLeft) {
  const auto told = [](std::uintmax_t megabytes) {
    return verdict(DiskLook{"/var/lib/portero", megabytes * 1024 * 1024});
  };
  EXPECT_EQ(told(5'000), (Verdict{Outcome::pass, "5000 MB are free in /var/lib/portero."}));
  EXPECT_EQ(told(100).outcome, Outcome::warn);
  EXPECT_EQ(told(5).outcome, Outcome::fail);
  EXPECT_EQ(verdict(DiskLook{"/x", std::unexpected{std::string{"it is gone"}}}).found,
            "/x: it is gone.");
}

TEST(SlowCheck, IsOneThatFailed) {
  EXPECT_EQ(too_slow(CheckId::camera, 5s).outcome, Outcome::fail);
  EXPECT_EQ(too_slow(CheckId::camera, 5s).found, "Camera: nothing came of it within 5 s.");
}

TEST(CheckNames, LeadBackToTheChecks) {
  for (const CheckId id : {CheckId::name, CheckId::sign_in, CheckId::disk})
    EXPECT_EQ(check_named(name(id)), id);
  for (const Outcome outcome : {Outcome::waiting, Outcome::pass, Outcome::skipped})
    EXPECT_EQ(outcome_named(name(outcome)), outcome);
  EXPECT_EQ(check_named("nothing"), std::nullopt);
}

}  // namespace
}  // namespace portero::diagnostics
