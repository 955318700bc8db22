#include "io/media/rtp/arrivals.hpp"

#include <string_view>

#include <gmock/gmock.h>

#include "core/ice/stun_signature.hpp"
#include "core/sip/stun.hpp"

namespace portero::rtp {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::Not;
using Kind = Arrivals::Kind;

const base::Endpoint relay = *base::parse_endpoint("192.0.2.9:4000");
const base::Endpoint phone = *base::parse_endpoint("198.51.100.1:5000");

// Of who read our description.
ice::StunMessage check_of(std::string_view name, std::string_view password) {
  ice::StunMessage check = sip::to_bytes({.kind = sip::StunClass::request, .transaction = {7}});
  constexpr std::uint16_t username = 0x0006;
  ice::append_attribute(check, username, std::vector<std::uint8_t>(name.begin(), name.end()));
  ice::append_integrity(check, password);
  ice::append_fingerprint(check);
  return check;
}

struct ArrivalsTest : testing::Test {
  static std::vector<std::uint8_t> packet(std::uint16_t sequence_number) {
    return {0x80,
            0,
            static_cast<std::uint8_t>(sequence_number >> 8U),
            static_cast<std::uint8_t>(sequence_number),
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            5};
  }
  Kind comes(const std::vector<std::uint8_t>& bytes, const base::Endpoint& from) {
    return arrivals.datagram(bytes, from, now);
  }

  const std::vector<std::uint8_t> report{0x80, 200, 0, 1, 0, 0, 0, 5};
  base::TimePoint now{1s};
  Arrivals arrivals{{}};
};

// An srtpdec asks for the turns once, with what comes first: a report says nothing of them.
TEST_F(ArrivalsTest, AFarSideThatGoesOnIsFollowedFromItsFirstPacketAndFromNoReport) {
  arrivals.expect({.rtcp_mux = true,
                   .protected_by_keys = true,
                   .payload_types = {0},
                   .reached = PacketIndex{.ssrc = 5, .index = 40'000}});
  EXPECT_EQ(comes(report, phone), Kind::nothing);
  EXPECT_EQ(arrivals.report(report, phone, now), Kind::nothing);
  EXPECT_EQ(comes(packet(40'100), phone), Kind::rtp);
  EXPECT_EQ(arrivals.turns_of(5), 0U);
  EXPECT_EQ(comes(report, phone), Kind::rtcp);
}

// Where both are reached by the same relay, the one before was heard on, and its keys counted.
TEST_F(ArrivalsTest, WhoProvedToKnowOtherCredentialsHasProvenNothing) {
  const ice::Credentials before{.ufrag = "door", .password = "first", .remote_ufrag = "one"};
  const ice::Credentials after{.ufrag = "door", .password = "first", .remote_ufrag = "two"};
  arrivals.expect({.described = relay, .payload_types = {0}, .ice = before});
  const auto check = check_of("door:one", "first");
  EXPECT_THAT(arrivals.check(check, phone, false, now), Not(IsEmpty()));
  EXPECT_EQ(comes(packet(1), phone), Kind::rtp);
  EXPECT_TRUE(arrivals.keys_count());
  arrivals.expect({.described = relay, .payload_types = {0}, .ice = after});
  EXPECT_EQ(arrivals.far_side(), relay);
  EXPECT_FALSE(arrivals.keys_count());
}

}  // namespace
}  // namespace portero::rtp
