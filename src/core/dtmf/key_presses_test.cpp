#include "core/dtmf/key_presses.hpp"

#include <gtest/gtest.h>

namespace portero::dtmf {
namespace {

using namespace std::chrono_literals;
using base::Duration;
using base::TimePoint;

constexpr Key key_one = *Key::from_character('1');

Rfc4733Event event(std::uint32_t timestamp, std::uint16_t duration = 160, Key key = key_zero) {
  return {key, 0xCAFE, timestamp, duration};
}

class KeyPressesTest : public testing::Test {
 protected:
  // Whether the report that comes at this time is a press.
  bool pressed(Duration at, const KeyReport& report) {
    return presses_.handle(report, TimePoint{at}).has_value();
  }

  KeyPresses presses_;
};

TEST_F(KeyPressesTest, TellTheKey) {
  EXPECT_EQ(presses_.handle(InfoKey{key_one}, TimePoint{}), key_one);
  EXPECT_EQ(presses_.handle(event(0), TimePoint{}), key_zero);
}

TEST_F(KeyPressesTest, AreOneForAllPacketsOfAnEvent) {
  EXPECT_TRUE(pressed(0ms, event(8'000, 160)));
  EXPECT_FALSE(pressed(20ms, event(8'000, 320)));
  EXPECT_FALSE(pressed(40ms, event(8'000, 480)));
  EXPECT_FALSE(pressed(40ms, event(8'000, 480)));
  EXPECT_FALSE(pressed(40ms, event(8'000, 480)));
}

TEST_F(KeyPressesTest, AreOneWhicheverOfTheThreeSourcesCarryThem) {
  EXPECT_TRUE(pressed(0ms, event(8'000)));
  EXPECT_FALSE(pressed(60ms, InbandTone{key_zero}));
  EXPECT_FALSE(pressed(300ms, InfoKey{key_zero}));

  EXPECT_TRUE(pressed(5s, InfoKey{key_zero}));
  EXPECT_FALSE(pressed(5'010ms, event(48'000)));
  EXPECT_FALSE(pressed(5'200ms, InbandTone{key_zero}));
}

TEST_F(KeyPressesTest, AreTwoForTwoQuickPressesOnAllSources) {
  EXPECT_TRUE(pressed(0ms, event(8'000)));
  EXPECT_TRUE(pressed(150ms, event(9'200)));
  EXPECT_FALSE(pressed(160ms, InbandTone{key_zero}));
  EXPECT_FALSE(pressed(300ms, InbandTone{key_zero}));
  EXPECT_FALSE(pressed(700ms, InfoKey{key_zero}));
  EXPECT_FALSE(pressed(900ms, InfoKey{key_zero}));
}

TEST_F(KeyPressesTest, AreTwoWhenReportsOfTheSecondOneOvertakeThoseOfTheFirst) {
  EXPECT_TRUE(pressed(0ms, InfoKey{key_zero}));
  EXPECT_TRUE(pressed(150ms, InfoKey{key_zero}));
  EXPECT_FALSE(pressed(200ms, event(8'000)));
  EXPECT_FALSE(pressed(350ms, event(9'200)));
  EXPECT_FALSE(pressed(400ms, InbandTone{key_zero}));
  EXPECT_FALSE(pressed(410ms, InbandTone{key_zero}));
}

TEST_F(KeyPressesTest, OfDifferentKeysNeverMerge) {
  EXPECT_TRUE(pressed(0ms, event(8'000)));
  EXPECT_TRUE(pressed(100ms, InfoKey{key_one}));
  EXPECT_FALSE(pressed(110ms, InfoKey{key_zero}));
  EXPECT_FALSE(pressed(150ms, event(9'000, 160, key_one)));
}

TEST_F(KeyPressesTest, OfOneSourceNeverMerge) {
  for (int press = 0; press < 5; ++press) EXPECT_TRUE(pressed(press * 100ms, InfoKey{key_zero}));
  for (int press = 0; press < 5; ++press)
    EXPECT_FALSE(pressed(500ms + press * 100ms, InbandTone{key_zero}));
}

TEST_F(KeyPressesTest, MergeUpToTheEndOfTheWindow) {
  EXPECT_TRUE(pressed(0ms, InbandTone{key_zero}));
  EXPECT_FALSE(pressed(merge_window, InfoKey{key_zero}));

  EXPECT_TRUE(pressed(10s, InbandTone{key_zero}));
  EXPECT_TRUE(pressed(10s + merge_window + 1us, InfoKey{key_zero}));
}

// A key held for five seconds was one unlock by its telephone-event and, had the window been
// counted from the beginning of the press only, a second one by the INFO that the phone sends upon
// release.
TEST_F(KeyPressesTest, StayOneWhileTheKeyIsHeld) {
  EXPECT_TRUE(pressed(0ms, event(8'000, 160)));
  for (int packet = 1; packet <= 100; ++packet)
    EXPECT_FALSE(pressed(packet * 50ms, event(8'000, static_cast<std::uint16_t>(packet * 400))));
  EXPECT_FALSE(pressed(5'100ms, InfoKey{key_zero}));
  EXPECT_FALSE(pressed(5'100ms, InbandTone{key_zero}));
}

TEST_F(KeyPressesTest, StayOneWhenTheKeyIsHeldForLongerThanOneEventCanSay) {
  EXPECT_TRUE(pressed(0s, event(8'000, 400)));
  EXPECT_FALSE(pressed(8'192ms, event(8'000, 65'535)));
  EXPECT_FALSE(pressed(8'212ms, event(73'535, 160)));
  EXPECT_FALSE(pressed(9'000ms, event(73'535, 6'400)));
  EXPECT_TRUE(pressed(9'500ms, event(84'000, 160)));
}

TEST_F(KeyPressesTest, ReachBackAsFarAsAnInfoSaysThatItsKeyWasHeld) {
  EXPECT_TRUE(pressed(0s, InbandTone{key_zero}));
  EXPECT_FALSE(pressed(5s, InfoKey{key_zero, 4s}));

  EXPECT_TRUE(pressed(20s, InbandTone{key_zero}));
  EXPECT_TRUE(pressed(25s, InfoKey{key_zero, 100ms}));

  EXPECT_TRUE(pressed(40s, InbandTone{key_zero}));
  EXPECT_TRUE(pressed(40s + merge_window + max_held + 1us, InfoKey{key_zero, 24h}));
}

TEST_F(KeyPressesTest, BelieveAnInfoOnlyUpToTheLongestTimeHeld) {
  EXPECT_TRUE(pressed(0s, InbandTone{key_zero}));
  EXPECT_FALSE(pressed(merge_window + max_held, InfoKey{key_zero, Duration::max()}));
}

TEST_F(KeyPressesTest, AreKeptOpenOnlyByTheirOwnPackets) {
  EXPECT_TRUE(pressed(0ms, event(8'000, 160)));
  EXPECT_FALSE(pressed(10ms, InfoKey{key_zero}));
  EXPECT_TRUE(pressed(500ms, InfoKey{key_zero}));
  EXPECT_FALSE(pressed(3s, event(8'000, 24'000)));
  EXPECT_TRUE(pressed(3'500ms, event(40'000)));
}

// A replayed packet must not keep a press open, or the next INFO would be taken for a part of it.
TEST_F(KeyPressesTest, AreNotKeptOpenByReplayedPackets) {
  EXPECT_TRUE(pressed(0s, event(8'000)));
  for (int second = 1; second <= 5; ++second)
    EXPECT_FALSE(pressed(std::chrono::seconds(second), event(8'000)));
  EXPECT_TRUE(pressed(5'500ms, InfoKey{key_zero}));
}

// A PBX that lets the phones talk directly in the middle of a press changed the stream, and the
// door opened twice.
TEST_F(KeyPressesTest, StayOneWhenTheStreamChangesDuringThePress) {
  EXPECT_TRUE(pressed(0ms, Rfc4733Event{key_zero, 1, 8000, 160}));
  EXPECT_FALSE(pressed(40ms, Rfc4733Event{key_zero, 2, 8000, 320}));
  EXPECT_FALSE(pressed(60ms, Rfc4733Event{key_zero, 2, 8000, 480}));
  EXPECT_TRUE(pressed(1s, Rfc4733Event{key_zero, 2, 16000, 160}));
}

TEST_F(KeyPressesTest, ThatBeginANewStreamLongAfterTheOldOneCount) {
  EXPECT_TRUE(pressed(0ms, Rfc4733Event{key_zero, 1, 8000, 160}));
  EXPECT_TRUE(pressed(merge_window + 1ms, Rfc4733Event{key_zero, 2, 8000, 160}));
}

// A key held for 3 s, heard as a tone at once and told by an INFO only upon release, was two.
TEST_F(KeyPressesTest, StayOneWhileTheToneGoesOn) {
  EXPECT_TRUE(pressed(0s, InbandTone{key_zero}));
  EXPECT_FALSE(pressed(1s, InbandTone{key_zero, true}));
  EXPECT_FALSE(pressed(2s, InbandTone{key_zero, true}));
  EXPECT_FALSE(pressed(3s, InfoKey{key_zero}));
}

TEST_F(KeyPressesTest, AreToldByAToneWhoseBeginningWasMissed) {
  EXPECT_TRUE(pressed(0s, InbandTone{key_zero, true}));
  EXPECT_FALSE(pressed(1s, InbandTone{key_zero, true}));
}

TEST_F(KeyPressesTest, DoNotComeBackWithOldPackets) {
  EXPECT_TRUE(pressed(0s, event(8'000)));
  EXPECT_TRUE(pressed(1s, event(16'000, 160, key_one)));
  EXPECT_FALSE(pressed(1'100ms, event(8'000)));
  EXPECT_FALSE(pressed(1h, event(8'000)));
  EXPECT_FALSE(pressed(1h, event(16'000, 160, key_one)));
}

// One key is still down while the next one is pressed already; its own packets go on.
TEST_F(KeyPressesTest, AreOneEachWhenAKeyIsHeldDuringAnother) {
  EXPECT_TRUE(pressed(0ms, event(8'000, 160)));
  EXPECT_TRUE(pressed(100ms, event(8'800, 160, key_one)));
  EXPECT_FALSE(pressed(120ms, event(8'000, 960)));
  EXPECT_FALSE(pressed(140ms, event(8'800, 320, key_one)));
  EXPECT_FALSE(pressed(160ms, event(8'000, 1'280)));
}

TEST_F(KeyPressesTest, AreRefusedBeyondTheirLimitAndWelcomeAgainLater) {
  for (std::size_t press = 0; press < max_recent_presses; ++press)
    EXPECT_TRUE(pressed(0ms, InfoKey{key_zero}));
  EXPECT_FALSE(pressed(0ms, InfoKey{key_zero}));
  EXPECT_FALSE(pressed(1ms, event(8'000, 160, key_one)));

  const Duration later = merge_window + max_held + 1us;
  EXPECT_FALSE(pressed(later, event(8'000, 320, key_one)));
  EXPECT_TRUE(pressed(later, event(80'000, 160, key_one)));
  EXPECT_TRUE(pressed(later, InfoKey{key_zero}));
}

}  // namespace
}  // namespace portero::dtmf
