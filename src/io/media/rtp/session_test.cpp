// Two sessions on the loopback: what one sends, the other plays.
#include "io/media/rtp/session.hpp"

#include <array>
#include <atomic>
#include <random>

#include <gio/gio.h>
#include <gmock/gmock.h>

#include "core/ice/stun_signature.hpp"
#include "core/sip/stun.hpp"
#include "io/loop/timer.hpp"
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
  std::optional<PacketIndex> reached{};
  std::optional<sdp::SdesSrtp> keyed{};
  int heard = 0;
  std::string trouble{};
};

struct SessionTest : testing::Test {
  SessionTest() {
    gst::start();
    gst::load_plugin("audiotestsrc");
    gst::load_plugin("mulaw");
  }

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
         .reached = [&end](const PacketIndex& index) { end.reached = index; },
         .keyed = [&end](const sdp::SdesSrtp& keys) { end.keyed = keys; },
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

  void both_hear_each_other_again(const sdp::Protection& near_keys) {
    start(near, towards(far.ports, near_keys, true));
    const int stale = far.played;
    EXPECT_TRUE(
        loop.run_until([&] { return near.played > 10 && far.played > stale + 10; }, patience));
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

// A session that ended just when the far side's stream began looked for its pipeline where there
// was none any more, and crashed. So it ends at every moment around that one.
TEST_F(SessionTest, EndsWhileAStreamBegins) {
  start(far, towards(near.ports));
  for (base::Duration after = 40ms; after < 100ms; after += 2ms) {
    near.played = 0;
    start(near, towards(far.ports));
    loop.run_until([&] { return near.played > 0; }, after);
    near.session.reset();
  }
  EXPECT_EQ(near.trouble + far.trouble, "");
}

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

// How often sequence numbers turned over is in no packet (RFC 3711 section 3.3.1). A media process
// that took another's place could read nothing of a phone whose numbers had turned, for the rest
// of the call: the next session is told.
struct TurnTest : SrtpTest {
  TurnTest() {
    auto phone = towards(near.ports, keys(GetParam(), 2, 1));
    phone.sender += " seqnum-offset=65520";
    start(far, phone);
  }
  void begins(const std::optional<PacketIndex>& reached) {
    near.played = 0;
    auto settings = towards(far.ports, keys(GetParam(), 1, 2));
    settings.reached = reached;
    start(near, settings);
  }
  bool plays() {
    return loop.run_until([&] { return near.played > 10; }, patience) && near.trouble.empty();
  }
};

TEST_P(TurnTest, IsHeardOnAndByTheNextSession) {
  begins(std::nullopt);
  ASSERT_TRUE(loop.run_until([&] { return near.reached && near.reached->turns() == 1; }, patience));
  near.played = 0;
  ASSERT_TRUE(plays());
  begins(near.reached);
  EXPECT_TRUE(plays());
}

TEST_P(TurnTest, IsNoticedWhereNobodyListenedThen) {
  begins(std::nullopt);
  ASSERT_TRUE(loop.run_until([&] { return near.reached.has_value(); }, patience));
  ASSERT_EQ(near.reached->turns(), 0U);
  near.session.reset();
  const std::uint16_t port = near.ports.rtp_port();
  std::ignore = Ports{std::move(near.ports)};
  {
    int missed = 0;
    const auto nobody =
        net::UdpSocket::bind(loop, {base::loopback_ipv4, port}, [&](const auto&) { ++missed; });
    ASSERT_TRUE(nobody);
    ASSERT_TRUE(loop.run_until([&] { return missed > 30; }, patience));
  }
  near.ports = Ports::bind(base::loopback_ipv4, port).value();
  begins(near.reached);
  EXPECT_TRUE(plays());
}

INSTANTIATE_TEST_SUITE_P(Each, TurnTest, testing::ValuesIn(sdp::srtp_suites),
                         [](const auto& suite) { return std::string{to_text(suite.param)}; });

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
  EXPECT_EQ(near.keyed, std::nullopt);
}

// A media process that took another's place could do no other handshake: phones do one in a call.
TEST_F(DtlsTest, AnotherSessionGoesOnWithTheKeysOfItsHandshake) {
  both_hear_each_other(handshake(sdp::DtlsRole::client), handshake(sdp::DtlsRole::server), true);
  ASSERT_TRUE(loop.run_until([&] { return near.keyed && far.keyed; }, patience));
  EXPECT_EQ(near.keyed->send_key_and_salt, far.keyed->receive_key_and_salt);
  EXPECT_EQ(near.keyed->receive_key_and_salt, far.keyed->send_key_and_salt);
  near.session.reset();
  near.played = far.played = 0;
  both_hear_each_other_again(*near.keyed);
}

// The lite side of ICE: the phone asks from its own socket, elsewhere than it was described.
struct IceTest : SessionTest {
  IceTest() {
    settings = towards(far.ports);
    settings.ice = sdp::IceDescription{.ufrag = "door", .password = "our-password", .lite = true};
    settings.transport.remote_ice = sdp::IceDescription{.ufrag = "fone", .password = "theirs"};
  }

