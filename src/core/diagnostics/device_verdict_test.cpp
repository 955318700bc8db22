#include <gmock/gmock.h>

#include "core/diagnostics/verdict.hpp"

namespace portero::diagnostics {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const DeviceKnown alsa{.name = "alsa:default"};

TEST(CameraVerdict, NeedsAPicture) {
  EXPECT_EQ(verdict(CameraLook{{"Webcam"}, 30'000, 20ms}).found,
            "The camera (Webcam) gave a picture of 30 kB in 20 ms.");
  const Verdict none = verdict(CameraLook{{}, std::unexpected{std::string{"it is busy"}}});
  EXPECT_EQ(none.outcome, Outcome::fail);
  EXPECT_EQ(none.found, "The camera gave no picture: it is busy.");
}

TEST(CameraVerdict, PassesNoPictureThatIsMadeUp) {
  for (const char* name : {"test pattern, because there is no camera", "file:/tmp/door.mp4"})
    EXPECT_EQ(verdict(CameraLook{{name}, 30'000, 20ms}).outcome, Outcome::warn) << name;
}

TEST(MicrophoneVerdict, TellsTheLevelOrThatThereIsNone) {
  EXPECT_EQ(verdict(MicrophoneLook{alsa, -42.3}),
            (Verdict{Outcome::pass, "The microphone (alsa:default) hears -42 dBFS now."}));
  EXPECT_EQ(verdict(MicrophoneLook{alsa, -100}).outcome, Outcome::warn);
}

TEST(MicrophoneVerdict, PassesNoSoundThatIsMadeUp) {
  EXPECT_EQ(verdict(MicrophoneLook{{.name = "synthetic"}, -20}).outcome, Outcome::warn);
  EXPECT_EQ(verdict(MicrophoneLook{{.name = "none"}, -20}).outcome, Outcome::fail);
}

TEST(MicrophoneVerdict, OfOneThatWasLostSaysWhy) {
  for (const std::optional<std::string>& name : {std::optional<std::string>{}, alsa.name}) {
    const Verdict told = verdict(MicrophoneLook{{name, "alsa:default: it was unplugged"}, -30});
    EXPECT_EQ(told.outcome, Outcome::fail);
    EXPECT_THAT(told.found, HasSubstr("it was unplugged"));
  }
}

// One that had been found once passed for good, though it was unplugged later.
TEST(LoudspeakerVerdict, OfOneThatWasThereAndIsLostSaysWhy) {
  const DeviceKnown lost{.name = "alsa:default", .lost = "it was unplugged"};
  EXPECT_EQ(verdict(LoudspeakerLook{lost}).outcome, Outcome::fail);
  EXPECT_THAT(verdict(LoudspeakerLook{lost}).found, HasSubstr("it was unplugged"));
  EXPECT_EQ(verdict(MicrophoneLook{lost, -40}).outcome, Outcome::fail);
}

TEST(LoudspeakerVerdict, IsThatOneIsThere) {
  EXPECT_EQ(verdict(LoudspeakerLook{alsa}).outcome, Outcome::pass);
  EXPECT_EQ(verdict(LoudspeakerLook{}).outcome, Outcome::fail);
  EXPECT_EQ(verdict(LoudspeakerLook{{.name = "none"}}).outcome, Outcome::fail);
  EXPECT_EQ(verdict(LoudspeakerLook{{alsa.name, "it was unplugged"}}).outcome, Outcome::fail);
}

TEST(RelayVerdict, WarnsOfASimulatedOne) {
  EXPECT_EQ(verdict(RelayLook{true, false, "gpio:gpiochip0:17"}).outcome, Outcome::pass);
  EXPECT_EQ(verdict(RelayLook{true, true, "simulated"}).outcome, Outcome::warn);
  EXPECT_EQ(verdict(RelayLook{false, true, "simulated"}).outcome, Outcome::fail);
}

TEST(PanelVerdict, SaysWhetherACredentialWouldReachThePanel) {
  EXPECT_EQ(verdict(PanelLook{}).outcome, Outcome::skipped);
  EXPECT_EQ(verdict(PanelLook{true, false, false, true, "simulated"}).outcome, Outcome::fail);
  EXPECT_EQ(
      verdict(PanelLook{true, false, true, false, "osdp:/dev/ttyS1"}).found,
      "The panel at osdp:/dev/ttyS1 does not ask for credentials, or not by the secure channel "
      "that is required.");
  EXPECT_EQ(verdict(PanelLook{true, true, false, true, "simulated"}).outcome, Outcome::fail);
  EXPECT_EQ(verdict(PanelLook{true, true, true, true, "simulated"}).outcome, Outcome::warn);
  EXPECT_EQ(verdict(PanelLook{true, true, true, false, "two lines"}).outcome, Outcome::pass);
}

}  // namespace
}  // namespace portero::diagnostics
