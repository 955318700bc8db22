#include "io/ipc/display_json.hpp"

#include <set>

#include <gmock/gmock.h>

#include "io/ipc/fuzz_seeds_for_tests.hpp"

namespace portero::ipc {
namespace {

using display::Command;
using display::Event;
using testing::Eq;
using testing::HasSubstr;

TEST(DisplayJsonTest, CommandsComeBackAsTheyWere) {
  const Command commands[] = {
      display::Configure{},
      display::Configure{.layout = settings::DisplayLayout::mullion,
                         .language = settings::Language::french,
                         .reduced_motion = true,
                         .station_name = "Tür \"1\"",
                         .help_line = "Please use\tthe main entrance",
                         .setup = display::Setup{"https://192.0.2.7:8443", "4F7-K2P", "AB:01"},
                         .contacts = {"Anna M\u00FCller", "Bob \"B\" O'Brien"}},
      display::Show{call::Screen::access_denied},
      display::Show{call::Screen::offline, call::Outage::signaling_lost, 86'400'000},
      display::Levels{100, 3},
      display::Camera{},
      display::Camera{.seen = true},
      display::TakePicture{},
      display::AskAlive{},
      display::Touch{},
      display::Touch{.x_permille = 250, .y_permille = 1000},
      display::ContactPhoto{"Zo\u00EB", {0xFF, 0xD8, 0}},
      display::ContactPhoto{"Anna"},
      display::Wake{},
  };
  for (const Command& command : commands) {
    const auto read = display_command(to_json(command));
    ASSERT_TRUE(read) << to_json(command) << ": " << read.error();
    EXPECT_EQ(*read, command) << to_json(command);
  }
}

TEST(DisplayJsonTest, EventsComeBackAsTheyWere) {
  const Event events[] = {display::Ready{},
                          display::Touched{},
                          display::Chosen{"Anna M\u00FCller"},
                          display::LightChanged{},
                          display::PictureTaken{{0x89, 'P', 'N', 'G', 0}},
                          display::Alive{}};
  for (const Event& event : events) {
    const auto read = display_event(to_json(event));
    ASSERT_TRUE(read) << to_json(event) << ": " << read.error();
    EXPECT_EQ(*read, event) << to_json(event);
  }
}

TEST(DisplayJsonTest, FuzzingBeginsWithEachKindOfMessage) {
  std::set<std::size_t> commands;
  std::set<std::size_t> events;
  for (const auto& [name, seed] : fuzz_seeds("display_message")) {
    const auto command = display_command(seed);
    const auto event = display_event(seed);
    EXPECT_TRUE(command || event) << name << ": " << command.error() << "; " << event.error();
    if (command) commands.insert(command->index());
    if (event) events.insert(event->index());
  }
  EXPECT_EQ(commands.size(), std::variant_size_v<Command>);
  EXPECT_EQ(events.size(), std::variant_size_v<Event>);
}

// The words are those of the one vocabulary of states.
TEST(DisplayJsonTest, ScreensAndOutagesHaveTheirStableNames) {
  for (int i = 0; i <= static_cast<int>(call::Screen::ended); ++i) {
    const auto screen = static_cast<call::Screen>(i);
    EXPECT_EQ(to_json(Command{display::Show{screen}}), R"({"show":{"screen":")" +
                                                           std::string{name(screen)} +
                                                           R"(","outage":null,"elapsed_ms":0}})");
  }
  for (const call::Outage outage : call::all_outages) {
    const Command show = display::Show{call::Screen::offline, outage};
    EXPECT_THAT(to_json(show), HasSubstr("\"" + std::string{code(outage)} + "\""));
    EXPECT_EQ(display_command(to_json(show)), show);
  }
  EXPECT_EQ(call::all_outages.size(), static_cast<std::size_t>(call::Outage::nobody_ready) + 1);
}

TEST(DisplayJsonTest, SaysWhichFieldIsWrong) {
  const auto problem = [](std::string_view json) { return display_command(json).error(); };
  EXPECT_THAT(problem("{"), HasSubstr("not JSON"));
  EXPECT_THAT(problem(R"({"touched":{}})"), Eq("touched: must be a name that is known"));
  EXPECT_THAT(problem(R"({"show":{"screen":"asleep","outage":null,"elapsed_ms":0}})"),
              Eq("show.screen: must be one of its names"));
  EXPECT_THAT(problem(R"({"levels":{"operator_percent":5000000000,"visitor_percent":0}})"),
              Eq("levels.operator_percent: must be a number in its range"));
  EXPECT_THAT(problem(R"({"camera":{"seen":1}})"), HasSubstr("camera.seen"));
  EXPECT_THAT(display_event(R"({"chosen":{"contact":2}})").error(), HasSubstr("chosen.contact"));
  EXPECT_THAT(display_event(R"({"picture_taken":{"png":"?"}})").error(),
              Eq("picture_taken.png: must be bytes in Base64"));
}

}  // namespace
}  // namespace portero::ipc