  net::UdpSocket phone_at(const base::IpAddress& address) {
    return *net::UdpSocket::bind(loop, {address, 0}, [this](const net::UdpEvent& event) {
      const auto* const received = std::get_if<net::UdpReceived>(&event);
      if (received == nullptr) return;
      if (const auto answer = sip::parse_stun(received->bytes))
        answers.push_back(*answer);
      else
        ++packets;
    });
  }
  void asks(net::UdpSocket& phone, std::string_view password, std::uint16_t port) {
    using ice::append_attribute;
    auto check = sip::to_bytes({.kind = sip::StunClass::request, .transaction = {7}});
    constexpr std::string_view name = "door:fone";
    append_attribute(check, 0x0006, std::vector<std::uint8_t>(name.begin(), name.end()));
    append_attribute(check, 0x0025, {});  // USE-CANDIDATE
    ice::append_integrity(check, password);
    ice::append_fingerprint(check);
    ASSERT_TRUE(phone.send(check, {base::loopback_ipv4, port}));
  }
  bool is_answered(sip::StunClass kind) {
    const auto right = [&](const auto& answer) { return answer.kind == kind; };
    return loop.run_until([&] { return std::ranges::any_of(answers, right); }, patience);
  }

  SessionSettings settings;
  std::vector<sip::StunBinding> answers;
  int packets = 0;
};

TEST_F(IceTest, SendsWhereThePhoneWantsIt) {
  auto phone = phone_at(elsewhere);
  start(near, settings);
  asks(phone, "our-password", near.ports.rtp_port());
  ASSERT_TRUE(is_answered(sip::StunClass::success));
  EXPECT_EQ(answers.front().mapped, phone.local());
  EXPECT_TRUE(loop.run_until([&] { return packets > 10; }, patience));
}

TEST_F(IceTest, SendsReportsWhereThePhoneWantsThem) {
  auto phone = phone_at(elsewhere);
  start(near, settings);
  asks(phone, "our-password", near.ports.rtcp_port());
  ASSERT_TRUE(is_answered(sip::StunClass::success));
  EXPECT_TRUE(loop.run_until([&] { return packets > 0; }, patience));
}

TEST_F(IceTest, BelievesNobodyWhoDoesNotKnowThePassword) {
  auto stranger = phone_at(elsewhere);
  start(near, settings);
  start(far, towards(near.ports));
  asks(stranger, "guessed", near.ports.rtp_port());
  ASSERT_TRUE(is_answered(sip::StunClass::error));
  ASSERT_TRUE(loop.run_until([&] { return far.played > 10; }, patience));
  EXPECT_EQ(packets, 0);
}

// UNL-6: who has proven to know the description may press keys wherever he is; nobody else may,
// from then on.
TEST_F(IceTest, TakesKeysOfWhoKnowsThePasswordAlone) {
  constexpr std::uint8_t key_zero[] = {0x80, 0x80 | 101, 0, 7, 1, 2,  3, 4,
                                       0x0a, 0x0b,       0, 1, 0, 10, 1, 0x90};
  auto phone = phone_at(elsewhere);
  start(near, settings);
  asks(phone, "our-password", near.ports.rtp_port());
  ASSERT_TRUE(is_answered(sip::StunClass::success));
  key_comes_from(base::loopback_ipv4);
  ASSERT_TRUE(phone.send(key_zero, {base::loopback_ipv4, near.ports.rtp_port()}));
  ASSERT_TRUE(loop.run_until([&] { return !near.keys.empty() && near.heard > 0; }, patience));
  EXPECT_THAT(near.keys, testing::ElementsAre('0'));
  EXPECT_EQ(near.heard, 1);
}

TEST_F(SessionTest, AnswersNoChecksWithoutIce) {
  auto stranger = net::UdpSocket::bind(loop, {elsewhere, 0}, [&](const auto&) { ++near.heard; });
  start(near, towards(far.ports));
  start(far, towards(near.ports));
  ASSERT_TRUE(stranger->send(sip::to_bytes({.kind = sip::StunClass::request}),
                             {base::loopback_ipv4, near.ports.rtp_port()}));
  const int before = near.played;
  ASSERT_TRUE(loop.run_until([&] { return near.played > before + 10; }, patience));
  EXPECT_EQ(near.trouble, "");
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

// What the street may send, from the phone's own ports and from others', while the phone speaks:
// messages of each protocol with bytes changed, cut and repeated. Sound goes on.
struct GarbageTest : SessionTest, testing::WithParamInterface<std::string_view> {
  using Bytes = std::vector<std::uint8_t>;

  static std::pair<sdp::Protection, sdp::Protection> protections() {
    constexpr auto suite = sdp::SrtpSuite::aes_cm_128_hmac_sha1_80;
    if (GetParam() == "SDES") return {keys(suite, 1, 2), keys(suite, 2, 1)};
    if (GetParam() == "DTLS")
      return {DtlsTest::handshake(sdp::DtlsRole::server),
              DtlsTest::handshake(sdp::DtlsRole::client)};
    return {};
  }

  Bytes message() {
    static const std::vector<Bytes> samples{
        {0x80, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff},   // PCMU
        {0x80, 0xe5, 0, 7, 1, 2, 3, 4, 0x0a, 0x0b, 0, 1, 0, 10, 1, 0x90},  // a key
        {0xb1, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3, 4, 0xbe, 0xde, 0, 1, 16, 1, 0, 4},
        {0x80, 200, 0, 6, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 8},
        {0x81, 201, 0, 7, 0, 0, 0, 1, 0, 0, 0, 2, 9, 0, 0, 1,
         0,    0,   0, 9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0},
        {0x81, 202, 0, 3, 0, 0, 0, 1, 1, 4, 'd', 'o', 'o', 'r', 0, 0},      // SDES
        {0x81, 203, 0, 1, 0, 0, 0, 1},                                      // BYE
        {0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2},                          // PLI
        {0x84, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 0, 0, 0},  // FIR
        {0x81, 205, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 7, 0xff, 0xff},        // NACK
        {0x8f, 205, 0, 5, 0, 0, 0, 1, 0, 0, 0, 2, 0, 7, 0, 4, 0, 0, 1, 0, 0x20, 4, 1, 2},
        {0, 1,  0,  12, 0x21, 0x12, 0xa4, 0x42, 1,   2,   3,   4,   5,   6, 7, 8,
         9, 10, 11, 12, 0,    6,    0,    5,    'd', 'o', 'o', 'r', ':', 0, 0, 0},  // STUN
        {22, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0, 13, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0},
        {21, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2, 2, 40},  // DTLS alert
    };
    Bytes bytes = samples[dice() % samples.size()];
    if (dice() % 4 == 0) bytes.resize(bytes.size() + dice() % 400, 0xa5);
    if (dice() % 16 == 0) bytes.assign(dice() % 1500, static_cast<std::uint8_t>(dice()));
    for (unsigned change = dice() % 6; change > 0 && !bytes.empty(); --change)
      bytes[dice() % bytes.size()] = static_cast<std::uint8_t>(dice());
    if (dice() % 8 == 0) bytes.resize(dice() % (bytes.size() + 1));
    return bytes;
  }
  void send(GSocket* from, const Bytes& bytes, std::uint16_t port) {
    GSocketAddress* const to = g_inet_socket_address_new_from_string("127.0.0.1", port);
    g_socket_send_to(from, to, reinterpret_cast<const gchar*>(bytes.data()), bytes.size(), nullptr,
                     nullptr);
    g_object_unref(to);
  }

  std::mt19937 dice{11};
};

TEST_P(GarbageTest, SoundGoesOn) {
  const auto [near_keys, far_keys] = protections();
  const bool mux = GetParam() != "apart";
  SessionSettings settings = towards(far.ports, near_keys, mux);
  settings.ice = sdp::IceDescription{.ufrag = "door", .password = "secret", .lite = true};
  settings.transport.remote_ice = sdp::IceDescription{.ufrag = "fone", .password = "theirs"};
  start(near, settings);
  start(far, towards(near.ports, far_keys, mux));
  ASSERT_TRUE(loop.run_until([&] { return near.played > 10; }, patience));
  const Ports stranger = Ports::bind(base::loopback_ipv4).value();
  for (int round = 0; round < 6000; ++round) {
    GSocket* const from = dice() % 3 == 0 ? stranger.rtp() : far.ports.rtp();
    send(from, message(), near.ports.rtp_port());
    send(dice() % 3 == 0 ? stranger.rtcp() : far.ports.rtcp(), message(), near.ports.rtcp_port());
    if (round % 50 == 0) loop.run_for(1ms);
  }
  const int before = near.played;
  EXPECT_TRUE(loop.run_until([&] { return near.played > before + 50 && near.payload_bytes == 160; },
                             patience));
  EXPECT_TRUE(loop.run_until([&] { return far.played > 10; }, patience));
  EXPECT_THAT(near.trouble, testing::Not(testing::HasSubstr("failed")));
}

INSTANTIATE_TEST_SUITE_P(Each, GarbageTest, testing::Values("apart", "mux", "SDES", "DTLS"),
                         [](const auto& name) { return std::string{name.param}; });

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

// A phone's packets of 20 ms, each with its number as its sound; every fifth is lost. How long
// those were on their way to whoever plays them that came behind one that is lost.
struct DelayTest : SessionTest {
  static constexpr std::uint8_t packets = 200;
  static bool is_lost(std::uint8_t number) { return number % 5 == 4; }

  void speak(std::uint8_t number) {
    if (!is_lost(number)) send(number);
    if (number + 1 < packets)
      next.start_at(begun + (number + 1) * 20ms,
                    [this, number] { speak(static_cast<std::uint8_t>(number + 1)); });
  }
  void send(std::uint8_t number) {
    const std::uint32_t timestamp = number * 160U;
    const std::uint8_t packet[] = {0x80,
                                   0,
                                   0,
                                   number,
                                   0,
                                   0,
                                   static_cast<std::uint8_t>(timestamp >> 8U),
                                   static_cast<std::uint8_t>(timestamp),
                                   1,
                                   2,
                                   3,
                                   4,
                                   number};
    sent[number] = gst::running_now();
    ASSERT_TRUE(phone.send(packet, {base::loopback_ipv4, near.ports.rtp_port()}));
  }
  void is_played(std::uint8_t number, base::TimePoint now) {
    if (number > 0 && is_lost(static_cast<std::uint8_t>(number - 1)))
      delays.push_back(now - sent.at(number));
  }

  net::UdpSocket phone = *net::UdpSocket::bind(loop, {base::loopback_ipv4, 0}, [](const auto&) {});
  loop::Timer next{loop};
  base::TimePoint begun = loop.now();
  std::array<base::TimePoint, packets> sent{};
  std::vector<base::Duration> delays;
};

// P10: jitter buffers wait 200 ms for a packet that is missing unless they are told otherwise, and
// everything behind it is heard so much later. Asserted: they wait for less than 120 ms, where a
// busy machine is late as well.
TEST_F(DelayTest, NobodyWaitsLongForALostPacket) {
  auto session =
      Session::start(loop, near.ports, towards(far.ports),
                     {.play = [&](std::uint8_t, std::optional<base::ByteView> payload) {
                       if (payload && payload->size() == 1)
                         loop.post([&, number = payload->front(), now = gst::running_now()] {
                           is_played(number, now);
                         });
                     }});
  ASSERT_TRUE(session) << session.error();
  (*session)->play(true);
  speak(0);
  ASSERT_TRUE(loop.run_until([&] { return delays.size() >= 20; }, patience));
  std::ranges::sort(delays);
  EXPECT_LT(delays[delays.size() / 2], 120ms);
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
