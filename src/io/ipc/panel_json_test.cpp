#include "io/ipc/panel_json.hpp"

#include <set>

#include <gmock/gmock.h>

#include "io/ipc/fuzz_seeds_for_tests.hpp"

namespace portero::ipc {
namespace {

using testing::Eq;

const access::CommandId command{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0xfe, 0xff}};

TEST(PanelJsonTest, CommandsComeBackAsTheyWere) {
  const panel::Command commands[] = {
      panel::SendCard{command, *access::Bits::from_text("10011"), 50, 2000, 1'234'567'890},
      panel::AskAlive{},
      panel::UseOsdp{230400, 126, true, std::string(32, 'a')},
  };
  for (const panel::Command& sent : commands) {
    const auto read = panel_command(to_json(sent));
    ASSERT_TRUE(read) << to_json(sent) << ": " << read.error();
    EXPECT_EQ(*read, sent) << to_json(sent);
  }
  EXPECT_THAT(to_json(commands[0]),
              Eq(R"({"send_card":{"command":"000102030405060708090a0b0c0dfeff","bits":"10011",)"
                 R"("width_us":50,"interval_us":2000,"not_after_us":1234567890}})"));
}

TEST(PanelJsonTest, EventsComeBackAsTheyWere) {
  const panel::Event events[] = {
      panel::Ready{.memory_locked = true, .led_active = true},
      panel::CardSent{command, 1, 2, {50'000, 60'000, 2'000'000, 2'100'000}},
      panel::CardNotSent{command, panel::Objection::line_failed},
      panel::LedMoved{true, 7},
      panel::CardNotSent{command, panel::Objection::unprotected},
      panel::Alive{},
      panel::OsdpLine{true, osdp::Protection::own_key},
      panel::Answered{true},
      panel::KeySet{std::string(32, 'b')},
  };
  for (const panel::Event& event : events) {
    const auto read = panel_event(to_json(event));
    ASSERT_TRUE(read) << to_json(event) << ": " << read.error();
    EXPECT_EQ(*read, event) << to_json(event);
  }
}

TEST(PanelJsonTest, FuzzingBeginsWithEachKindOfMessage) {
  std::set<std::size_t> commands;
  std::set<std::size_t> events;
  for (const auto& [name, seed] : fuzz_seeds("panel_message")) {
    const auto asked = panel_command(seed);
    const auto told = panel_event(seed);
    EXPECT_TRUE(asked || told) << name << ": " << asked.error() << "; " << told.error();
    if (asked) commands.insert(asked->index());
    if (told) events.insert(told->index());
  }
  EXPECT_EQ(commands.size(), std::variant_size_v<panel::Command>);
  EXPECT_EQ(events.size(), std::variant_size_v<panel::Event>);
}

TEST(PanelJsonTest, SaysWhichFieldIsWrong) {
  const auto problem = [](const std::string& command, const std::string& bits) {
    return panel_command(R"({"send_card":{"command":")" + command + R"(","bits":")" + bits +
                         R"(","width_us":50,"interval_us":2000,"not_after_us":1}})")
        .error();
  };
  const std::string good(32, 'a');
  EXPECT_THAT(problem(good, "102"), Eq("send_card.bits: must be at most 128 digits, each 0 or 1"));
  EXPECT_THAT(problem(good, std::string(129, '1')),
              Eq("send_card.bits: must be at most 128 digits, each 0 or 1"));
  for (const std::string& bad :
       {std::string(31, 'a'), std::string(32, 'g'), "+1" + std::string(30, '0')})
    EXPECT_THAT(problem(bad, "1"), Eq("send_card.command: must be 32 hexadecimal digits"));
}

}  // namespace
}  // namespace portero::ipc
