#include "io/media/sound/duplex.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "io/loop/timer.hpp"
#include "io/media/sound/level.hpp"
#include "io/media/sound/silence.hpp"
#include "io/media/sound/simulated_card.hpp"
#include "io/media/sound/wav.hpp"

namespace portero::sound {
namespace {

using ::testing::UnorderedElementsAre;

constexpr base::Duration at_most = std::chrono::seconds(20);

class DuplexOnFiles : public testing::Test {
 protected:
  ~DuplexOnFiles() override { std::filesystem::remove(path_); }

  // Asked again and again, as the sound thread tells the loop nothing.
  bool eventually(const std::function<bool()>& done) {
    const std::function<void()> tick = [&] {
      timer_.start(std::chrono::milliseconds(5), [&] { tick(); });
    };
    tick();
    const bool is_done = loop_.run_until(done, at_most);
    timer_.cancel();
    return is_done;
  }

  std::string path_ = testing::TempDir() + "portero_" +
                      testing::UnitTest::GetInstance()->current_test_info()->name() + ".wav";
  loop::EventLoop loop_;
  loop::Timer timer_{loop_};
  std::vector<SoundEvent> events_;
  Duplex::Handler handler_ = [this](const SoundEvent& event) { events_.push_back(event); };
  SoundSettings settings_{.capture_device = "synthetic",
                          .playback_device = "file:" + path_,
                          .speaker_percent = 100,
                          .microphone_percent = 100};
};

TEST_F(DuplexOnFiles, TellsWhichDevicesItUses) {
  const Duplex duplex(loop_, settings_, handler_);
  EXPECT_TRUE(eventually([&] { return events_.size() == 2; }));
  EXPECT_THAT(events_, UnorderedElementsAre(
                           SoundEvent(DeviceInUse{Way::microphone, "synthetic"}),
                           SoundEvent(DeviceInUse{Way::loudspeaker, settings_.playback_device})));
}

TEST_F(DuplexOnFiles, EverybodyHearsTheVisitorEach10Milliseconds) {
  Duplex duplex(loop_, settings_, handler_);
  std::atomic<int> one = 0;
  std::atomic<int> other = 0;
  std::atomic<bool> in_order = true;
  base::TimePoint before;
  const Listener first = duplex.listen([&](FrameView, base::TimePoint captured) {
    if (captured <= before) in_order = false;
    before = captured;
    ++one;
  });
  const Listener second = duplex.listen([&](FrameView, base::TimePoint) { ++other; });
  EXPECT_TRUE(eventually([&] { return one >= 20 && other >= 20; }));
  EXPECT_TRUE(in_order);
  EXPECT_TRUE(eventually([&] { return duplex.levels().microphone_dbfs > -32; }));
}

TEST_F(DuplexOnFiles, AListenerThatIsGoneIsToldNothing) {
  Duplex duplex(loop_, settings_, handler_);
  std::atomic<int> told = 0;
  auto listener =
      std::make_unique<Listener>(duplex.listen([&](FrameView, base::TimePoint) { ++told; }));
  std::atomic<int> ticks = 0;
  const Listener clock = duplex.listen([&](FrameView, base::TimePoint) { ++ticks; });
  EXPECT_TRUE(eventually([&] { return told >= 3; }));
  listener.reset();
  const int last = told;
  const int then = ticks;
  EXPECT_TRUE(eventually([&] { return ticks >= then + 10; }));
  EXPECT_EQ(told, last);
}

TEST_F(DuplexOnFiles, AllVoicesAreHeardTogether) {
  {
    Duplex duplex(loop_, settings_, handler_);
    EXPECT_TRUE(eventually([&] { return events_.size() == 2; }));
    Voice low = duplex.speak();
    Voice high = duplex.speak();
    const std::vector<std::int16_t> thousand(480, 1000);
    const std::vector<std::int16_t> two_thousand(480, 2000);
    const Listener pace = duplex.listen([&](FrameView, base::TimePoint) {
      low.write(thousand);
      high.write(two_thousand);
    });
    const float together = dbfs_of_power(3000.0F * 3000 / (32768.0F * 32768));
    EXPECT_TRUE(
        eventually([&] { return std::abs(duplex.levels().loudspeaker_dbfs - together) < 0.1F; }));
    EXPECT_NEAR(high.level_dbfs() - low.level_dbfs(), 6, 0.5);
  }
  const auto written = read_wav(path_);
  ASSERT_TRUE(written);
  EXPECT_THAT(written->samples, testing::Contains(3000).Times(testing::Ge(480)));
}

TEST_F(DuplexOnFiles, VolumesAreSetWhileSoundGoesOn) {
  Duplex duplex(loop_, settings_, handler_);
  std::atomic<int> frames = 0;
  std::atomic<bool> loud = false;
  const Listener listener = duplex.listen([&](FrameView frame, base::TimePoint) {
    ++frames;
    loud = power_of(frame) > 0;
  });
  EXPECT_TRUE(eventually([&] { return loud.load(); }));
  settings_.microphone_percent = 0;
  duplex.set(settings_);
  const int then = frames;
  EXPECT_TRUE(eventually([&] { return frames > then + 10; }));
  EXPECT_FALSE(loud);
  EXPECT_TRUE(eventually([&] { return duplex.levels().microphone_dbfs == silence_dbfs; }));
}

TEST_F(DuplexOnFiles, AVoiceMayBeWrittenByAnyThread) {
  Duplex duplex(loop_, settings_, handler_);
  Voice voice = duplex.speak();
  std::atomic<bool> done = false;
  std::thread writer([&] {
    const std::vector<std::int16_t> chunk(317, 5000);
    while (!done) {
      voice.write(chunk);
      std::this_thread::yield();
    }
  });
  EXPECT_TRUE(eventually([&] { return voice.level_dbfs() > -20; }));
  for (int i = 0; i < 50; ++i) {
    const Voice passing = duplex.speak();
    const Listener also = duplex.listen([](FrameView, base::TimePoint) {});
    duplex.set(settings_);
  }
  done = true;
  writer.join();
}

TEST_F(DuplexOnFiles, ADeviceThatCannotBeOpenedIsToldAndSoundGoesOn) {
  settings_.playback_device = "file:/nonexistent/door.wav";
  Duplex duplex(loop_, settings_, handler_);
  EXPECT_TRUE(eventually([&] { return events_.size() == 2; }));
  EXPECT_THAT(events_, testing::Contains(SoundEvent(
                           DeviceLost{Way::loudspeaker, "file:/nonexistent/door.wav",
                                      "/nonexistent/door.wav: No such file or directory"})));
  std::atomic<int> frames = 0;
  const Listener listener = duplex.listen([&](FrameView, base::TimePoint) { ++frames; });
  EXPECT_TRUE(eventually([&] { return frames >= 5; }));
}

TEST_F(DuplexOnFiles, AnUnknownKindOfDeviceIsTold) {
  settings_.capture_device = "gramophone";
  const Duplex duplex(loop_, settings_, handler_);
  EXPECT_TRUE(eventually([&] { return events_.size() == 2; }));
  EXPECT_THAT(events_,
              testing::Contains(SoundEvent(DeviceLost{
                  Way::microphone, "gramophone", "no kind of device is called 'gramophone'"})));
}

TEST_F(DuplexOnFiles, ACardThatIsUnpluggedIsLostAndComesBack) {
  const auto card = std::make_shared<SimulatedCard>();
  settings_.capture_device = "card";
  settings_.playback_device = "card";
  Duplex duplex(loop_, settings_, handler_, card);
  EXPECT_TRUE(eventually([&] { return duplex.levels().microphone_dbfs > -35; }));
  events_.clear();
  card->plug(false);
  EXPECT_TRUE(eventually([&] { return events_.size() == 2; }));
  EXPECT_THAT(events_, UnorderedElementsAre(
                           SoundEvent(DeviceLost{Way::microphone, "card", "No such device"}),
                           SoundEvent(DeviceLost{Way::loudspeaker, "card", "No such device"})));
  EXPECT_TRUE(eventually([&] { return duplex.levels().microphone_dbfs < -80; }));
  events_.clear();
  card->plug(true);
  EXPECT_TRUE(eventually([&] { return events_.size() == 2; }));
  EXPECT_THAT(events_, UnorderedElementsAre(SoundEvent(DeviceIsBack{Way::microphone, "card"}),
                                            SoundEvent(DeviceIsBack{Way::loudspeaker, "card"})));
  EXPECT_TRUE(eventually([&] { return duplex.levels().microphone_dbfs > -35; }));
}

// An old microphone that fails when told to, and a new one that opens once, and only when told to.
class Shop final : public Devices {
 public:
  class OldMicrophone final : public Microphone {
   public:
    explicit OldMicrophone(const std::atomic<bool>& broken) : broken_(broken) {}
    std::expected<void, DeviceFailure> read(Frame& frame) override {
      if (broken_) return std::unexpected(DeviceFailure{"broken"});
      return silence_.read(frame);
    }
    [[nodiscard]] bool has_clock() const override { return false; }
    [[nodiscard]] base::Duration delay() const override { return frame_duration; }

