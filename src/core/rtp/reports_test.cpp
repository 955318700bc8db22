#include "core/rtp/reports.hpp"

#include <gmock/gmock.h>

#include "core/rtp/rtcp.hpp"

namespace portero::rtp {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(SenderReport, IsWrittenAsRfc3550Says) {
  const SenderReport report{.ssrc = 0x01020304,
                            .now = base::TimePoint{2500ms},
                            .timestamp = 0x11121314,
                            .packets = 0x21222324,
                            .payload_bytes = 0x31323334};
  EXPECT_THAT(compound_of(report, "abc"),
              ElementsAre(0x80, 200, 0, 6, 1, 2, 3, 4, 0, 0, 0, 2, 0x80, 0, 0, 0, 0x11, 0x12, 0x13,
                          0x14, 0x21, 0x22, 0x23, 0x24, 0x31, 0x32, 0x33, 0x34, 0x81, 202, 0, 3, 1,
                          2, 3, 4, 1, 3, 'a', 'b', 'c', 0, 0, 0));
}

TEST(ReceptionReport, IsReadBack) {
  const ReceptionReport report{.ssrc = 5,
                               .fraction_lost = 64,
                               .cumulative_lost = 0x010203,
                               .highest_sequence_number = 0x10002,
                               .jitter = 480,
                               .last_report = 77,
                               .since_last_report = 88};
  const auto told = parse_rtcp(compound_of(report, 6, "portero"));
  ASSERT_TRUE(told);
  EXPECT_THAT(told->reports, ElementsAre(ReportBlock{.ssrc = 5,
                                                     .fraction_lost = 64,
                                                     .cumulative_lost = 0x010203,
                                                     .last_report = 77,
                                                     .since_last_report = 88}));
}

TEST(RoundTrip, IsWhatTheFarSideDidNotKeep) {
  const base::TimePoint sent{100s};
  constexpr std::uint32_t half_a_second = 32'768;
  const auto trip = round_trip(compact_ntp(sent), half_a_second, sent + 560ms);
  ASSERT_TRUE(trip);
  EXPECT_NEAR(std::chrono::duration<double>{*trip}.count(), 0.060, 0.0001);
}

TEST(RoundTrip, MakesSenseOrIsNotThere) {
  const base::TimePoint sent{100s};
  EXPECT_FALSE(round_trip(0, 0, sent)) << "no report of ours came";
  EXPECT_FALSE(round_trip(compact_ntp(sent), 65'536, sent + 1ms)) << "kept for longer than it is";
  EXPECT_TRUE(round_trip(compact_ntp(sent), 0, sent + 59s));
  EXPECT_FALSE(round_trip(compact_ntp(sent), 0, sent + 61s)) << "a number that was made up";
  EXPECT_EQ(round_trip(compact_ntp(sent), 100, sent), base::Duration::zero()) << "1.5 ms too much";
}

}  // namespace
}  // namespace portero::rtp
