#include "io/media/sound/alsa.hpp"

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "io/media/sound/duplex.hpp"

namespace portero::sound {
namespace {

using ::testing::Contains;

// ALSA's own plugins stand for cards: its configuration is ours as long as a test runs.
class Alsa : public testing::Test {
 protected:
  Alsa() {
    std::filesystem::create_directories(folder_);
    std::vector<std::int16_t> ramp(4800);
    for (std::size_t i = 0; i < ramp.size(); ++i) ramp[i] = static_cast<std::int16_t>(i);
    std::ofstream(folder_ + "/heard.raw", std::ios::binary)
        .write(reinterpret_cast<const char*>(ramp.data()),  // NOLINT: bytes of samples
               static_cast<std::streamsize>(2 * ramp.size()));
    std::ofstream(folder_ + "/asound.conf")
        << "pcm.null { type null }\n"
        << "pcm.default { type null }\n"
        << "pcm.narrow { type plug slave { pcm { type null } format U8 rate 8000 channels 2 } }\n"
        << "pcm.tape { type file slave.pcm null file '" << folder_ << "/played.raw' infile '"
        << folder_ << "/heard.raw' format raw }\n"
        << "pcm.full { type file slave.pcm null file '/dev/full' format raw }\n";
    setenv("ALSA_CONFIG_PATH", (folder_ + "/asound.conf").c_str(), 1);
  }
  ~Alsa() override {
    unsetenv("ALSA_CONFIG_PATH");
    std::filesystem::remove_all(folder_);
  }

  [[nodiscard]] std::string played() const {
    std::ifstream file(folder_ + "/played.raw", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::string folder_ = testing::TempDir() + "portero_alsa_" +
                        testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(Alsa, ReadsWhatTheCardHears) {
  auto microphone = open_alsa_microphone("tape");
  ASSERT_TRUE(microphone) << microphone.error().why;
  EXPECT_TRUE((*microphone)->has_clock());
  Frame frame;
  ASSERT_TRUE((*microphone)->read(frame));
  EXPECT_EQ(frame[0], 0);
  EXPECT_EQ(frame[479], 479);
  ASSERT_TRUE((*microphone)->read(frame));
  EXPECT_EQ(frame[0], 480);
  EXPECT_GE((*microphone)->delay(), frame_duration);
}

TEST_F(Alsa, PlaysASilentLeadAndThenWhatIsSaid) {
  {
    auto loudspeaker = open_alsa_loudspeaker("tape");
    ASSERT_TRUE(loudspeaker) << loudspeaker.error().why;
    Frame frame;
    frame.fill(0x2121);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE((*loudspeaker)->write(frame));
  }
  EXPECT_EQ(played(), std::string(2 * 960, '\0') + std::string(std::size_t{3} * 960, '!'));
}

TEST_F(Alsa, TakesCardsOfOtherFormatsThroughPlug) {
  EXPECT_TRUE(open_alsa_microphone("narrow"));
  EXPECT_TRUE(open_alsa_loudspeaker("narrow"));
}

TEST_F(Alsa, TellsWhyACardDoesNotOpen) {
  EXPECT_EQ(open_alsa_microphone("nonsense").error().why, "No such file or directory");
  EXPECT_EQ(open_alsa_loudspeaker("nonsense").error().why, "No such file or directory");
}

// A card without a clock, like ALSA's null, must not make the sound thread spin.
TEST_F(Alsa, AutoTakesTheDefaultCardAndKeepsTime) {
  loop::EventLoop loop;
  std::vector<SoundEvent> events;
  Duplex duplex(loop, SoundSettings{}, [&](const SoundEvent& event) { events.push_back(event); });
  std::atomic<int> frames = 0;
  EXPECT_TRUE(loop.run_until([&] { return events.size() == 2; }, std::chrono::seconds(20)));
  EXPECT_THAT(events, Contains(SoundEvent(DeviceInUse{Way::microphone, "alsa:default"})));
  EXPECT_THAT(events, Contains(SoundEvent(DeviceInUse{Way::loudspeaker, "alsa:default"})));
  const base::TimePoint began = loop.now();
  const Listener listener = duplex.listen([&](FrameView, base::TimePoint) {
    if (++frames == 100) loop.post([] {});
  });
  EXPECT_TRUE(loop.run_until([&] { return frames >= 100; }, std::chrono::seconds(20)));
  EXPECT_GE(loop.now() - began, std::chrono::milliseconds(800));
}

TEST_F(Alsa, AutoWithoutACardSpeaksAndDrops) {
  std::ofstream(folder_ + "/asound.conf") << "pcm.other { type null }\n";
  loop::EventLoop loop;
  std::vector<SoundEvent> events;
  const Duplex duplex(loop, SoundSettings{},
                      [&](const SoundEvent& event) { events.push_back(event); });
  EXPECT_TRUE(loop.run_until([&] { return events.size() == 2; }, std::chrono::seconds(20)));
  EXPECT_THAT(events, Contains(SoundEvent(DeviceInUse{Way::microphone, "synthetic"})));
  EXPECT_THAT(events, Contains(SoundEvent(DeviceInUse{Way::loudspeaker, "none"})));
}

TEST_F(Alsa, ACardThatStopsTakingSoundIsLostAndOpenedAgain) {
  loop::EventLoop loop;
  std::vector<SoundEvent> events;
  const SoundSettings settings{.capture_device = "none", .playback_device = "alsa:full"};
  const Duplex duplex(loop, settings, [&](const SoundEvent& event) { events.push_back(event); });
  EXPECT_TRUE(loop.run_until([&] { return events.size() >= 4; }, std::chrono::seconds(20)));
  EXPECT_THAT(events, Contains(SoundEvent(DeviceIsBack{Way::loudspeaker, "alsa:full"})));
}

}  // namespace
}  // namespace portero::sound