   private:
    const std::atomic<bool>& broken_;
    SilentMicrophone silence_;
  };

  std::expected<std::unique_ptr<Microphone>, DeviceFailure> open_microphone(
      const std::string& name) override {
    if (name == "old") return std::make_unique<OldMicrophone>(broken);
    delivered.wait(false);
    if (std::exchange(sold_, true)) return std::unexpected(DeviceFailure{"busy"});
    return std::make_unique<SilentMicrophone>();
  }
  std::expected<std::unique_ptr<Loudspeaker>, DeviceFailure> open_loudspeaker(
      const std::string& /*name*/) override {
    return std::make_unique<SilentLoudspeaker>();
  }

  std::atomic<bool> broken = false;
  std::atomic<bool> delivered = false;

 private:
  bool sold_ = false;
};

// The old device failed while the new one was being opened: its retry then opened the new one,
// which was in use, a second time; that was refused, and the station was deaf. The retry is
// forgotten.
TEST_F(DuplexOnFiles, ADeviceThatFailsWhileItIsReplacedIsForgotten) {
  const auto shop = std::make_shared<Shop>();
  settings_.capture_device = "old";
  Duplex duplex(loop_, settings_, handler_, shop);
  EXPECT_TRUE(eventually([&] { return events_.size() == 2; }));
  settings_.capture_device = "new";
  duplex.set(settings_);
  shop->broken = true;
  EXPECT_TRUE(eventually([&] { return events_.size() == 3; }));
  EXPECT_EQ(events_.back(), SoundEvent(DeviceLost{Way::microphone, "old", "broken"}));
  shop->delivered = true;
  shop->delivered.notify_all();
  EXPECT_TRUE(eventually([&] { return events_.size() == 4; }));
  EXPECT_EQ(events_.back(), SoundEvent(DeviceInUse{Way::microphone, "new"}));
  std::atomic<int> frames = 0;
  const Listener listener = duplex.listen([&](FrameView, base::TimePoint) { ++frames; });
  EXPECT_TRUE(eventually([&] { return frames >= 70; }));
  EXPECT_EQ(events_.size(), 4U);
}

TEST_F(DuplexOnFiles, CancellersAreChangedWhileSoundGoesOn) {
  Duplex duplex(loop_, settings_, handler_);
  std::atomic<int> frames = 0;
  const Listener listener = duplex.listen([&](FrameView, base::TimePoint) { ++frames; });
  for (const Canceller canceller : {Canceller::speexdsp, Canceller::none, Canceller::webrtc}) {
    settings_.canceller = canceller;
    settings_.noise_suppression = !settings_.noise_suppression;
    duplex.set(settings_);
    const int then = frames;
    EXPECT_TRUE(eventually([&] { return frames > then + 5; }));
  }
}

TEST_F(DuplexOnFiles, TellsThatItDucksWithoutACanceller) {
  settings_.canceller = Canceller::none;
  Duplex duplex(loop_, settings_, handler_);
  const auto told = [&](bool ducks) {
    return std::ranges::find(events_, SoundEvent(DuckingChanged{ducks})) != events_.end();
  };
  EXPECT_TRUE(eventually([&] { return told(true); }));
  EXPECT_FALSE(told(false));
  settings_.canceller = Canceller::webrtc;
  duplex.set(settings_);
  EXPECT_TRUE(eventually([&] { return told(false); }));
}

}  // namespace
}  // namespace portero::sound
