#include "io/media/sound/device_upkeep.hpp"

#include <gmock/gmock.h>

namespace portero::sound {
namespace {

using ::testing::ElementsAre;
using Action = DeviceUpkeep::Action;
using Open = DeviceUpkeep::Open;
using RetryAfter = DeviceUpkeep::RetryAfter;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr base::TimePoint start{};

Action told(SoundEvent event) { return event; }

TEST(DeviceUpkeep, TellsWhichDeviceIsInUse) {
  DeviceUpkeep upkeep(Way::microphone);
  EXPECT_THAT(upkeep.want("alsa:hw:1"), ElementsAre(Action(Open{"alsa:hw:1"})));
  EXPECT_THAT(upkeep.opened("alsa:hw:1", start),
              ElementsAre(told(DeviceInUse{Way::microphone, "alsa:hw:1"})));
}

TEST(DeviceUpkeep, TriesAgainWithGrowingDelaysWhatDoesNotOpen) {
  DeviceUpkeep upkeep(Way::loudspeaker);
  EXPECT_THAT(upkeep.want("alsa:hw:1"), ElementsAre(Action(Open{"alsa:hw:1"})));
  EXPECT_THAT(upkeep.open_failed("alsa:hw:1", "No such device"),
              ElementsAre(told(DeviceLost{Way::loudspeaker, "alsa:hw:1", "No such device"}),
                          Action(RetryAfter{milliseconds(500)})));
  for (const auto delay : {1000, 2000, 4000, 5000, 5000}) {
    EXPECT_THAT(upkeep.retry(), ElementsAre(Action(Open{"alsa:hw:1"})));
    EXPECT_THAT(upkeep.open_failed("alsa:hw:1", "No such device"),
                ElementsAre(Action(RetryAfter{milliseconds(delay)})));
  }
  EXPECT_THAT(upkeep.opened("alsa:hw:1", start),
              ElementsAre(told(DeviceIsBack{Way::loudspeaker, "alsa:hw:1"})));
}

TEST(DeviceUpkeep, OpensALostDeviceAgain) {
  DeviceUpkeep upkeep(Way::microphone);
  static_cast<void>(upkeep.want("alsa:hw:1"));
  static_cast<void>(upkeep.opened("alsa:hw:1", start));
  EXPECT_THAT(upkeep.failed("unplugged", start + seconds(60)),
              ElementsAre(told(DeviceLost{Way::microphone, "alsa:hw:1", "unplugged"}),
                          Action(RetryAfter{milliseconds(500)})));
  EXPECT_THAT(upkeep.retry(), ElementsAre(Action(Open{"alsa:hw:1"})));
  EXPECT_THAT(upkeep.opened("alsa:hw:1", start + seconds(61)),
              ElementsAre(told(DeviceIsBack{Way::microphone, "alsa:hw:1"})));
}

TEST(DeviceUpkeep, WaitsLongerForADeviceThatFailsAsSoonAsItIsOpen) {
  DeviceUpkeep upkeep(Way::microphone);
  static_cast<void>(upkeep.want("alsa:hw:1"));
  for (const auto delay : {500, 1000, 2000}) {
    static_cast<void>(upkeep.opened("alsa:hw:1", start));
    EXPECT_EQ(upkeep.failed("I/O error", start + seconds(1)).back(),
              Action(RetryAfter{milliseconds(delay)}));
  }
}

TEST(DeviceUpkeep, AutoTakesTheDefaultCardWhenThereIsOne) {
  DeviceUpkeep upkeep(Way::microphone);
  EXPECT_THAT(upkeep.want("auto"), ElementsAre(Action(Open{"alsa:default"})));
  EXPECT_THAT(upkeep.opened("alsa:default", start),
              ElementsAre(told(DeviceInUse{Way::microphone, "alsa:default"})));
}

TEST(DeviceUpkeep, AutoWithoutACardTakesSyntheticSpeechAndLooksForTheCard) {
  DeviceUpkeep upkeep(Way::microphone);
  static_cast<void>(upkeep.want("auto"));
  EXPECT_THAT(upkeep.open_failed("alsa:default", "No such device"),
              ElementsAre(Action(Open{"synthetic"})));
  EXPECT_THAT(
      upkeep.opened("synthetic", start),
      ElementsAre(told(DeviceInUse{Way::microphone, "synthetic"}), Action(RetryAfter{seconds(5)})));
  EXPECT_THAT(upkeep.retry(), ElementsAre(Action(Open{"alsa:default"})));
  EXPECT_THAT(upkeep.open_failed("alsa:default", "No such device"),
              ElementsAre(Action(RetryAfter{seconds(5)})));
  EXPECT_THAT(upkeep.retry(), ElementsAre(Action(Open{"alsa:default"})));
  EXPECT_THAT(upkeep.opened("alsa:default", start + seconds(10)),
              ElementsAre(told(DeviceInUse{Way::microphone, "alsa:default"})));
}

TEST(DeviceUpkeep, AutoWithoutACardDropsWhatIsSaid) {
  DeviceUpkeep upkeep(Way::loudspeaker);
  static_cast<void>(upkeep.want("auto"));
  EXPECT_THAT(upkeep.open_failed("alsa:default", "No such device"),
              ElementsAre(Action(Open{"none"})));
}

TEST(DeviceUpkeep, ACardThatAutoLostIsSilentUntilItIsBack) {
  DeviceUpkeep upkeep(Way::microphone);
  static_cast<void>(upkeep.want("auto"));
  static_cast<void>(upkeep.opened("alsa:default", start));
  EXPECT_THAT(upkeep.failed("unplugged", start + seconds(60)),
              ElementsAre(told(DeviceLost{Way::microphone, "alsa:default", "unplugged"}),
                          Action(RetryAfter{milliseconds(500)})));
  static_cast<void>(upkeep.retry());
  EXPECT_THAT(upkeep.open_failed("alsa:default", "No such device"),
              ElementsAre(Action(RetryAfter{seconds(1)})));
  static_cast<void>(upkeep.retry());
  EXPECT_THAT(upkeep.opened("alsa:default", start + seconds(62)),
              ElementsAre(told(DeviceIsBack{Way::microphone, "alsa:default"})));
}

TEST(DeviceUpkeep, ClosesTheOldDeviceWhenTheNewOneDoesNotOpen) {
  DeviceUpkeep upkeep(Way::microphone);
  static_cast<void>(upkeep.want("alsa:hw:1"));
  static_cast<void>(upkeep.opened("alsa:hw:1", start));
  EXPECT_THAT(upkeep.want("alsa:hw:2"), ElementsAre(Action(Open{"alsa:hw:2"})));
  EXPECT_THAT(upkeep.open_failed("alsa:hw:2", "busy"),
              ElementsAre(Action(DeviceUpkeep::Close{}),
                          told(DeviceLost{Way::microphone, "alsa:hw:2", "busy"}),
                          Action(RetryAfter{milliseconds(500)})));
}

}  // namespace
}  // namespace portero::sound
