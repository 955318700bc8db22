#include "core/media/congestion/packet_groups.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;
using testing::Eq;

constexpr base::TimePoint at(base::Duration since) { return base::TimePoint(10s + since); }

TEST(PacketGroups, ABurstIsOneGroup) {
  PacketGroups groups;
  EXPECT_THAT(groups.add(at(0ms), 50ms), Eq(std::nullopt));
  EXPECT_THAT(groups.add(at(1ms), 60ms), Eq(std::nullopt));
  EXPECT_THAT(groups.add(at(40ms), 95ms), Eq(std::nullopt)) << "there is none before the first";
  EXPECT_THAT(groups.add(at(41ms), 105ms), Eq(std::nullopt));
  EXPECT_THAT(groups.add(at(80ms), 130ms), (GroupChange{40ms, 45ms, 105ms}));
}

TEST(PacketGroups, WhatWasHeldUpTogetherIsOneGroup) {
  PacketGroups groups;
  (void)groups.add(at(0ms), 50ms);
  (void)groups.add(at(40ms), 190ms);
  EXPECT_THAT(groups.add(at(60ms), 191ms), Eq(std::nullopt));
  EXPECT_THAT(groups.add(at(80ms), 192ms), Eq(std::nullopt));
  EXPECT_THAT(groups.add(at(240ms), 290ms), (GroupChange{80ms, 142ms, 192ms}));
}

TEST(PacketGroups, APacketThatWasOvertakenTellsNothing) {
  PacketGroups groups;
  (void)groups.add(at(0ms), 50ms);
  (void)groups.add(at(40ms), 90ms);
  EXPECT_THAT(groups.add(at(20ms), 91ms), Eq(std::nullopt));
  EXPECT_THAT(groups.add(at(80ms), 130ms), (GroupChange{40ms, 40ms, 90ms}));
}

TEST(PacketGroups, StartAnewAfterSilenceAndWithTheReceiversClock) {
  PacketGroups groups;
  (void)groups.add(at(0ms), 50ms);
  (void)groups.add(at(40ms), 90ms);
  EXPECT_THAT(groups.add(at(80ms), 10s), Eq(std::nullopt));
  EXPECT_THAT(groups.add(at(120ms), 10s + 40ms), Eq(std::nullopt));
  EXPECT_THAT(groups.add(at(160ms), 1s), Eq(std::nullopt)) << "9 s back";
}

}  // namespace
}  // namespace portero::congestion
