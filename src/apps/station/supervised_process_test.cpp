// Shells that behave badly, in the place of portero-display and portero-media.
#include "apps/station/supervised_process.hpp"

#include <sstream>

#include <gmock/gmock.h>

#include "io/ipc/line_socket.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::HasSubstr;
using testing::SizeIs;

// Below first_sign_limit: who waits for the silence of what is given up waits too long.
constexpr base::Duration patience = 30s;

struct SupervisedProcessTest : testing::Test {
  // It gives a sign of life where a line is "well".
  void run(const std::string& script) {
    process.emplace(
        loop, log, process::Program{.path = "/bin/sh", .arguments = {"-c", script}}, manner,
        SupervisedProcess::Handler{
            .starts = [this] { starts.push_back(loop.now()); },
            .started = [this] { began_at_once = !turn_over; },
            .line_came = [this](const std::string& line) -> std::expected<void, std::string> {
              if (line != "well") return std::unexpected(line);
              ++signs;
              return {};
            },
            .ended =
                [this] {
                  turn_over = false;
                  loop.post([this] { turn_over = true; });
                },
            .beats = [] {}});
    process->start();
  }
  bool comes_true(const std::function<bool()>& what) { return loop.run_until(what, patience); }
  [[nodiscard]] std::vector<std::string> logged(std::string_view text) const {
    std::vector<std::string> found;
    for (const log::Entry& line : log.kept())
      if (line.text.contains(text)) found.push_back(line.text);
    return found;
  }

  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
  SupervisedProcess::Manner manner{.name = "portero-shell",
                                   .area = "shell",
                                   .lack = "no shell",
                                   .longest_delay = 5s,
                                   .first_sign_limit = 60s};
  std::vector<base::TimePoint> starts;
  int signs = 0;
  bool turn_over = false;  // the loop's, in which one ended
  bool began_at_once = false;
  std::optional<SupervisedProcess> process;
};

TEST(RestartDelay, GrowsUpToItsLimit) {
  std::vector<base::Duration> delays;
  base::Duration delay = 0s;
  for (int i = 0; i < 7; ++i) delays.push_back(delay = SupervisedProcess::delay_after(delay, 5s));
  EXPECT_THAT(delays, testing::ElementsAre(200ms, 400ms, 800ms, 1600ms, 3200ms, 5s, 5s));
}

TEST_F(SupervisedProcessTest, WhatEndsAgainAndAgainBeginsLessAndLessOften) {
  run("exit 3");
  ASSERT_TRUE(comes_true([&] { return starts.size() == 5; }));
  base::Duration least = SupervisedProcess::first_delay;
  for (std::size_t i = 1; i < starts.size(); ++i, least *= 2)
    EXPECT_GE(starts[i] - starts[i - 1], least);
  EXPECT_THAT(logged("exited with status 3"), SizeIs(4));
}

TEST_F(SupervisedProcessTest, WhatCannotBeStartedIsTriedLessAndLessOften) {
  process.emplace(
      loop, log, process::Program{.path = "/no/such/program"}, manner,
      SupervisedProcess::Handler{
          .starts = [this] { starts.push_back(loop.now()); },
          .started = [] { ADD_FAILURE() << "nothing did"; },
          .line_came = [](const std::string&) { return std::expected<void, std::string>{}; },
          .ended = [] {},
          .beats = [] {}});
  process->start();
  ASSERT_TRUE(comes_true([&] { return starts.size() == 4; }));
  EXPECT_GE(starts[1] - starts[0], SupervisedProcess::first_delay);
  EXPECT_GE(starts[2] - starts[1], 2 * SupervisedProcess::first_delay);
  EXPECT_GE(starts[3] - starts[2], 4 * SupervisedProcess::first_delay);
  EXPECT_EQ(process->pid(), std::nullopt);
  EXPECT_THAT(logged("no shell"), SizeIs(4));
}

// It ran well for as long as counts: its end is the first of its kind.
TEST_F(SupervisedProcessTest, WhatLivedForAWhileBeginsAgainAtOnce) {
  run("for second in 1 2 3 4 5 6; do echo well >&3; sleep 0.9; done");
  ASSERT_TRUE(comes_true([&] { return starts.size() == 2; }));
  EXPECT_TRUE(began_at_once);
}

// Of a process of another version, or one that has gone mad, each line was logged, however long,
// and counted as a sign of life.
TEST_F(SupervisedProcessTest, WhatIsNotUnderstoodIsLoggedALittleAndIsNoSignOfLife) {
  manner.first_sign_limit = 500ms;
  testing::internal::CaptureStderr();
  run("line=$(head -c 5000 /dev/zero | tr '\\0' x); while :; do echo $line >&3; done");
  EXPECT_TRUE(comes_true([&] { return starts.size() == 2; }));
  process.reset();
  std::istringstream lines{testing::internal::GetCapturedStderr()};
  int complaints = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.contains("not understood")) continue;
    ++complaints;
    EXPECT_LT(line.size(), 700U);
    EXPECT_THAT(line, HasSubstr("xxx"));
  }
  EXPECT_GE(complaints, SupervisedProcess::max_complaints);
  EXPECT_LE(complaints, 2 * SupervisedProcess::max_complaints)
      << "it was killed at its second beat";
  EXPECT_THAT(logged("gives no sign of life"), SizeIs(1));
}

TEST_F(SupervisedProcessTest, OneWordThatIsNotUnderstoodKillsNobody) {
  manner.first_sign_limit = 500ms;
  run("echo what >&3; while :; do echo well >&3; sleep 0.1; done");
  ASSERT_TRUE(comes_true([&] { return signs >= 15; }));
  EXPECT_THAT(starts, SizeIs(1));
  EXPECT_THAT(logged("not understood why=what"), SizeIs(1));
}

// Its socket was closed, and for seconds nobody said so: it went on with old news.
TEST_F(SupervisedProcessTest, WhoWritesALineWithoutAnEndIsGivenUpAtOnce) {
  run("echo well >&3; head -c 300000 /dev/zero >&3; exec sleep 1000");
  ASSERT_TRUE(comes_true([&] { return starts.size() == 2; }));
  EXPECT_THAT(logged("is given up"), Each(HasSubstr("longer than any message")));
  EXPECT_THAT(logged("is given up"), SizeIs(1));
  EXPECT_THAT(logged("was killed by signal 9"), SizeIs(1));
}

TEST_F(SupervisedProcessTest, WhoDoesNotReadIsGivenUpAtOnce) {
  run("echo well >&3; exec sleep 1000");
  ASSERT_TRUE(comes_true([&] { return signs == 1; }));
  const std::string line(ipc::max_line_bytes, 'x');
  for (std::size_t sent = 0; sent < 2 * ipc::max_waiting_bytes; sent += line.size())
    process->send(line);
  ASSERT_TRUE(comes_true([&] { return starts.size() == 2; }));
  EXPECT_THAT(logged("is given up"), Each(HasSubstr("does not read")));
  EXPECT_THAT(logged("is given up"), SizeIs(1));
}

// How it ended says more than that its socket is closed.
TEST_F(SupervisedProcessTest, WhoseEndIsNearIsNotKilled) {
  run("exec 3>&-; sleep 0.1; exit 5");
  ASSERT_TRUE(comes_true([&] { return starts.size() == 2; }));
  EXPECT_THAT(logged("exited with status 5"), SizeIs(1));
  EXPECT_THAT(logged("is given up"), SizeIs(0));
}

}  // namespace
}  // namespace portero::station
