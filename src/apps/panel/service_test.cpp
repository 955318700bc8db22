// The service in a thread of its own, with wires that a test watches, and the test as its station.
#include "apps/panel/service.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <sys/socket.h>

#include "core/panel/queue.hpp"
#include "io/ipc/line_socket.hpp"
#include "io/ipc/panel_json.hpp"

namespace portero::wiring {
namespace {

using namespace std::chrono_literals;
using panel::CommandId;
using testing::ElementsAre;
using testing::Eq;
using testing::VariantWith;

constexpr base::Duration patience = 10s;

class WatchedWires final : public panel::Wires {
 public:
  bool set(access::WiegandLine, bool is_pulled) override {
    if (is_pulled && fails) return false;
    pulled = is_pulled;
    pulses += is_pulled;
    return true;
  }

  std::atomic<bool> fails = false;
  std::atomic<bool> pulled = false;
  std::atomic<int> pulses = 0;
};

CommandId command(std::uint8_t number) { return CommandId{{number}}; }

struct PanelServiceTest : testing::Test {
  PanelServiceTest() {
    std::string name = (std::filesystem::temp_directory_path() / "portero-panel-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~PanelServiceTest() override {
    std::ignore = ends();
    std::filesystem::remove_all(folder);
  }

  void start(const panel::WiegandPlace& place = {}) {
    std::array<int, 2> pair{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()), 0);
    socket.emplace(loop, pair[0], [this](const ipc::LineEvent& event) {
      const auto* const line = std::get_if<ipc::LineArrived>(&event);
      if (line == nullptr) return;
      auto what = ipc::panel_event(line->line);
      ASSERT_TRUE(what) << what.error();
      told.push_back(*std::move(what));
    });
    service = std::thread{
        [this, end_of_service = pair[1], place] { end = serve(end_of_service, wires, place); }};
    EXPECT_TRUE(tells(1));
  }
  End ends() {
    socket.reset();
    return ends_by_itself();
  }
  End ends_by_itself() {
    if (service.joinable()) service.join();
    return end;
  }
  bool tells(std::size_t number) {
    return loop.run_until([&] { return told.size() >= number; }, patience);
  }
  void asks(std::uint8_t number, std::string_view bits, std::int64_t interval_us = 1000) {
    const auto not_after = (loop.now() + 2s).time_since_epoch().count();
    socket->send(ipc::to_json(panel::SendCard{command(number), *access::Bits::from_text(bits), 50,
                                              interval_us, not_after}));
  }
  std::vector<std::pair<CommandId, panel::Objection>> refused() const {
    std::vector<std::pair<CommandId, panel::Objection>> all;
    for (const panel::Event& event : told)
      if (const auto* not_sent = std::get_if<panel::CardNotSent>(&event))
        all.emplace_back(not_sent->command, not_sent->why);
    return all;
  }
  std::vector<panel::CardSent> sent() const {
    std::vector<panel::CardSent> all;
    for (const panel::Event& event : told)
      if (const auto* card = std::get_if<panel::CardSent>(&event)) all.push_back(*card);
    return all;
  }
  bool sends(std::size_t number) {
    return loop.run_until([&] { return sent().size() == number; }, patience);
  }

