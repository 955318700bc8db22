#include "core/osdp/control_panel.hpp"

#include <algorithm>

#include "core/osdp/peripheral_for_tests.hpp"

namespace portero::osdp {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing::VariantWith;

constexpr Key key{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

// A panel and a device with a line between them, which may lose what is said.
struct ControlPanelTest : PeripheralTest {
  void connect(const ControlPanel::Config& its, const Config& ours) {
    panel = ControlPanel{its};
    device = Peripheral{ours};
  }
  Nonce draw() {
    Nonce nonce{};
    for (std::uint8_t& byte : nonce) byte = ++drawn;
    return nonce;
  }
  void note(const std::vector<panel::Event>& more) {
    of_panel.insert(of_panel.end(), more.begin(), more.end());
  }
  bool is_lost() { return lost_every != 0 && ++said % lost_every == 0; }

  void live(base::Duration duration) {
    for (const base::TimePoint end = now + duration; now < end; now += 10ms) {
      wait(0ms);
      ControlPanel::Step asked = panel.time_passed(now, draw());
      note(asked.events);
      if (asked.send.empty() || is_lost()) continue;
      Peripheral::Step answered = device.receive(asked.send, now, draw());
      events.insert(events.end(), answered.events.begin(), answered.events.end());
      if (answered.send.empty() || is_lost()) continue;
      note(panel.receive(answered.send, now).events);
    }
  }
  std::vector<panel::Event> panel_told() { return std::exchange(of_panel, {}); }

  ControlPanel panel{{}};
  std::vector<panel::Event> of_panel;
  std::uint8_t drawn = 0;
  int lost_every = 0;
  int said = 0;
};

TEST_F(ControlPanelTest, FindsADeviceAndAnswersItsCard) {
  connect({.address = 5}, {.address = 5});
  live(1s);
  EXPECT_THAT(panel_told(), ElementsAre(VariantWith<panel::Found>(testing::_)));
  EXPECT_THAT(told(), ElementsAre(CameOnline{}, LedShown{Colour::red, false}));
  offer(first_command);
  live(300ms);
  EXPECT_THAT(panel_told(), ElementsAre(panel::CardRead{card_bits, access::PanelOutcome::granted}));
  EXPECT_THAT(told(), ElementsAre(CardFetched{first_command}, LedShown{Colour::green, true},
                                  PanelAnswered{access::PanelOutcome::granted}));
}

TEST_F(ControlPanelTest, DeniesACardInASecureChannel) {
  connect({.address = 5, .key = key, .answer = access::PanelOutcome::denied},
          {.address = 5, .secure_channel_required = true, .key = key});
  live(1s);
  EXPECT_THAT(told(), ElementsAre(CameOnline{}, ProtectionChanged{Protection::own_key},
                                  LedShown{Colour::red, false}));
  offer(first_command);
  live(300ms);
  EXPECT_THAT(told(), Contains(Event{PanelAnswered{access::PanelOutcome::denied}}));
}

TEST_F(ControlPanelTest, BringsAKeyToADeviceThatIsArmed) {
  connect({.address = 5, .key = key, .installs = true},
          {.address = 5, .secure_channel_required = true});
  device.arm_install(now + 1min);
  live(1s);
  EXPECT_THAT(panel_told(), ElementsAre(VariantWith<panel::Found>(testing::_),
                                        panel::Secured{Protection::default_key}, panel::KeyGiven{},
                                        panel::Secured{Protection::own_key}));
  EXPECT_THAT(told(), Contains(Event{KeySet{key}}));
  EXPECT_EQ(device.protection(), Protection::own_key);
}

TEST_F(ControlPanelTest, BringsNoKeyToADeviceThatIsNotArmed) {
  connect({.address = 5, .key = key, .installs = true},
          {.address = 5, .secure_channel_required = true});
  live(5s);
  EXPECT_THAT(told(), ElementsAre(CameOnline{}));
  EXPECT_THAT(panel_told(), Contains(panel::Event{panel::Refused{0x76, 0x06}}));
}

TEST_F(ControlPanelTest, GetsNoCardByPlainPollsOfADeviceThatHasAKey) {
  connect({.address = 5}, {.address = 5, .key = key});
  offer(first_command);
  live(2s);
  EXPECT_THAT(panel_told(),
              ElementsAre(VariantWith<panel::Found>(testing::_), panel::Refused{0x69, 0x06}));
  EXPECT_THAT(told(), ElementsAre(CameOnline{}, CardLost{first_command, CardLoss::not_allowed}));
  EXPECT_TRUE(device.online());
}

TEST_F(ControlPanelTest, IsRefusedByAnotherKey) {
  Key other = key;
  other[0] = 99;
  connect({.address = 5, .key = other}, {.address = 5, .key = key});
  live(5s);
  EXPECT_EQ(device.protection(), Protection::none);
  EXPECT_THAT(told(), ElementsAre(CameOnline{}));
  EXPECT_THAT(panel_told(), Not(Contains(VariantWith<panel::Secured>(testing::_))));
}

TEST_F(ControlPanelTest, LooksAgainForADeviceThatIsGone) {
  connect({.address = 5}, {.address = 5});
  live(1s);
  panel_told();
  device = Peripheral{{.address = 6}};
  live(2s);
  EXPECT_THAT(panel_told(), ElementsAre(panel::Lost{}));
  device = Peripheral{{.address = 5}};
  live(2s);
  EXPECT_THAT(panel_told(), ElementsAre(VariantWith<panel::Found>(testing::_)));
}

// However much is lost, each card is read at most once, and each is told.
TEST_F(ControlPanelTest, GivesEachCardAtMostOnceOnABadLine) {
  for (const int every : {2, 3, 5, 7}) {
    connect({.address = 5, .key = key},
            {.address = 5, .secure_channel_required = true, .key = key});
    lost_every = every;
    live(20s);
    told();
    panel_told();
    int fetched = 0;
    int lost = 0;
    constexpr int cards = 20;
    for (int i = 0; i < cards; ++i) {
      offer(first_command);
      live(3s);
    }
    live(10s);
    for (const Event& event : told()) {
      fetched += std::holds_alternative<CardFetched>(event) ? 1 : 0;
      lost += std::holds_alternative<CardLost>(event) ? 1 : 0;
    }
    EXPECT_EQ(fetched + lost, cards) << "1 of " << every << " is lost";
    const auto read = std::ranges::count_if(panel_told(), [](const panel::Event& event) {
      return std::holds_alternative<panel::CardRead>(event);
    });
    EXPECT_GE(read, fetched);
    EXPECT_LE(read, cards);
    if (every > 2) EXPECT_GT(fetched, cards / 2) << "1 of " << every << " is lost";
  }
}

}  // namespace
}  // namespace portero::osdp
