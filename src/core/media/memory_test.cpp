#include "core/media/memory.hpp"

#include <gmock/gmock.h>

namespace portero::media {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr LegId leg{1};
constexpr ViewerId anna{1};
constexpr ViewerId ben{2};
const Configure settings{{.picture = {.title = "Door"}}};
const OpenLeg open{.leg = leg, .own = base::loopback_ipv4};
const sdp::LocalMedia ports{.address = "127.0.0.1", .audio = {.port = 5004}};
const UseAgreement agreed{leg, {.audio = sdp::AudioAgreement{.why = "first"}}};
const UseAgreement agreed_later{leg, {.audio = sdp::AudioAgreement{.why = "second"}}};
const SetFlow flows{leg, call::Flow::both};

OpenLeg open_again() {
  OpenLeg again = open;
  again.again = ports;
  return again;
}

struct MemoryTest : testing::Test {
  void tell(std::initializer_list<Command> commands) {
    for (const Command& command : commands) memory.told(command);
  }
  Memory memory;
};

TEST_F(MemoryTest, TellsANewProcessHowThingsStand) {
  tell({settings, open});
  EXPECT_TRUE(memory.is_news(LegReady{leg, ports}));
  tell({agreed, SetFlow{leg, call::Flow::preview}, agreed_later, flows, RequestKeyFrame{leg}});
  EXPECT_THAT(memory.retell(), ElementsAre(settings, open_again(), agreed_later, flows));
}

// SRTP counts the turns of the sequence numbers, and no packet says them. Of a phone that had
// spoken for longer than a turn, a new process could read nothing: the visitor heard silence, and
// no key opened.
TEST_F(MemoryTest, TellsANewProcessHowFarTheFarSideHasCome) {
  tell({open});
  EXPECT_TRUE(memory.is_news(LegReady{leg, ports}));
  tell({agreed});
  EXPECT_FALSE(memory.is_news(IndexReached{leg, {.ssrc = 5, .index = 65'000}}));
  EXPECT_FALSE(memory.is_news(IndexReached{leg, {.ssrc = 5, .index = 65'537}}));
  OpenLeg expected = open_again();
  expected.reached = {.ssrc = 5, .index = 65'537};
  EXPECT_THAT(memory.retell(), ElementsAre(expected, agreed));
  tell({CloseLeg{leg}});
  EXPECT_FALSE(memory.is_news(IndexReached{leg, {.ssrc = 5, .index = 81'920}}));
  EXPECT_THAT(memory.retell(), IsEmpty());
}

// A media process that died while it rang left the visitor in silence.
TEST_F(MemoryTest, WhatIsHeardAgainAndAgainGoesOn) {
  tell({settings, PlayCue{Cue::ringing}});
  EXPECT_THAT(memory.retell(), ElementsAre(settings, PlayCue{Cue::ringing}));
  tell({PlayCue{Cue::answered}});
  EXPECT_THAT(memory.retell(), ElementsAre(settings)) << "a cue of once is over";
}

TEST_F(MemoryTest, AsksAgainForALegThatWasNotReadyYet) {
  tell({open});
  EXPECT_THAT(memory.retell(), ElementsAre(open));
  EXPECT_TRUE(memory.is_news(LegReady{leg, ports}));
}

TEST_F(MemoryTest, ALegIsReadyOnce) {
  tell({open});
  EXPECT_TRUE(memory.is_news(LegReady{leg, ports}));
  EXPECT_FALSE(memory.is_news(LegReady{leg, ports}));
}

// A call by DTLS was silent for ever after a crash: nobody told the phone of another certificate.
TEST_F(MemoryTest, ALegIsReadyAnewWithAnotherCertificate) {
  sdp::LocalMedia described = ports;
  described.fingerprint = {"sha-256", "AA:BB"};
  tell({open});
  EXPECT_TRUE(memory.is_news(LegReady{leg, described}));
  EXPECT_FALSE(memory.is_news(LegReady{leg, described}));
  described.fingerprint = {"sha-256", "CC:DD"};
  EXPECT_TRUE(memory.is_news(LegReady{leg, described}));
  EXPECT_FALSE(memory.is_news(LegReady{leg, described}));
}

// The keys of a handshake outlive the process that did it: baresip and Linphone do not do another
// one in a call, whatever certificate they are told.
struct HandshakeMemoryTest : MemoryTest {
  HandshakeMemoryTest() {
    before.fingerprint = {"sha-256", "AA:BB"};
    after.fingerprint = {"sha-256", "CC:DD"};
    agreement.audio.emplace().transport.protection = dtls;
    tell({open});
    EXPECT_TRUE(memory.is_news(LegReady{leg, before}));
    tell({UseAgreement{leg, agreement}});
  }
  sdp::Agreement by_keys() const {
    sdp::Agreement known = agreement;
    known.audio->transport.protection = keys;
    return known;
  }

  const sdp::DtlsSrtp dtls{sdp::DtlsRole::server, {{"sha-256", "11"}}, {"sha-256", "AA:BB"}};
  const sdp::SdesSrtp keys{sdp::SrtpSuite::aes_cm_128_hmac_sha1_80, {1}, {2}};
  sdp::LocalMedia before = ports;
  sdp::LocalMedia after = ports;
  sdp::Agreement agreement;
};

TEST_F(HandshakeMemoryTest, AnotherProcessGoesOnWithTheKeysAndTheStationHearsNothingOfIt) {
  EXPECT_FALSE(memory.is_news(KeysAgreed{leg, Medium::sound, dtls, keys}));
  EXPECT_EQ(memory.as_taken_over(UseAgreement{leg, agreement}),
            Command(UseAgreement{leg, agreement}))
      << "the process that shook hands needs no keys";
  EXPECT_THAT(memory.unanswered(), IsEmpty());
  EXPECT_THAT(memory.retell(), testing::Contains(Command(UseAgreement{leg, by_keys()})));
  EXPECT_FALSE(memory.is_news(LegReady{leg, after}));
  agreement.audio->packet_time_ms = 30;
  EXPECT_EQ(memory.as_taken_over(UseAgreement{leg, agreement}),
            Command(UseAgreement{leg, by_keys()}));
}

TEST_F(HandshakeMemoryTest, WithoutKeysTheStationLearnsOfAnotherCertificate) {
  EXPECT_THAT(memory.unanswered(), IsEmpty());
  EXPECT_THAT(memory.retell(), testing::Contains(Command(UseAgreement{leg, agreement})));
  EXPECT_TRUE(memory.is_news(LegReady{leg, after}));
}

TEST_F(HandshakeMemoryTest, KeysAreOfOneHandshake) {
  EXPECT_FALSE(memory.is_news(KeysAgreed{leg, Medium::sound, dtls, keys}));
  EXPECT_THAT(memory.unanswered(), IsEmpty());
  auto another = dtls;
  another.remote_fingerprints = {{"sha-256", "22"}};
  agreement.audio->transport.protection = another;
  EXPECT_EQ(memory.as_taken_over(UseAgreement{leg, agreement}),
            Command(UseAgreement{leg, agreement}));
}

// What was on its way when the agreement changed.
TEST_F(HandshakeMemoryTest, KeysOfAnEarlierHandshakeAreNotTakenForThoseOfTheNext) {
  auto another = dtls;
  another.remote_fingerprints = {{"sha-256", "22"}};
  agreement.audio->transport.protection = another;
  memory.told(UseAgreement{leg, agreement});
  EXPECT_FALSE(memory.is_news(KeysAgreed{leg, Medium::sound, dtls, keys}));
  EXPECT_THAT(memory.unanswered(), IsEmpty());
  EXPECT_THAT(memory.retell(), testing::Contains(Command(UseAgreement{leg, agreement})));
}

TEST_F(HandshakeMemoryTest, HowFarTheFarSideCameIsForgottenWithItsKeys) {
  const auto reached = [this] { return std::get<OpenLeg>(memory.retell().front()).reached; };
  const rtp::PacketIndex index{.ssrc = 5, .index = 65'537};
  EXPECT_FALSE(memory.is_news(IndexReached{leg, index}));
  agreement.audio->packet_time_ms = 30;
  memory.told(UseAgreement{leg, agreement});
  EXPECT_EQ(reached(), index);
  agreement.audio->transport.protection = keys;
  memory.told(UseAgreement{leg, agreement});
  EXPECT_EQ(reached(), std::nullopt);
}

TEST_F(MemoryTest, ForgetsALegThatIsClosedOrFailed) {
  tell({open, CloseLeg{leg}});
  EXPECT_THAT(memory.retell(), IsEmpty());
  EXPECT_FALSE(memory.is_news(LegHeard{leg}));
  EXPECT_FALSE(memory.is_news(LegReady{leg, ports}));
  tell({open});
  EXPECT_TRUE(memory.is_news(LegFailed{leg, "no port"}));
  EXPECT_THAT(memory.retell(), IsEmpty());
  EXPECT_FALSE(memory.is_news(LegFailed{leg, "no port"}));
}

TEST_F(MemoryTest, ASnapshotThatNobodyWillTakeHasFailed) {
  tell({TakeSnapshot{SnapshotId{1}}, TakeSnapshot{SnapshotId{2}}});
  EXPECT_TRUE(memory.is_news(SnapshotTaken{SnapshotId{1}, {}}));
  EXPECT_THAT(memory.unanswered(),
              ElementsAre(Event{SnapshotFailed{SnapshotId{2}, "the media process ended"}}));
  EXPECT_THAT(memory.unanswered(), IsEmpty());
  EXPECT_FALSE(memory.is_news(SnapshotTaken{SnapshotId{2}, {}}));
}

TEST_F(MemoryTest, DevicesAreThereNoLongerThanTheProcess) {
  EXPECT_TRUE(memory.is_news(DeviceFound{Device::camera, "Webcam"}));
  EXPECT_TRUE(memory.is_news(DeviceFound{Device::microphone, "alsa:default"}));
  EXPECT_TRUE(memory.is_news(DeviceLost{Device::microphone, "it was unplugged"}));
  EXPECT_THAT(memory.unanswered(),
              ElementsAre(Event{DeviceLost{Device::camera, "the media process ended"}}));
  EXPECT_THAT(memory.unanswered(), IsEmpty());
}

// A browser's keys are of one process and its ICE cannot begin anew: a viewer that another process
// was told of would show nothing, and nobody would know.
TEST_F(MemoryTest, AViewerEndsWithTheProcess) {
  tell({settings, OpenViewer{.viewer = anna}, OpenViewer{.viewer = ben}});
  EXPECT_TRUE(memory.is_news(ViewerConnected{anna}));
  tell({SetViewerFlow{anna, call::Flow::both}, CloseViewer{ben}});
  EXPECT_THAT(memory.unanswered(),
              ElementsAre(Event{ViewerGone{anna, ViewerEnd::failed, "the media process ended"}}));
  EXPECT_THAT(memory.retell(), ElementsAre(settings));
  EXPECT_THAT(memory.unanswered(), IsEmpty());
}

TEST_F(MemoryTest, NothingOfAViewerIsNewsWhoIsClosedOrGone) {
  tell({OpenViewer{.viewer = anna}});
  EXPECT_TRUE(memory.is_news(ViewerText{anna, "open"}));
  EXPECT_TRUE(memory.is_news(ViewerGone{.viewer = anna, .sentence = "left"}));
  EXPECT_FALSE(memory.is_news(ViewerText{anna, "open"}));
  EXPECT_FALSE(memory.is_news(ViewerGone{.viewer = anna, .sentence = "left"}));
  tell({OpenViewer{.viewer = ben}, CloseViewer{ben}});
  EXPECT_FALSE(memory.is_news(ViewerConnected{ben}));
}

}  // namespace
}  // namespace portero::media
