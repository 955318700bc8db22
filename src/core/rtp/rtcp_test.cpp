#include "core/rtp/rtcp.hpp"

#include <gmock/gmock.h>

#include "core/rtp/header.hpp"

namespace portero::rtp {
namespace {

using testing::ElementsAre;

Bytes packet(std::uint8_t count, std::uint8_t type, const Bytes& body) {
  Bytes bytes{static_cast<std::uint8_t>(0x80 | count), type};
  append_u16(bytes, static_cast<std::uint16_t>(body.size() / 4));
  bytes.insert(bytes.end(), body.begin(), body.end());
  return bytes;
}

Bytes joined(const std::vector<Bytes>& packets) {
  Bytes all;
  for (const Bytes& one : packets) all.insert(all.end(), one.begin(), one.end());
  return all;
}

const Bytes block{0, 0, 0, 7, 128, 0xFF, 0xFF, 0xFE, 0, 0, 0, 1,
                  0, 0, 0, 2, 0,   0,    0,    3,    0, 0, 0, 4};

TEST(Rtcp, ReadsReceiverReports) {
  const auto told = parse_rtcp(packet(1, 201, joined({{0, 0, 0, 1}, block})));
  ASSERT_TRUE(told);
  EXPECT_THAT(told->reports, ElementsAre(ReportBlock{.ssrc = 7,
                                                     .fraction_lost = 128,
                                                     .cumulative_lost = -2,
                                                     .last_report = 3,
                                                     .since_last_report = 4}));
}

TEST(Rtcp, ReadsSenderReportsWithTheirBlocks) {
  const Bytes info{0, 0, 0, 9, 0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  const auto told = parse_rtcp(packet(1, 200, joined({info, block})));
  ASSERT_TRUE(told);
  EXPECT_THAT(told->their_reports, ElementsAre(TheirReport{.ssrc = 9, .compact_ntp = 0x02030405}));
  EXPECT_EQ(told->reports.size(), 1U);
}

TEST(Rtcp, ReadsWhichPacketsAreMissing) {
  const Bytes body{0, 0, 0, 1, 0, 0, 0, 7, 0xFF, 0xFE, 0x80, 0x03, 0, 50, 0, 0};
  const auto told = parse_rtcp(packet(1, 205, body));
  ASSERT_TRUE(told);
  ASSERT_EQ(told->missing.size(), 1U);
  EXPECT_EQ(told->missing[0].ssrc, 7U);
  EXPECT_THAT(told->missing[0].sequence_numbers, ElementsAre(65534, 65535, 0, 14, 50));
}

// One datagram could name 6,000 packets, and have each looked for.
TEST(Rtcp, ReadsNoMoreMissingPacketsThanAnybodyMisses) {
  Bytes body{0, 0, 0, 1, 0, 0, 0, 7};
  for (int i = 0; i < 300; ++i) body.insert(body.end(), {0, 5, 0xFF, 0xFF});
  const auto told = parse_rtcp(joined({packet(1, 205, body), packet(1, 205, body)}));
  ASSERT_TRUE(told);
  std::size_t numbers = 0;
  for (const Missing& missing : told->missing) numbers += missing.sequence_numbers.size();
  EXPECT_LE(numbers, max_missing_told);
  EXPECT_GT(numbers, max_missing_told - 17);
}

TEST(Rtcp, ReadsWishesForAKeyFrame) {
  const Bytes pli = packet(1, 206, {0, 0, 0, 1, 0, 0, 0, 7});
  const Bytes fir = packet(4, 206, {0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 8, 1, 0, 0, 0});
  const auto told = parse_rtcp(joined({pli, fir}));
  ASSERT_TRUE(told);
  EXPECT_THAT(told->key_frame_wanted, ElementsAre(7, 8));
}

TEST(Rtcp, NoticesTransportWideReports) {
  const auto told = parse_rtcp(packet(15, 205, {0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 0}));
  ASSERT_TRUE(told);
  EXPECT_TRUE(told->transport_wide);
  EXPECT_FALSE(parse_rtcp(packet(15, 206, {0, 0, 0, 1, 0, 0, 0, 7}))->transport_wide) << "REMB";
}

TEST(Rtcp, PassesOverWhatItDoesNotKnow) {
  const auto told = parse_rtcp(joined({packet(1, 203, {0, 0, 0, 1}), packet(0, 207, {0, 0, 0, 1}),
                                       packet(1, 206, {0, 0, 0, 1, 0, 0, 0, 7})}));
  ASSERT_TRUE(told);
  EXPECT_THAT(told->key_frame_wanted, ElementsAre(7));
}

TEST(Rtcp, TakesPaddingOff) {
  Bytes padded = packet(1, 205, {0, 0, 0, 1, 0, 0, 0, 7, 0, 5, 0, 0, 0, 0, 0, 4});
  padded[0] |= 0x20;
  const auto told = parse_rtcp(padded);
  ASSERT_TRUE(told);
  EXPECT_THAT(told->missing[0].sequence_numbers, ElementsAre(5));
  padded.back() = 0;
  EXPECT_FALSE(parse_rtcp(padded));
  padded.back() = 200;
  EXPECT_FALSE(parse_rtcp(padded));
}

TEST(Rtcp, RefusesWhatIsCutShort) {
  const Bytes whole = joined({packet(1, 201, joined({{0, 0, 0, 1}, block})),
                              packet(1, 205, {0, 0, 0, 1, 0, 0, 0, 7, 0, 5, 0, 0})});
  ASSERT_TRUE(parse_rtcp(whole));
  std::size_t read = 0;
  for (std::size_t size = 0; size < whole.size(); ++size)
    read += parse_rtcp(base::ByteView{whole}.first(size)) ? 1 : 0;
  EXPECT_EQ(read, 1U) << "the first packet alone is whole";
  EXPECT_FALSE(parse_rtcp(packet(2, 201, joined({{0, 0, 0, 1}, block})))) << "a block too few";
  EXPECT_FALSE(parse_rtcp(packet(4, 206, {0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 8})));
  EXPECT_FALSE(parse_rtcp(packet(1, 200, {0, 0, 0, 1, 0, 0, 0, 7})));
  Bytes another = whole;
  another[0] = 0x41;
  EXPECT_FALSE(parse_rtcp(another)) << "another version";
}

}  // namespace
}  // namespace portero::rtp
