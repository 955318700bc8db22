// Two sessions on the loopback: what one sends, the other plays.
#include "io/media/rtp/session.hpp"

#include <atomic>
#include <random>

#include <gmock/gmock.h>

#include "io/media/rtp/certificate.hpp"
#include "io/net/udp.hpp"

namespace portero::rtp {
namespace {

using namespace std::chrono_literals;

constexpr base::Duration patience = 20s;
constexpr char sound_of_160_bytes[] =
    "audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! mulawenc ! "
    "rtppcmupay name=send pt=0 min-ptime=20000000 max-ptime=20000000";

sdp::SdesSrtp keys(sdp::SrtpSuite suite, std::uint8_t ours, std::uint8_t theirs) {
  const std::size_t size = sdp::key_and_salt_bytes(suite);
  return {suite, std::vector<std::uint8_t>(size, ours), std::vector<std::uint8_t>(size, theirs)};
}

struct End {
  Ports ports = Ports::bind(base::loopback_ipv4).value();
  std::unique_ptr<Session> session{};
  std::atomic<int> played = 0;
  std::atomic<int> lost = 0;
  std::atomic<std::size_t> payload_bytes = 0;
  std::vector<char> keys{};
  int heard = 0;
  std::string trouble{};
};

struct SessionTest : testing::Test {
  SessionTest() { gst::start(); }

  static SessionSettings towards(const Ports& far, const sdp::Protection& protection = {},
                                 bool mux = false) {
    sdp::Transport transport{.rtcp_mux = mux,
                             .remote_address = "127.0.0.1",
                             .remote_port = far.rtp_port(),
                             .remote_rtcp_address = "127.0.0.1",
                             .remote_rtcp_port = far.rtcp_port(),
                             .protection = protection};
    return {.transport = transport,
            .sender = sound_of_160_bytes,
            .sound = {{0, 8000}},
            .telephone_events = {{101, 8000}}};
  }

  void start(End& end, const SessionSettings& settings) {
    auto session = Session::start(
        loop, end.ports, settings,
        {.heard = [&end] { ++end.heard; },
         .key = [&end](const auto& event) { end.keys.push_back(event.key.character()); },
         .unreadable = [&end](const std::string& why) { end.trouble = why; },
         .failed = [&end](const std::string& why) { end.trouble = "failed: " + why; },
         .play =
             [&end](std::uint8_t, std::optional<base::ByteView> payload) {
               if (payload)
                 end.payload_bytes = payload->size(), ++end.played;
               else
                 ++end.lost;
             }});
    ASSERT_TRUE(session) << session.error();
    end.session = *std::move(session);
    end.session->play(true);
  }

  void both_hear_each_other(const sdp::Protection& near_keys, const sdp::Protection& far_keys,
                            bool mux) {
    start(near, towards(far.ports, near_keys, mux));
    start(far, towards(near.ports, far_keys, mux));
    EXPECT_TRUE(loop.run_until([&] { return near.played > 10 && far.played > 10; }, patience));
    EXPECT_EQ(near.payload_bytes, 160U);
    EXPECT_GT(near.heard, 0);
    EXPECT_EQ(near.trouble + far.trouble, "");
  }

  // RFC 4733: key 0 under payload type 101.
  void key_comes_from(const base::IpAddress& sender) {
    constexpr std::uint8_t key_zero[] = {0x80, 0x80 | 101, 0, 7, 1, 2,  3, 4,
                                         0x0a, 0x0b,       0, 1, 0, 10, 1, 0x90};
    auto socket = net::UdpSocket::bind(loop, {sender, 0}, [](const auto&) {});
    ASSERT_TRUE(socket->send(key_zero, {base::loopback_ipv4, near.ports.rtp_port()}));
  }

