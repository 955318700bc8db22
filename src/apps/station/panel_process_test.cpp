// The real portero-panel with simulated wires, as the station runs it, and what becomes of a
// credential when it is killed, stopped or missing. What the panel read is in the wires' record.
#include "apps/station/panel_process.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include "core/access/unlocks.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using access::CredentialFailure;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr base::Duration patience = 30s;

access::CommandId command(std::uint8_t number) { return access::CommandId{{number}}; }

// `say EVENT` tells the station, `hear` waits for the next card and has its command in $id.
constexpr std::string_view script_start = R"(#!/bin/sh
say() { echo "$1" >&3; }
sent() {
  times='{"narrowest_ns":0,"widest_ns":0,"shortest_interval_ns":0,"longest_interval_ns":0}'
  say '{"card_sent":{"command":"'$1'","began_us":1,"ended_us":2,"times":'$times'}}'
}
hear() {
  while read -r line <&3; do
    case $line in *send_card*)
      echo "$line" >> "${0%/*}/heard"
      id=${line#*command\":\"}
      id=${id%%\"*}
      return;;
    esac
  done
  exit
}
say '{"ready":{"memory_locked":false,"realtime":false,"led_active":false}}'
say '{"osdp_line":{"online":true,"protection":"none"}}'
)";

struct PanelProcessTest : testing::Test {
  PanelProcessTest() {
    std::string name = (std::filesystem::temp_directory_path() / "portero-panel-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    run(PORTERO_PANEL_PROGRAM);
  }
  ~PanelProcessTest() override {
    panel.reset();
    std::filesystem::remove_all(folder);
  }

  void run(const std::string& program) {
    settings.program = program;
    settings.place =
        panel::WiegandPlace{.d0 = door::Simulated{record()}, .led = door::Simulated{led()}};
    run();
  }
  void run() {
    panel = std::make_unique<PanelProcess>(
        loop, log, settings,
        PanelProcess::Handler{
            .failed = [this](access::CommandId id,
                             CredentialFailure why) { failed.emplace_back(id, why); },
            .answered = [this] { ++answers; },
            .changed = [] {},
            .denied = [this] { ++denials; }});
  }
  // In the place of portero-panel.
  void run_script(const std::string& lines) {
    panel.reset();
    settings.program = folder / "panel.sh";
    std::ofstream{settings.program} << script_start << lines << "hear\n";
    std::filesystem::permissions(settings.program, std::filesystem::perms::owner_all);
    run();
    ASSERT_TRUE(comes_true([&] { return panel->attends() && panel->reaches_panel(); }));
  }
  std::string record() const { return folder / "cards.jsonl"; }
  std::string led() const { return folder / "led"; }
  // A panel's contact does not bounce.
  void turn_led(bool on) const { std::ofstream{led()} << (on ? '1' : '0'); }
  std::vector<std::string> read_by_panel() const {
    std::vector<std::string> cards;
    std::ifstream file{record()};
    for (std::string line; std::getline(file, line);)
      cards.emplace_back(boost::json::parse(line).at("bits").as_string());
    return cards;
  }

  // Made as the call core makes it: no credential is sent without a grant.
  call::SendCredential credential(std::uint8_t number, const std::string& bits) {
    access::Unlocks unlocks{access::RunId{1}};
    const auto decision = unlocks.decide(
        {.command = command(number),
         .run = access::RunId{1},
         .issued = loop.now(),
         .who = "201",
         .way = access::Way::dial_key},
        {.intercom_on = true, .in_call = true, .dial_key_on = true, .something_to_open = true},
        loop.now());
    return {
        std::get<access::Granted>(decision), loop.now(), {.bits = *access::Bits::from_text(bits)}};
  }
  [[nodiscard]] bool sends(std::uint8_t number, const std::string& bits) {
    return panel->send(credential(number, bits));
  }
  bool comes_true(const std::function<bool()>& what) { return loop.run_until(what, patience); }
  bool gets_ready() {
    return comes_true([&] { return panel->attends(); });
  }
  void send_signal(int signal) const {
    const auto pid = panel->pid();
    ASSERT_TRUE(pid.has_value());
    if (pid) ASSERT_EQ(::kill(*pid, signal), 0);
  }

  loop::EventLoop loop;
  log::Log log{log::Level::warning, log::Format::text};
  std::filesystem::path folder;
  PanelSettings settings{.used = true};
  std::vector<std::pair<access::CommandId, CredentialFailure>> failed;
  int answers = 0;
  int denials = 0;
  std::unique_ptr<PanelProcess> panel;
};

TEST_F(PanelProcessTest, ThePanelReadsTheCredential) {
  ASSERT_TRUE(gets_ready());
  ASSERT_TRUE(sends(1, "10110"));
  ASSERT_TRUE(comes_true([&] { return panel->last_card().has_value(); }));
  EXPECT_THAT(read_by_panel(), ElementsAre("10110"));
  EXPECT_EQ(panel->last_card()->bits.hex(), "16");
  EXPECT_THAT(failed, IsEmpty());
}

TEST_F(PanelProcessTest, ThePanelsLedIsItsAnswer) {
  ASSERT_TRUE(gets_ready());
  ASSERT_TRUE(sends(1, "10110"));
  ASSERT_TRUE(comes_true([&] { return panel->last_card().has_value(); }));
  turn_led(true);
  ASSERT_TRUE(comes_true([&] { return answers == 1; }));
  EXPECT_TRUE(panel->led_active());
  turn_led(false);
  ASSERT_TRUE(comes_true([&] { return !panel->led_active(); }));
  EXPECT_EQ(answers, 1) << "that it goes off is no answer";
}

// Somebody else's card turned the LED on while ours was still on its way: the panel did not mean
// it.
TEST_F(PanelProcessTest, AnLedThatWasOnBeforeTheCardCameIsNoAnswer) {
  run_script(R"(hear
sent $id
hear
say '{"led_moved":{"active":true,"at_us":3}}'
sent $id
say '{"led_moved":{"active":false,"at_us":4}}'
)");
  ASSERT_TRUE(sends(1, "10110"));
  ASSERT_TRUE(comes_true([&] { return panel->last_card().has_value(); }));
  ASSERT_TRUE(sends(2, "1"));
  ASSERT_TRUE(comes_true([&] { return panel->last_card()->bits.size() == 1; }));
  ASSERT_TRUE(comes_true([&] { return !panel->led_active(); }));
  EXPECT_EQ(answers, 0);
}

// What it says to the first card was told of the second, which it had not read: denied, and then
// the card was given.
TEST_F(PanelProcessTest, AnAnswerToTheCardBeforeIsNoneToTheOneUnderWay) {
  settings.place = osdp::Place{osdp::SimulatedPanel{folder / "panel.jsonl"}};
  run_script(R"(hear
sent $id
hear
say '{"answered":{"granted":false}}'
say '{"answered":{"granted":true}}'
sent $id
say '{"answered":{"granted":true}}'
)");
  ASSERT_TRUE(sends(1, "10110"));
  ASSERT_TRUE(comes_true([&] { return panel->last_card().has_value(); }));
  ASSERT_TRUE(sends(2, "1"));
  ASSERT_TRUE(comes_true([&] { return answers > 0; }));
  EXPECT_EQ(answers, 1);
  EXPECT_EQ(denials, 0);
  EXPECT_EQ(panel->last_card()->bits.size(), 1U) << "the answer came before the card was read";
}

// The panel has it only when its last pulse has come.
TEST_F(PanelProcessTest, ACardBeginsSoThatItIsOverInTime) {
  settings.timing = access::WiegandTiming::make(50us, 5ms).value();
  run_script("hear\nsent $id\n");
  const call::SendCredential card = credential(1, std::string(100, '1'));
  ASSERT_TRUE(panel->send(card));
  ASSERT_TRUE(comes_true([&] { return panel->last_card().has_value(); }));
  std::ifstream heard{folder / "heard"};
  const auto asked = boost::json::parse(heard).at("send_card");
  EXPECT_EQ(asked.at("not_after_us").as_int64(),
            (card.obeyable_until() - 500ms - 50us).time_since_epoch().count());
}

TEST_F(PanelProcessTest, ACardThatCannotBeOverInTimeIsToldAtOnce) {
  settings.timing = access::WiegandTiming::make(50us, 20ms).value();
  run(PORTERO_PANEL_PROGRAM);
  ASSERT_TRUE(gets_ready());
  EXPECT_TRUE(sends(1, std::string(128, '1')));
  EXPECT_THAT(failed, ElementsAre(Pair(command(1), CredentialFailure::refused)));
  EXPECT_TRUE(sends(2, "101"));
  ASSERT_TRUE(comes_true([&] { return panel->last_card().has_value(); }));
  EXPECT_THAT(read_by_panel(), ElementsAre("101"));
}

TEST_F(PanelProcessTest, AProcessThatIsKilledIsReplacedAndItsCredentialTold) {
  ASSERT_TRUE(gets_ready());
  const auto first = panel->pid();
  ASSERT_TRUE(sends(1, std::string(128, '1')));
  send_signal(SIGKILL);
  ASSERT_TRUE(comes_true([&] { return !failed.empty(); }));
  EXPECT_THAT(failed, ElementsAre(Pair(command(1), CredentialFailure::lost)));
  EXPECT_FALSE(panel->attends());
  EXPECT_FALSE(sends(2, "1")) << "nobody is there to send it";
  ASSERT_TRUE(gets_ready());
  EXPECT_NE(panel->pid(), first);
  ASSERT_TRUE(sends(3, "101"));
  ASSERT_TRUE(comes_true([&] { return !read_by_panel().empty(); }));
  EXPECT_THAT(read_by_panel(), ElementsAre("101")) << "nothing is sent twice, nor late";
}

TEST_F(PanelProcessTest, AProcessThatHangsIsReplaced) {
  ASSERT_TRUE(gets_ready());
  const auto first = panel->pid();
  send_signal(SIGSTOP);
  ASSERT_TRUE(sends(1, "101"));
  ASSERT_TRUE(comes_true([&] { return !failed.empty(); }));
  EXPECT_THAT(failed, ElementsAre(Pair(command(1), CredentialFailure::lost)));
  ASSERT_TRUE(gets_ready());
  EXPECT_NE(panel->pid(), first);
  EXPECT_THAT(read_by_panel(), IsEmpty());
}

TEST_F(PanelProcessTest, TooManyAtATimeAreRefused) {
  ASSERT_TRUE(gets_ready());
  std::uint8_t number = 0;
  while (failed.empty() && number < 20) {
    ASSERT_TRUE(sends(++number, std::string(128, '1')));
    loop.run_for(1ms);
  }
  ASSERT_TRUE(comes_true([&] { return !failed.empty(); }));
  EXPECT_EQ(failed.front().second, CredentialFailure::refused);
}

TEST_F(PanelProcessTest, WithoutAProgramNothingIsSentAndTheLogSaysSo) {
  run("/no/such/portero-panel");
  EXPECT_FALSE(sends(1, "101"));
  EXPECT_TRUE(std::ranges::any_of(log.kept(), [](const log::Entry& line) {
    return line.text.contains("nothing can be sent to the panel") &&
           line.text.contains("/no/such/portero-panel does not start");
  }));
}

TEST_F(PanelProcessTest, WiresThatCannotBeOpenedAreInTheLog) {
  settings.place = panel::WiegandPlace{.d0 = door::Gpio{"gpiochip999", "5"},
                                       .d1 = door::Gpio{"gpiochip999", "6"}};
  panel = std::make_unique<PanelProcess>(
      loop, log, settings,
      PanelProcess::Handler{.failed = [](access::CommandId, CredentialFailure) {},
                            .answered = [] {},
                            .changed = [] {}});
  EXPECT_TRUE(comes_true([&] {
    return std::ranges::any_of(log.kept(), [](const log::Entry& line) {
      return line.text.contains("Wiegand D0: GPIO chip gpiochip999 cannot be opened");
    });
  }));
  EXPECT_FALSE(panel->attends());
}

TEST_F(PanelProcessTest, WhatWentOverAnotherLineIsForgotten) {
  ASSERT_TRUE(gets_ready());
  ASSERT_TRUE(sends(1, "10110"));
  ASSERT_TRUE(comes_true([&] { return panel->last_card().has_value(); }));
  PanelSettings other = settings;
  other.place = panel::WiegandPlace{.d0 = door::Simulated{folder / "other.jsonl"}};
  panel->use(other);
  EXPECT_FALSE(panel->last_card());
}

TEST_F(PanelProcessTest, RunsOnlyWhileACredentialIsSent) {
  ASSERT_TRUE(gets_ready());
  PanelSettings off = settings;
  off.used = false;
  panel->use(off);
  EXPECT_FALSE(panel->used());
  EXPECT_FALSE(panel->attends());
  EXPECT_FALSE(sends(1, "101"));
  panel->use(settings);
  EXPECT_TRUE(gets_ready());
}

}  // namespace
}  // namespace portero::station
