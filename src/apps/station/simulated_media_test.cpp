#include "apps/station/simulated_media.hpp"

#include <gmock/gmock.h>

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr base::Duration patience = 10s;
constexpr media::LegId leg{1};
const base::IpAddress stranger{base::IpAddress::V4{127, 0, 0, 9}};

// RFC 4733: key 0 under payload type 101.
constexpr std::uint8_t key_zero[] = {0x80, 0x80 | 101, 0, 7, 1, 2,  3, 4,
                                     0x0a, 0x0b,       0, 1, 0, 10, 1, 0x90};

struct SimulatedMediaTest : testing::Test {
  void SetUp() override {
    media.send(media::OpenLeg{.leg = leg, .own = base::loopback_ipv4});
    ASSERT_TRUE(loop.run_until([&] { return port != 0; }, patience));
  }

  static media::UseAgreement agreement_with(const std::string& far_side) {
    sdp::AudioAgreement audio;
    audio.transport.remote_address = far_side;
    audio.telephone_events = {{.send_payload_type = 101, .receive_payload_type = 101}};
    return {leg, {.audio = audio}};
  }
  void key_comes_from(const base::IpAddress& sender) {
    auto socket = net::UdpSocket::bind(loop, {sender, 0}, [](const net::UdpEvent&) {});
    ASSERT_TRUE(socket->send(key_zero, {base::loopback_ipv4, port}));
  }

  loop::EventLoop loop;
  std::vector<char> keys;
  int signs_of_life = 0;
  std::uint16_t port = 0;
  SimulatedMedia media{loop, [this](const media::Event& event) {
                         if (const auto* key = std::get_if<media::KeyHeard>(&event))
                           keys.push_back(key->event.key.character());
                         else if (const auto* ready = std::get_if<media::LegReady>(&event))
                           port = ready->local.audio.port;
                         else if (std::holds_alternative<media::LegHeard>(event))
                           ++signs_of_life;
                       }};
};

TEST_F(SimulatedMediaTest, HearsTheFarSidesKey) {
  media.send(agreement_with("127.0.0.1"));
  key_comes_from(base::loopback_ipv4);
  ASSERT_TRUE(loop.run_until([&] { return !keys.empty(); }, patience));
  EXPECT_THAT(keys, ElementsAre('0'));
  EXPECT_EQ(signs_of_life, 1);
}

// UNL-6: the ports of a call can be found by trying; who sends there opens nothing.
TEST_F(SimulatedMediaTest, HearsNothingFromAnybodyElse) {
  media.send(agreement_with("127.0.0.1"));
  key_comes_from(stranger);
  key_comes_from(base::loopback_ipv4);
  ASSERT_TRUE(loop.run_until([&] { return !keys.empty(); }, patience));
  EXPECT_THAT(keys, ElementsAre('0'));
  EXPECT_EQ(signs_of_life, 1);
}

TEST_F(SimulatedMediaTest, GivesEachLegPortsOfItsOwn) {
  const std::uint16_t first = port;
  media.send(media::OpenLeg{.leg = media::LegId{2}, .own = base::loopback_ipv4});
  EXPECT_TRUE(loop.run_until([&] { return port != first; }, patience));
}

}  // namespace
}  // namespace portero::station
