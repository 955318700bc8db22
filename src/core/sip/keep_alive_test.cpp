#include "core/sip/keep_alive.hpp"

#include <set>

#include <gmock/gmock.h>

#include "core/sip/registration.hpp"

namespace portero::sip {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::VariantWith;

constexpr KeepAliveTimes times{};

class KeepAliveTest : public testing::Test {
 protected:
  // Up to the next deadline.
  KeepAliveActions next(KeepAlive& flow) {
    now = flow.next_deadline().value().at;
    return flow.time_passed(now, ++random);
  }
  base::Duration wait(const KeepAlive& flow) const { return flow.next_deadline().value().at - now; }

  KeepAlive stream(bool promised, std::uint32_t flow_timer = 0) {
    return {Transport::tcp, promised, flow_timer, now, ++random};
  }
  KeepAlive datagrams(bool promised = false, std::uint32_t flow_timer = 0) {
    return {Transport::udp, promised, flow_timer, now, ++random};
  }
  static StunTransactionId id_of(const KeepAliveActions& actions) {
    return std::get<SendStun>(actions.at(0)).request.transaction;
  }
  static StunBinding success(const StunTransactionId& id, std::string_view mapped) {
    return {StunClass::success, id, base::parse_endpoint(mapped)};
  }

  base::TimePoint now{std::chrono::seconds(1000)};
  std::uint64_t random = 0;
};

TEST_F(KeepAliveTest, PingsAStreamAtIrregularTimes) {
  KeepAlive flow = stream(false);
  EXPECT_LE(wait(flow), times.longest_watch_interval) << "the server may answer";
  EXPECT_THAT(next(flow), ElementsAre(SendPing{}));
  std::set<base::Duration> waits;
  for (int i = 0; i < 20; ++i) {
    EXPECT_GE(wait(flow), 95s);
    EXPECT_LE(wait(flow), 120s);
    waits.insert(wait(flow));
    EXPECT_THAT(next(flow), ElementsAre(SendPing{}));
  }
  EXPECT_GT(waits.size(), 10U);
}

TEST_F(KeepAliveTest, FollowsTheFlowTimer) {
  KeepAlive flow = stream(false, 30);
  static_cast<void>(next(flow));
  EXPECT_GE(wait(flow), 24s);
  EXPECT_LE(wait(flow), 30s);
  KeepAlive wanted_often = stream(false, 1);
  static_cast<void>(next(wanted_often));
  EXPECT_GE(wait(wanted_often), 8s) << "not as often as a server may want";
  KeepAlive wanted_seldom = stream(false, 100'000);
  static_cast<void>(next(wanted_seldom));
  EXPECT_LE(wait(wanted_seldom), 120s) << "not as seldom either";
}

// DSP-5: a loss is told within 5 s.
TEST_F(KeepAliveTest, MissesAServerSoonThatUsedToAnswer) {
  constexpr base::Duration limit = 5s - registration::loss_grace;
  KeepAlive by_tcp = stream(true);
  static_cast<void>(next(by_tcp));
  by_tcp.pong_received(now, ++random);
  const base::TimePoint lost = now;
  static_cast<void>(next(by_tcp));
  EXPECT_THAT(next(by_tcp), ElementsAre(FlowSilent{}));
  EXPECT_LE(now - lost, limit);

  KeepAlive by_udp = datagrams();
  const auto id = id_of(next(by_udp));
  static_cast<void>(by_udp.stun_received(success(id, "203.0.113.9:62000"), now, ++random));
  const base::TimePoint lost_too = now;
  KeepAliveActions actions;
  while (actions != KeepAliveActions{FlowSilent{}}) actions = next(by_udp);
  EXPECT_LE(now - lost_too, limit);
}

TEST_F(KeepAliveTest, FindsAStreamSilentWhosePongIsMissing) {
  KeepAlive flow = stream(true);
  EXPECT_THAT(next(flow), ElementsAre(SendPing{}));
  flow.pong_received(now + 5s, ++random);
  EXPECT_THAT(next(flow), ElementsAre(SendPing{}));
  EXPECT_EQ(wait(flow), times.pong_limit);
  EXPECT_THAT(next(flow), ElementsAre(FlowSilent{}));
  EXPECT_EQ(flow.next_deadline(), std::nullopt);
  EXPECT_THAT(flow.time_passed(now + 1h, ++random), IsEmpty());
}

// PBXs that answer no pings would lose every registration after two minutes.
TEST_F(KeepAliveTest, WantsNoPongOfAServerThatNeverSentOne) {
  KeepAlive flow = stream(false);
  for (int i = 0; i < 100; ++i) EXPECT_THAT(next(flow), ElementsAre(SendPing{}));
}

TEST_F(KeepAliveTest, WantsPongsFromTheFirstOneOn) {
  KeepAlive flow = stream(false);
  EXPECT_THAT(next(flow), ElementsAre(SendPing{}));
  flow.pong_received(now, ++random);
  EXPECT_THAT(next(flow), ElementsAre(SendPing{}));
  EXPECT_THAT(next(flow), ElementsAre(FlowSilent{}));
}

TEST_F(KeepAliveTest, AsksByStunOverUdp) {
  KeepAlive flow = datagrams();
  for (int i = 0; i < 20; ++i) {
    EXPECT_GE(wait(flow), times.shortest_watch_interval);
    EXPECT_LE(wait(flow), times.longest_watch_interval);
    const auto id = id_of(next(flow));
    EXPECT_THAT(flow.stun_received(success(id, "203.0.113.9:62000"), now, ++random), IsEmpty());
  }
}

TEST_F(KeepAliveTest, TellsThatANatMovedUs) {
  KeepAlive flow = datagrams();
  const auto first = id_of(next(flow));
  EXPECT_THAT(flow.stun_received(success(first, "203.0.113.9:62000"), now, ++random), IsEmpty());
  const auto second = id_of(next(flow));
  EXPECT_NE(first, second);
  EXPECT_THAT(flow.stun_received(success(second, "203.0.113.9:62001"), now, ++random),
              ElementsAre(MappingMoved{base::parse_endpoint("203.0.113.9:62001").value()}));
}

TEST_F(KeepAliveTest, BelievesOnlyTheAnswerToItsOwnQuestion) {
  KeepAlive flow = datagrams();
  const auto id = id_of(next(flow));
  static_cast<void>(flow.stun_received(success(id, "203.0.113.9:62000"), now, ++random));
  const auto asked = id_of(next(flow));
  StunTransactionId forged = asked;
  forged[0] ^= 1;
  EXPECT_THAT(flow.stun_received(success(forged, "198.51.100.1:1"), now, ++random), IsEmpty());
  EXPECT_THAT(flow.stun_received({StunClass::request, asked, base::parse_endpoint("1.1.1.1:1")},
                                 now, ++random),
              IsEmpty());
  EXPECT_EQ(wait(flow), times.first_stun_pause) << "still waiting";
}

TEST_F(KeepAliveTest, FindsAUdpFlowSilentAfterThreeRequests) {
  KeepAlive flow = datagrams();
  const auto id = id_of(next(flow));
  static_cast<void>(flow.stun_received(success(id, "203.0.113.9:62000"), now, ++random));
  const auto asked = id_of(next(flow));
  const base::TimePoint first = now;
  for (const base::Duration pause : {500ms, 1000ms}) {
    EXPECT_EQ(wait(flow), pause);
    EXPECT_EQ(id_of(next(flow)), asked);
  }
  EXPECT_THAT(next(flow), ElementsAre(FlowSilent{}));
  EXPECT_EQ(now - first, times.pong_limit);
}

TEST_F(KeepAliveTest, TakesPingsForAServerThatDoesNotKnowStun) {
  KeepAlive flow = datagrams();
  for (int i = 0; i < max_stun_requests; ++i)
    EXPECT_THAT(next(flow), ElementsAre(VariantWith<SendStun>(testing::_)));
  EXPECT_THAT(next(flow), ElementsAre(SendPing{}));
  for (int i = 0; i < 100; ++i) {
    EXPECT_GE(wait(flow), 24s);
    EXPECT_LE(wait(flow), 29s);
    EXPECT_THAT(next(flow), ElementsAre(SendPing{}));
  }
}

TEST_F(KeepAliveTest, TakesAnErrorForASignOfLife) {
  KeepAlive flow = datagrams();
  const auto id = id_of(next(flow));
  EXPECT_THAT(flow.stun_received({StunClass::error, id, std::nullopt}, now, ++random), IsEmpty());
  EXPECT_LE(wait(flow), times.longest_watch_interval);
}

}  // namespace
}  // namespace portero::sip