  std::filesystem::path folder;
  loop::EventLoop loop;
  WatchedWires wires;
  std::optional<ipc::LineSocket> socket;
  std::vector<panel::Event> told;
  End end{};
  std::thread service;
};

TEST_F(PanelServiceTest, IsReadyWithItsWiresAtRest) {
  start();
  EXPECT_THAT(told, ElementsAre(VariantWith<panel::Ready>(testing::_)));
  EXPECT_EQ(wires.pulses, 0);
  EXPECT_THAT(ends(), Eq(End::station_gone));
}

TEST_F(PanelServiceTest, TellsWhenACardWasSentAndHow) {
  start();
  asks(1, "1011");
  ASSERT_TRUE(sends(1));
  EXPECT_EQ(wires.pulses, 4);
  EXPECT_FALSE(wires.pulled);
  EXPECT_EQ(sent()[0].command, command(1));
  EXPECT_GE(sent()[0].ended_us - sent()[0].began_us, 3050);
  EXPECT_GE(sent()[0].times.narrowest_ns, 50'000);
  EXPECT_GE(sent()[0].times.shortest_interval_ns, 1'000'000);
}

TEST_F(PanelServiceTest, SendsTheNextBehindASilence) {
  start();
  asks(1, "1011");
  asks(2, "1011");
  ASSERT_TRUE(sends(2));
  EXPECT_EQ(sent()[1].command, command(2));
  EXPECT_GE(sent()[1].began_us - sent()[0].ended_us, panel::Queue::rest.count());
}

TEST_F(PanelServiceTest, SaysWhyItDoesNotSend) {
  start();
  asks(1, "");
  socket->send(
      ipc::to_json(panel::SendCard{command(2), *access::Bits::from_text("1"), 50, 2000, 0}));
  asks(3, std::string(60, '1'), 20'000);
  asks(3, "1");
  ASSERT_TRUE(tells(4));
  EXPECT_THAT(refused(), ElementsAre(testing::Pair(command(1), panel::Objection::malformed),
                                     testing::Pair(command(2), panel::Objection::late),
                                     testing::Pair(command(3), panel::Objection::repeated)));
}

TEST_F(PanelServiceTest, TakesSoManyAtATimeAndNoMore) {
  start();
  std::uint8_t number = 0;
  for (std::size_t at = 0; at <= panel::Queue::waiting_at_most; ++at)
    asks(++number, std::string(100, '1'), 20'000);
  asks(++number, "1");
  ASSERT_TRUE(tells(2));
  EXPECT_THAT(refused(), ElementsAre(testing::Pair(command(number), panel::Objection::too_many)));
}

TEST_F(PanelServiceTest, TellsThatAWireDoesNotMove) {
  start();
  wires.fails = true;
  asks(1, "1011");
  EXPECT_THAT(ends_by_itself(), Eq(End::line_failed));
  ASSERT_TRUE(tells(2));
  EXPECT_THAT(refused(), ElementsAre(testing::Pair(command(1), panel::Objection::line_failed)));
}

TEST_F(PanelServiceTest, EndsInTheMiddleOfACardWithItsWiresAtRest) {
  start();
  asks(1, std::string(128, '1'), 20'000);
  while (wires.pulses == 0) loop.run_for(1ms);
  EXPECT_THAT(ends(), Eq(End::station_gone));
  EXPECT_FALSE(wires.pulled);
  EXPECT_LT(wires.pulses, 128);
}

TEST_F(PanelServiceTest, TellsWhatTheLedDoesOnceItLasts) {
  const std::string led = folder / "led";
  start({.led = door::Simulated{led}});
  std::ofstream{led} << "101010";
  std::ofstream{led} << "1";
  ASSERT_TRUE(tells(2));
  std::ofstream{led} << "0";
  ASSERT_TRUE(tells(3));
  EXPECT_THAT(told[1],
              VariantWith<panel::LedMoved>(testing::Field(&panel::LedMoved::active, true)));
  EXPECT_THAT(told[2],
              VariantWith<panel::LedMoved>(testing::Field(&panel::LedMoved::active, false)));
}

TEST_F(PanelServiceTest, GivesASignOfLifeAndPassesOverWhatItDoesNotUnderstand) {
  start();
  socket->send("{}");
  socket->send(ipc::to_json(panel::Command{panel::AskAlive{}}));
  ASSERT_TRUE(tells(2));
  EXPECT_THAT(told[1], VariantWith<panel::Alive>(testing::_));
}

TEST_F(PanelServiceTest, EndsWhereTheLedCannotBeRead) {
  const std::string file = folder / "file";
  std::ofstream{file} << "no FIFO";
  std::array<int, 2> pair{};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
  EXPECT_THAT(serve(pair[1], wires, {.led = door::Simulated{file}}), Eq(End::led_failed));
  ::close(pair[0]);
}

}  // namespace
}  // namespace portero::wiring