  const base::IpAddress elsewhere{base::IpAddress::V4{127, 0, 0, 9}};
  loop::EventLoop loop;
  End near;
  End far;
};

TEST_F(SessionTest, BothHearEachOther) { both_hear_each_other({}, {}, false); }

TEST_F(SessionTest, BothHearEachOtherOnOnePort) { both_hear_each_other({}, {}, true); }

struct SrtpTest : SessionTest, testing::WithParamInterface<sdp::SrtpSuite> {};

TEST_P(SrtpTest, BothHearEachOther) {
  both_hear_each_other(keys(GetParam(), 1, 2), keys(GetParam(), 2, 1), false);
}

TEST_P(SrtpTest, BothHearEachOtherOnOnePort) {
  both_hear_each_other(keys(GetParam(), 1, 2), keys(GetParam(), 2, 1), true);
}

TEST_P(SrtpTest, AWrongKeyIsSilenceAndIsTold) {
  start(near, towards(far.ports, keys(GetParam(), 1, 2)));
  start(far, towards(near.ports, keys(GetParam(), 9, 1)));
  EXPECT_TRUE(loop.run_until([&] { return !near.trouble.empty() && far.played > 10; }, patience));
  EXPECT_EQ(near.played, 0);
  EXPECT_EQ(near.heard, 0);
  EXPECT_THAT(near.trouble, testing::HasSubstr("keys"));
}

INSTANTIATE_TEST_SUITE_P(Each, SrtpTest, testing::ValuesIn(sdp::srtp_suites),
                         [](const auto& suite) { return std::string{to_text(suite.param)}; });

struct DtlsTest : SessionTest {
  static sdp::DtlsSrtp handshake(sdp::DtlsRole role) {
    return {role, {{"sha-1", "00"}, own_certificate().fingerprint}};
  }
};

TEST_F(DtlsTest, BothHearEachOther) {
  both_hear_each_other(handshake(sdp::DtlsRole::client), handshake(sdp::DtlsRole::server), true);
}

TEST_F(DtlsTest, DoesWithoutReportsWhereTheyHaveAPortOfTheirOwn) {
  both_hear_each_other(handshake(sdp::DtlsRole::client), handshake(sdp::DtlsRole::server), false);
}

// GStreamer's DTLS elements take any certificate: who answers for the phone must be the one whose
// fingerprint came with the signaling, or nothing that he says or presses counts.
TEST_F(DtlsTest, BelievesNobodyWithAnotherCertificate) {
  sdp::DtlsSrtp wrong = handshake(sdp::DtlsRole::server);
  wrong.remote_fingerprints = {{"sha-256", "AB:CD"}};
  start(near, towards(far.ports, wrong, true));
  start(far, towards(near.ports, handshake(sdp::DtlsRole::client), true));
  ASSERT_TRUE(loop.run_until([&] { return !near.trouble.empty() && far.played > 10; }, patience));
  EXPECT_THAT(near.trouble, testing::HasSubstr("certificate"));
  EXPECT_EQ(near.played, 0);
  EXPECT_EQ(near.heard, 0);
  EXPECT_FALSE(near.session->keys_count());
}

TEST(CertificateTest, IsTheOneThatItsHashDescribes) {
  const Certificate& own = own_certificate();
  EXPECT_TRUE(is_described(own.pem, {own.fingerprint}));
  EXPECT_FALSE(is_described(own.pem, {}));
  EXPECT_FALSE(is_described(own.pem, {{"sha-256", "00:11"}, {"no-such-hash", "00"}}));
  EXPECT_FALSE(is_described("no certificate", {own.fingerprint}));
}

TEST_F(SessionTest, IsSilentOnHoldAndStillHears) {
  start(near, towards(far.ports));
  near.session->play(false);
  start(far, towards(near.ports));
  ASSERT_TRUE(loop.run_until([&] { return near.heard > 10; }, patience));
  EXPECT_EQ(near.played, 0);
  near.session->play(true);
  EXPECT_TRUE(loop.run_until([&] { return near.played > 5; }, patience));
}

// UNL-6 and the session's own port: who guesses it is neither heard nor obeyed.
TEST_F(SessionTest, TakesNothingFromAStrangerOnceThePhoneSpeaks) {
  start(near, towards(far.ports));
  start(far, towards(near.ports));
  ASSERT_TRUE(loop.run_until([&] { return near.heard > 5; }, patience));
  for (int i = 0; i < 5; ++i) key_comes_from(elsewhere);
  const int before = near.heard;
  ASSERT_TRUE(loop.run_until([&] { return near.heard > before + 10; }, patience));
  EXPECT_THAT(near.keys, testing::IsEmpty());
}

TEST_F(SessionTest, TellsKeysOfThePhone) {
  start(near, towards(far.ports));
  key_comes_from(base::loopback_ipv4);
  ASSERT_TRUE(loop.run_until([&] { return !near.keys.empty(); }, patience));
  EXPECT_THAT(near.keys, testing::ElementsAre('0'));
}

TEST_F(SessionTest, BelievesNoKeyFromAnotherHostThanWasDescribed) {
  start(near, towards(far.ports));
  key_comes_from(elsewhere);
  ASSERT_TRUE(loop.run_until([&] { return near.heard > 0; }, patience));
  EXPECT_THAT(near.keys, testing::IsEmpty());
}

// What the street may send: packets of the phone with bytes changed, cut and repeated.
TEST_F(SessionTest, PlaysOnWhateverComesFromTheFarSide) {
  start(near, towards(far.ports, {}, true));
  std::mt19937 dice{11};
  auto phone = net::UdpSocket::bind(loop, {base::loopback_ipv4, 0}, [](const auto&) {});
  const base::Endpoint port{base::loopback_ipv4, near.ports.rtp_port()};
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::uint8_t> packet{0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    packet.resize(12 + dice() % 200);
    packet[3] = static_cast<std::uint8_t>(round);
    packet[1] = static_cast<std::uint8_t>(dice() % 4 == 0 ? 200 + dice() % 8 : 0);
    for (unsigned change = dice() % 12; change > 0; --change)
      packet[dice() % packet.size()] = static_cast<std::uint8_t>(dice());
    packet.resize(dice() % 10 == 0 ? dice() % packet.size() : packet.size());
    std::ignore = phone->send(packet, port);
    if (round % 100 == 0) loop.run_for(1ms);
  }
  ASSERT_TRUE(loop.run_until([&] { return near.heard > 100; }, patience));
  near.session.reset();
  start(near, towards(far.ports));
  start(far, towards(near.ports));
  EXPECT_TRUE(loop.run_until([&] { return near.played > 10; }, patience));
}

TEST_F(SessionTest, CountsWhatGoesAndComes) {
  start(near, towards(far.ports));
  start(far, towards(near.ports));
  ASSERT_TRUE(loop.run_until([&] { return near.played > 20; }, patience));
  const auto statistics = near.session->statistics();
  EXPECT_GE(statistics.packets_sent, 10U);
  EXPECT_GE(statistics.bytes_sent, 1600U);
  EXPECT_GE(statistics.packets_received, 10U);
  EXPECT_EQ(statistics.packets_lost, 0U);
}

TEST_F(SessionTest, SaysWhatIsWrongWithItsSender) {
  SessionSettings settings = towards(far.ports);
  settings.sender = "nosuchelement name=send";
  const auto session = Session::start(loop, near.ports, settings, {});
  ASSERT_FALSE(session);
  EXPECT_THAT(session.error(), testing::HasSubstr("nosuchelement"));
}

TEST(PortsTest, AreAnEvenOneAndTheNext) {
  const auto any = Ports::bind(base::loopback_ipv4);
  ASSERT_TRUE(any);
  EXPECT_EQ(any->rtp_port() % 2, 0);
  EXPECT_EQ(any->rtcp_port(), any->rtp_port() + 1);
}

TEST(PortsTest, SayWhatIsTaken) {
  const auto any = Ports::bind(base::loopback_ipv4).value();
  const auto again = Ports::bind(base::loopback_ipv4, any.rtp_port());
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error(), testing::HasSubstr(std::to_string(any.rtp_port())));
}

TEST(PortsTest, ComeBackAsTheyWere) {
  std::uint16_t port = 0;
  port = Ports::bind(base::loopback_ipv6).value().rtp_port();
  EXPECT_EQ(Ports::bind(base::loopback_ipv6, port).value().rtp_port(), port);
}

}  // namespace
}  // namespace portero::rtp
