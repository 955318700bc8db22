// Two stations on the loopback, each with the microphone and loudspeaker of a test: what one hears
// is measured by its level and pitch.
#include "io/media/rtp/sound_stream.hpp"

#include <atomic>
#include <cmath>
#include <mutex>
#include <numbers>

#include <gmock/gmock.h>

#include "io/media/rtp/certificate.hpp"
#include "io/net/udp.hpp"

namespace portero::rtp {
namespace {

using namespace std::chrono_literals;

constexpr base::Duration patience = 20s;
constexpr double tone_dbfs = -12;

// Hears a tone; silence at 0 Hz. Where both sides speak at once, without an echo canceller, the
// station turns one of them down: so they take turns.
class ToneMicrophone final : public sound::Microphone {
 public:
  explicit ToneMicrophone(const std::atomic<int>& hz) : hz_(hz) {}
  std::expected<void, sound::DeviceFailure> read(sound::Frame& frame) override {
    const double peak = 32767 * std::pow(10, tone_dbfs / 20) * std::numbers::sqrt2;
    const int hz = hz_;
    for (std::int16_t& sample : frame)
      sample = static_cast<std::int16_t>(
          peak * std::sin(2 * std::numbers::pi * hz * static_cast<double>(at_++) / 48'000));
    return {};
  }
  [[nodiscard]] bool has_clock() const override { return false; }
  [[nodiscard]] base::Duration delay() const override { return sound::frame_duration; }

 private:
  const std::atomic<int>& hz_;
  std::uint64_t at_ = 0;
};

// What the loudspeaker played, the last fifth of a second of it.
struct Played {
  static constexpr std::size_t window = 9600;

  std::mutex mutex;
  std::vector<std::int16_t> samples;

  void add(sound::FrameView frame) {
    const std::lock_guard lock{mutex};
    samples.insert(samples.end(), frame.begin(), frame.end());
    if (samples.size() > window) samples.erase(samples.begin(), samples.end() - window);
  }
  bool is_tone(double hz) {
    const std::lock_guard lock{mutex};
    if (samples.size() < window) return false;
    double energy = 1e-9;
    std::size_t rises = 0;
    for (std::size_t i = 1; i < samples.size(); ++i) {
      energy += double{1} * samples[i] * samples[i];
      rises += samples[i - 1] < 0 && samples[i] >= 0;
    }
    const double level =
        10 * std::log10(energy / static_cast<double>(samples.size())) - 20 * std::log10(32767);
    return std::abs(level - tone_dbfs) < 2 && std::abs(static_cast<double>(rises) * 5 - hz) < 20;
  }
  bool is_silent() {
    const std::lock_guard lock{mutex};
    return samples.size() >= window &&
           std::ranges::all_of(samples, [](std::int16_t sample) { return std::abs(sample) < 50; });
  }
};

class PlayedLoudspeaker final : public sound::Loudspeaker {
 public:
  explicit PlayedLoudspeaker(Played& played) : played_(played) {}
  std::expected<void, sound::DeviceFailure> write(sound::FrameView frame) override {
    played_.add(frame);
    return {};
  }
  [[nodiscard]] base::Duration delay() const override { return sound::frame_duration; }

 private:
  Played& played_;
};

class TestDevices final : public sound::Devices {
 public:
  TestDevices(const std::atomic<int>& hz, Played& played) : hz_(hz), played_(played) {}
  std::expected<std::unique_ptr<sound::Microphone>, sound::DeviceFailure> open_microphone(
      const std::string&) override {
    return std::make_unique<ToneMicrophone>(hz_);
  }
  std::expected<std::unique_ptr<sound::Loudspeaker>, sound::DeviceFailure> open_loudspeaker(
      const std::string&) override {
    return std::make_unique<PlayedLoudspeaker>(played_);
  }

 private:
  const std::atomic<int>& hz_;
  Played& played_;
};

const sound::SoundSettings as_it_is{.canceller = sound::Canceller::none,
                                    .noise_suppression = false,
                                    .automatic_gain = false,
                                    .speaker_percent = 100,
                                    .microphone_percent = 100};

struct End {
  explicit End(loop::EventLoop& loop)
      : duplex(loop, as_it_is, [](const auto&) {}, std::make_unique<TestDevices>(hz, played)) {}

  Ports ports = Ports::bind(base::loopback_ipv4).value();
  Played played;
  std::atomic<int> hz = 0;  // that the microphone hears
  sound::Duplex duplex;
  std::unique_ptr<SoundStream> stream{};
  std::vector<char> keys{};
  std::string trouble{};
};

sdp::AudioAgreement agreed(sdp::AudioCodec codec, const Ports& far) {
  sdp::AudioAgreement agreement;
  agreement.transport = {.remote_address = "127.0.0.1",
                         .remote_port = far.rtp_port(),
                         .remote_rtcp_address = "127.0.0.1",
                         .remote_rtcp_port = far.rtcp_port()};
  const std::uint8_t type = sdp::info(codec).payload_type;
  agreement.formats = {{codec, type, type, ""}};
  agreement.telephone_events = {{101, 101, 8000}};
  return agreement;
}

struct Streams : testing::Test {
  Streams() { gst::start(); }

  void start(End& end, const sdp::AudioAgreement& agreement) {
    auto stream = SoundStream::start(
        loop, end.ports, std::nullopt, agreement, std::nullopt, end.duplex,
        {.heard = [] {},
         .key =
             [&end](const dtmf::KeyReport& key) {
               std::visit([&](const auto& report) { end.keys.push_back(report.key.character()); },
                          key);
             },
         .reached = [](const auto&) {},
         .unreadable = [&end](const std::string& why) { end.trouble = why; },
         .failed = [&end](const std::string& why) { end.trouble = why; }});
    ASSERT_TRUE(stream) << stream.error();
    end.stream = *std::move(stream);
    end.stream->flow(true);
  }
  void hears(End& listener, End& speaker, int hz) {
    speaker.hz = hz;
    EXPECT_TRUE(comes_true([&] { return listener.played.is_tone(hz); })) << hz;
    speaker.hz = 0;
    EXPECT_TRUE(comes_true([&] { return listener.played.is_silent(); })) << hz;
  }
  bool comes_true(const std::function<bool()>& what) { return loop.run_until(what, patience); }

  loop::EventLoop loop;
  End door{loop};
  End desk{loop};
};

struct SoundStreamTest : Streams, testing::WithParamInterface<sdp::AudioCodec> {};

TEST_P(SoundStreamTest, BothHearTheOthersTone) {
  start(door, agreed(GetParam(), desk.ports));
  start(desk, agreed(GetParam(), door.ports));
  hears(desk, door, 600);
  hears(door, desk, 440);
  EXPECT_EQ(door.trouble + desk.trouble, "");
}

INSTANTIATE_TEST_SUITE_P(Each, SoundStreamTest, testing::ValuesIn(sdp::every_audio_codec()),
                         [](const auto& codec) {
                           std::string name{sdp::info(codec.param).setting};
                           std::erase(name, '-');
                           return name;
                         });

struct OneSoundStreamTest : Streams {};

// CALL-7: while paused nothing is sent; sound is back at once.
TEST_F(OneSoundStreamTest, PausesAndResumes) {
  start(door, agreed(sdp::AudioCodec::pcma, desk.ports));
  start(desk, agreed(sdp::AudioCodec::pcma, door.ports));
  door.hz = 600;
  ASSERT_TRUE(comes_true([&] { return desk.played.is_tone(600); }));
  door.stream->flow(false);
  EXPECT_TRUE(comes_true([&] { return desk.played.is_silent(); }));
  door.stream->flow(true);
  EXPECT_TRUE(comes_true([&] { return desk.played.is_tone(600); }));
}

TEST_F(OneSoundStreamTest, PressesKeysAndSpeaksOn) {
  start(door, agreed(sdp::AudioCodec::pcma, desk.ports));
  start(desk, agreed(sdp::AudioCodec::pcma, door.ports));
  door.hz = 600;
  ASSERT_TRUE(comes_true([&] { return desk.played.is_tone(600); }));
  door.stream->send_key(dtmf::key_zero);
  constexpr auto hash = dtmf::Key::from_character('#');
  ASSERT_TRUE(hash);
  door.stream->send_key(*hash);
  const auto both = [&] {
    return std::ranges::count(desk.keys, '0') > 0 && std::ranges::count(desk.keys, '#') > 0;
  };
  EXPECT_TRUE(comes_true(both)) << std::string(desk.keys.begin(), desk.keys.end());
  EXPECT_TRUE(comes_true([&] { return desk.played.is_tone(600); }));
  EXPECT_THAT(door.keys, testing::IsEmpty());
}

TEST_F(OneSoundStreamTest, PlaysNothingWhilePaused) {
  start(door, agreed(sdp::AudioCodec::pcma, desk.ports));
  start(desk, agreed(sdp::AudioCodec::pcma, door.ports));
  door.hz = 600;
  ASSERT_TRUE(comes_true([&] { return desk.played.is_tone(600); }));
  desk.stream->flow(false);
  EXPECT_TRUE(comes_true([&] { return desk.played.is_silent(); }));
}

TEST_F(OneSoundStreamTest, SendsNothingWhereTheAgreementSaysSo) {
  auto listens_only = agreed(sdp::AudioCodec::pcmu, desk.ports);
  listens_only.direction = sdp::Direction::recvonly;
  start(door, listens_only);
  start(desk, agreed(sdp::AudioCodec::pcmu, door.ports));
  door.hz = 600;
  hears(door, desk, 440);
  EXPECT_TRUE(desk.played.is_silent());
  EXPECT_EQ(door.stream->statistics().packets_sent, 0U);
}

struct Keys {
  std::string_view name;
  sdp::Protection door;
  sdp::Protection desk;

  friend void PrintTo(const Keys& keys, std::ostream* out) { *out << keys.name; }
};

sdp::DtlsSrtp handshake(sdp::DtlsRole role) { return {role, {own_certificate().fingerprint}}; }

sdp::SdesSrtp keys(std::uint8_t ours, std::uint8_t theirs) {
  constexpr auto suite = sdp::SrtpSuite::aead_aes_128_gcm;
  const std::size_t size = sdp::key_and_salt_bytes(suite);
  return {suite, std::vector<std::uint8_t>(size, ours), std::vector<std::uint8_t>(size, theirs)};
}

struct AgreedAgainTest : Streams, testing::WithParamInterface<Keys> {
  // The desk speaks its first, and understands both.
  void talk() {
    at_door = agreed(sdp::AudioCodec::opus, desk.ports);
    at_door.transport.protection = GetParam().door;
    at_door.transport.rtcp_mux = true;
    at_door.formats.push_back(pcma);
    at_door.telephone_events.push_back({102, 102, 48'000});
    auto at_desk = agreed(sdp::AudioCodec::pcma, door.ports);
    at_desk.transport.protection = GetParam().desk;
    at_desk.transport.rtcp_mux = true;
    at_desk.formats.push_back(at_door.formats.front());
    start(desk, at_desk);
    start(door, at_door);
    hears(desk, door, 600);
    hears(door, desk, 440);
  }
  void door_follows() {
    ASSERT_TRUE(door.stream->serves(at_door));
    const auto followed = door.stream->follow(at_door);
    ASSERT_TRUE(followed) << followed.error();
    door.stream->flow(true);
  }

  const sdp::AudioFormat pcma{sdp::AudioCodec::pcma, 8, 8, ""};
  sdp::AudioAgreement at_door;
};

// A far side that had agreed to several codecs narrowed them to one in a re-INVITE, its keys as
// they were. The door began anew: with a handshake that nobody wanted, or counting SRTP's packets
// from 0, and the call fell silent. This desk never begins anew, so that it hears nothing of a door
// that does.
TEST_P(AgreedAgainTest, SoundGoesOnInOtherFormatsUnderTheSameKeys) {
  talk();
  at_door.formats = {pcma};
  at_door.telephone_events = {{101, 101, 8000}};
  at_door.packet_time_ms = 30;
  door_follows();
  hears(desk, door, 700);
  hears(door, desk, 500);
  desk.stream->send_key(dtmf::key_zero);
  EXPECT_TRUE(comes_true([&] { return !door.keys.empty(); }));
  EXPECT_EQ(door.trouble + desk.trouble, "");
}

TEST_P(AgreedAgainTest, WhatIsNotAgreedAnyMoreIsNotPlayed) {
  talk();
  at_door.formats.pop_back();
  door_follows();
  desk.hz = 500;
  hears(desk, door, 700);
  EXPECT_TRUE(door.played.is_silent());
  EXPECT_EQ(door.trouble + desk.trouble, "");
}

// A phone may say another port in mid-call, where it keeps its keys too (RFC 8842 section 3.1).
TEST_P(AgreedAgainTest, SendsElsewhereUnderTheSameKeys) {
  constexpr std::uint8_t packet[] = {0x80, 8, 0, 7, 1, 2, 3, 4, 0x0a, 0x0b, 0, 1};
  int came = 0;
  auto elsewhere =
      net::UdpSocket::bind(loop, {base::loopback_ipv4, 0}, [&](const net::UdpEvent& event) {
        came += std::holds_alternative<net::UdpReceived>(event);
      }).value();
  talk();
  at_door.transport.remote_port = elsewhere.local().port;
  door_follows();
  ASSERT_TRUE(elsewhere.send(packet, {base::loopback_ipv4, door.ports.rtp_port()}));
  EXPECT_TRUE(comes_true([&] { return came > 10; }));
}

INSTANTIATE_TEST_SUITE_P(By, AgreedAgainTest,
                         testing::Values(Keys{"DtlsAsClient", handshake(sdp::DtlsRole::client),
                                              handshake(sdp::DtlsRole::server)},
                                         Keys{"DtlsAsServer", handshake(sdp::DtlsRole::server),
                                              handshake(sdp::DtlsRole::client)},
                                         Keys{"Sdes", keys(1, 2), keys(2, 1)},
                                         Keys{"Nothing", {}, {}}),
                         [](const auto& by) { return std::string{by.param.name}; });

TEST_F(OneSoundStreamTest, ServesNothingWithOtherKeys) {
  auto agreement = agreed(sdp::AudioCodec::pcma, desk.ports);
  agreement.transport.protection = keys(1, 2);
  start(door, agreement);
  agreement.formats.front().codec = sdp::AudioCodec::pcmu;
  EXPECT_TRUE(door.stream->serves(agreement));
  agreement.transport.protection = keys(1, 3);
  EXPECT_FALSE(door.stream->serves(agreement));
  agreement.transport.protection = handshake(sdp::DtlsRole::client);
  EXPECT_FALSE(door.stream->serves(agreement));
}

}  // namespace
}  // namespace portero::rtp
