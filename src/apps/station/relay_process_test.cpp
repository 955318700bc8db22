// The real portero-relay with a simulated line, as the station runs it, and what becomes of an open
// door when either of them is killed or stopped. What the line did is read from its record.
#include "apps/station/relay_process.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using access::RelayFailure;

constexpr base::Duration patience = 30s;
// ARCHITECTURE.md, invariant 2.
constexpr base::Duration after_hold = 100ms;

struct Movement {
  bool open;
  base::TimePoint at;
};

struct RelayProcessTest : testing::Test {
  RelayProcessTest() {
    std::string name = (std::filesystem::temp_directory_path() / "portero-relay-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    run(PORTERO_RELAY_PROGRAM, door::Simulated{record().string()});
  }
  ~RelayProcessTest() override {
    relay.reset();
    std::filesystem::remove_all(folder);
  }

  void run(const char* program, const door::LinePlace& line) {
    relay = std::make_unique<RelayProcess>(
        loop, log, RelaySettings{.program = program, .line = line},
        [this](access::CommandId command, RelayFailure why) { failed.emplace_back(command, why); },
        [this] { ++changes; });
  }
  std::filesystem::path record() const { return folder / "movements.jsonl"; }
  std::vector<Movement> movements() const {
    std::vector<Movement> all;
    std::ifstream file{record()};
    for (std::string line; std::getline(file, line);) {
      const auto movement = boost::json::parse(line);
      all.push_back(
          {movement.at("open").as_bool(),
           base::TimePoint{base::Duration{movement.at("at_us").to_number<std::int64_t>()}}});
    }
    return all;
  }
  std::size_t closings() const { return movements().size() - openings(); }
  std::size_t openings() const {
    return static_cast<std::size_t>(std::ranges::count(movements(), true, &Movement::open));
  }
  bool line_is_open() const {
    const auto all = movements();
    return !all.empty() && all.back().open;
  }
  // The longest time that it took to fall back.
  base::Duration longest_open() const {
    base::Duration longest{0};
    bool is_open = false;
    base::TimePoint opened;
    for (const auto& [open, at] : movements()) {
      if (open && !is_open) opened = at;
      if (!open && is_open) longest = std::max(longest, at - opened);
      is_open = open;
    }
    return is_open ? base::Duration::max() : longest;
  }

  bool comes_true(const std::function<bool()>& what) { return loop.run_until(what, patience); }
  bool gets_ready() {
    return comes_true([&] { return closings() > 0; });
  }
  [[nodiscard]] bool asks(std::uint8_t number, base::Duration hold) {
    return relay->pulse(door::Pulse{.command = access::CommandId{{number}},
                                    .hold = hold,
                                    .not_after = loop.now() + door::longest_way});
  }
  bool opens(std::uint8_t number, base::Duration hold) {
    const std::size_t before = openings();
    return asks(number, hold) && comes_true([&] { return openings() > before; });
  }
  bool closes() {
    return comes_true([&] { return !relay->may_be_open(); });
  }
  void send(int signal) const {
    const auto pid = relay->pid();
    ASSERT_TRUE(pid.has_value());
    if (pid) ASSERT_EQ(::kill(*pid, signal), 0);
  }
  // Another process than that one.
  bool is_another(const std::optional<int>& first) const {
    return relay->pid() && relay->pid() != first;
  }

  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
  std::filesystem::path folder;
  std::vector<std::pair<access::CommandId, RelayFailure>> failed;
  int changes = 0;
  std::unique_ptr<RelayProcess> relay;
};

TEST_F(RelayProcessTest, MovesNothingAtItsStartButCloses) {
  ASSERT_TRUE(gets_ready());
  EXPECT_EQ(openings(), 0U);
}

TEST_F(RelayProcessTest, OpensOnceForItsHoldTime) {
  ASSERT_TRUE(opens(1, 100ms));
  ASSERT_TRUE(closes());
  EXPECT_EQ(openings(), 1U);
  EXPECT_GE(longest_open(), 99ms);
  EXPECT_LE(longest_open(), 100ms + after_hold);
}

TEST_F(RelayProcessTest, TellsWhatTheLineDid) {
  ASSERT_TRUE(gets_ready());
  ASSERT_TRUE(comes_true([&] { return relay->attends(); }));
  const int before = changes;
  ASSERT_TRUE(opens(1, 100ms));
  ASSERT_TRUE(comes_true([&] { return relay->movements().open(); }));
  ASSERT_TRUE(closes());
  EXPECT_EQ(changes, before + 2);
  const auto& told = relay->movements().all();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_FALSE(relay->movements().open());
  EXPECT_GE(told.back().at - told.front().at, 99ms);
  EXPECT_LE(told.back().at - told.front().at, 100ms + after_hold);
}

TEST_F(RelayProcessTest, TellsThatALineIsClosedWhichNobodyHeld) {
  ASSERT_TRUE(opens(1, 10s));
  ASSERT_TRUE(comes_true([&] { return relay->movements().open(); }));
  send(SIGKILL);
  ASSERT_TRUE(closes());
  EXPECT_FALSE(relay->movements().open());
}

TEST_F(RelayProcessTest, StaysOpenForTheLongerOfTwoPulses) {
  ASSERT_TRUE(opens(1, 300ms));
  ASSERT_TRUE(asks(2, 100ms));
  ASSERT_TRUE(closes());
  EXPECT_EQ(openings(), 1U);
  EXPECT_GE(longest_open(), 299ms);
  EXPECT_LE(longest_open(), 300ms + after_hold);
}

TEST_F(RelayProcessTest, ObeysACommandOnce) {
  ASSERT_TRUE(opens(1, 50ms));
  ASSERT_TRUE(closes());
  EXPECT_THAT(failed, testing::IsEmpty());
  ASSERT_TRUE(asks(1, 50ms));
  ASSERT_TRUE(opens(2, 50ms));
  ASSERT_TRUE(closes());
  EXPECT_EQ(openings(), 2U);
  EXPECT_THAT(failed,
              testing::ElementsAre(testing::Pair(access::CommandId{{1}}, RelayFailure::refused)));
}

TEST_F(RelayProcessTest, FallsBackWhenItIsKilled) {
  ASSERT_TRUE(opens(1, 500ms));
  const auto first = relay->pid();
  send(SIGKILL);
  ASSERT_TRUE(closes());
  EXPECT_TRUE(is_another(first));
  EXPECT_EQ(openings(), 1U);
  EXPECT_LE(longest_open(), 500ms + after_hold);
}

TEST_F(RelayProcessTest, FallsBackWhenItIsKilledAgainAndAgain) {
  for (std::uint8_t round = 1; round <= 4; ++round) {
    ASSERT_TRUE(comes_true([&] { return asks(round, 500ms); }));
    ASSERT_TRUE(comes_true([&] { return openings() == round; }));
    send(SIGKILL);
    ASSERT_TRUE(closes());
    EXPECT_EQ(openings(), round);
  }
  EXPECT_LE(longest_open(), 500ms + after_hold);
}

TEST_F(RelayProcessTest, FallsBackWhenItIsStopped) {
  ASSERT_TRUE(opens(1, 300ms));
  send(SIGSTOP);
  ASSERT_TRUE(closes());
  EXPECT_EQ(openings(), 1U);
  EXPECT_LE(longest_open(), 300ms + after_hold);
}

// A command that waited in the socket of a stopped process must not open when it goes on, an hour
// later: nobody stands there any more.
TEST_F(RelayProcessTest, ACommandToAStoppedProcessIsNotCarriedOutLater) {
  ASSERT_TRUE(gets_ready());
  send(SIGSTOP);
  const auto first = relay->pid();
  ASSERT_TRUE(asks(1, 500ms));
  ASSERT_TRUE(comes_true([&] { return is_another(first); }));
  ASSERT_TRUE(comes_true([&] { return closings() == 2; }));
  EXPECT_EQ(openings(), 0U);
  EXPECT_THAT(failed,
              testing::ElementsAre(testing::Pair(access::CommandId{{1}}, RelayFailure::lost)));
  ASSERT_TRUE(opens(2, 50ms));
}

TEST_F(RelayProcessTest, ClosesWhenTheStationEnds) {
  ASSERT_TRUE(opens(1, 60s));
  relay.reset();
  EXPECT_FALSE(line_is_open());
  EXPECT_EQ(openings(), 1U);
}

TEST_F(RelayProcessTest, ClosesWhenTheStationEndsAlsoIfItIsStopped) {
  ASSERT_TRUE(opens(1, 60s));
  send(SIGSTOP);
  relay.reset();
  EXPECT_FALSE(line_is_open());
  EXPECT_EQ(openings(), 1U);
}

TEST_F(RelayProcessTest, IsNotEndedByWhatAsksAllProcessesToEnd) {
  ASSERT_TRUE(opens(1, 200ms));
  send(SIGTERM);
  send(SIGINT);
  ASSERT_TRUE(closes());
  EXPECT_GE(longest_open(), 199ms);
}

TEST_F(RelayProcessTest, SaysThatNobodyIsThereToMoveIt) {
  run("/no/such/portero-relay", door::Simulated{});
  EXPECT_FALSE(asks(1, 1s));
}

TEST_F(RelayProcessTest, TriesAgainWhereTheLineIsMissing) {
  run(PORTERO_RELAY_PROGRAM, door::Gpio{"gpiochip999", "17"});
  const auto first = relay->pid();
  EXPECT_TRUE(comes_true([&] { return is_another(first); }));
}

TEST_F(RelayProcessTest, HoldsItsLineTheOtherWayWhereTheSettingsSaySo) {
  ASSERT_TRUE(gets_ready());
  const int first = relay->pid().value();
  relay->use(door::ActiveLevel::high);
  EXPECT_EQ(relay->pid(), first) << "as it does already";
  relay->use(door::ActiveLevel::low);
  ASSERT_TRUE(comes_true([&] { return relay->pid() && relay->pid() != first; }));
  EXPECT_TRUE(comes_true([&] { return closings() > 1; }));
  EXPECT_TRUE(opens(1, 50ms));
  EXPECT_TRUE(closes());
}

}  // namespace
}  // namespace portero::station
