#include "apps/media/viewer_link.hpp"

#include <gtest/gtest.h>

namespace portero::engine {
namespace {

using namespace std::chrono_literals;

constexpr base::TimePoint start{1h};
constexpr std::size_t packet_bytes = 1200;

// That the packet with number 1 came: draft-holmer-rmcat-transport-wide-cc-extensions-01, 3.1.
webrtc::TransportFeedback of_one_packet() {
  return {.sent = {{.number = 1, .bytes = packet_bytes, .at = start}},
          .rtcp = {0x8F, 205, 0, 5, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0, 1, 0, 0, 1, 0, 0x20, 1, 4, 0},
          .at = start + 50ms};
}

TEST(ViewerLinkTest, WhatIsSentAgainIsBounded) {
  ViewerLink link{start};
  int sent = 0;
  while (sent < 100 && link.may_send_again(packet_bytes, start)) ++sent;
  EXPECT_GE(sent, 3);
  EXPECT_LT(sent, 30);
  EXPECT_TRUE(link.may_send_again(packet_bytes, start + 1s));
}

// A viewer on hold gets nothing and reports nothing; its estimate fell to the lowest meanwhile, and
// after the hold there were stills for half a minute.
TEST(ViewerLinkTest, SilenceSaysNothingOfALinkThatCarriesNothing) {
  ViewerLink link{start};
  link.reported(of_one_packet());
  const auto before = link.estimate();
  for (base::TimePoint now = start; now < start + 60s; now += 50ms)
    link.pass_time(now, std::nullopt);
  EXPECT_EQ(link.estimate(), before);
}

TEST(ViewerLinkTest, SilenceAfterPacketsIsABadSign) {
  ViewerLink link{start};
  link.reported(of_one_packet());
  const auto before = link.estimate();
  for (base::TimePoint now = start; now < start + 5s; now += 50ms)
    link.pass_time(now, start + 100ms);
  EXPECT_LT(link.estimate(), before * 0.8);
}

TEST(ViewerLinkTest, ReportsThatCannotBeReadChangeNothing) {
  ViewerLink link{start};
  const auto before = link.carried(start).video;
  link.reported({.sent = {}, .rtcp = {0x8F, 205, 0xFF}, .at = start});
  EXPECT_EQ(link.carried(start).video, before);
  EXPECT_FALSE(link.carried(start).last_decrease);
}

}  // namespace
}  // namespace portero::engine
