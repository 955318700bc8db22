// The service in a thread of its own, with a simulated panel at its line, and the test as its
// station.
#include "apps/panel/osdp_service.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <pty.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <sys/socket.h>

#include "io/ipc/line_socket.hpp"
#include "io/ipc/panel_json.hpp"
#include "io/osdp/panel_on_line.hpp"

namespace portero::wiring {
namespace {

using namespace std::chrono_literals;
using panel::CommandId;
using testing::HasSubstr;

const access::Bits bits = *access::Bits::from_text("00000000100000000000000100");
const std::string key = "00112233445566778899aabbccddeeff";

constexpr osdp::panel::Refused refused_light{0x69, 0x06};

struct OsdpServiceTest : testing::Test {
  OsdpServiceTest() {
    std::string name = (std::filesystem::temp_directory_path() / "portero-osdp-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    std::array<int, 2> pair{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()), 0);
    socket.emplace(loop, pair[0], [this](const ipc::LineEvent& event) {
      const auto* const line = std::get_if<ipc::LineArrived>(&event);
      if (line == nullptr) return;
      auto what = ipc::panel_event(line->line);
      ASSERT_TRUE(what) << what.error();
      told.push_back(*std::move(what));
    });
    of_service = pair[1];
    place = osdp::SimulatedPanel{record()};
  }
  void begin(const panel::UseOsdp& use) {
    service = std::thread{[this] { end = serve(of_service, place); }};
    ask(use);
  }
  ~OsdpServiceTest() override {
    socket.reset();
    if (service.joinable()) service.join();
    std::filesystem::remove_all(folder);
  }

  void ask(const panel::Command& command) { socket->send(ipc::to_json(command)); }
  void offer(std::uint8_t number, base::Duration lasts = 2s) {
    ask(panel::SendCard{.command = CommandId{{number}},
                        .bits = bits,
                        .not_after_us = (loop.now() + lasts).time_since_epoch().count()});
  }
  bool tells(const panel::Event& event) {
    return loop.run_until([&] { return std::ranges::count(told, event) > 0; }, 20s);
  }
  template <class What>
  bool tells_a() {
    return loop.run_until(
        [&] {
          return std::ranges::any_of(
              told, [](const panel::Event& event) { return std::holds_alternative<What>(event); });
        },
        20s);
  }
  std::string record() const { return folder / "panel.jsonl"; }
  std::string recorded() const {
    std::ifstream file{record()};
    return {std::istreambuf_iterator<char>{file}, {}};
  }

  std::filesystem::path folder;
  loop::EventLoop loop;
  std::vector<panel::Event> told;
  std::optional<ipc::LineSocket> socket;
  int of_service = -1;
  osdp::Place place;
  std::thread service;
  End end = End::line_failed;
};

TEST_F(OsdpServiceTest, GivesACardInASecureChannelAndTellsTheAnswer) {
  begin({.address = 7, .secure_channel_required = true, .key = key});
  ASSERT_TRUE(tells(panel::OsdpLine{true, osdp::Protection::own_key}));
  offer(1);
  EXPECT_TRUE(tells(panel::Answered{true}));
  EXPECT_TRUE(tells_a<panel::CardSent>());
  EXPECT_THAT(recorded(), HasSubstr(R"("event":"card","bits":"00000000100000000000000100")"));
  EXPECT_THAT(recorded(), HasSubstr(R"("event":"secured","by":"own_key")"));
}

TEST_F(OsdpServiceTest, ObeysEachCommandOnce) {
  begin({});
  ASSERT_TRUE(tells(panel::OsdpLine{true, osdp::Protection::none}));
  offer(1);
  ASSERT_TRUE(tells_a<panel::CardSent>());
  offer(1);
  EXPECT_TRUE(tells(panel::CardNotSent{CommandId{{1}}, panel::Objection::repeated}));
}

TEST_F(OsdpServiceTest, GivesNoCardWhereTheSecureChannelIsNotThere) {
  begin({.secure_channel_required = true});
  ASSERT_TRUE(tells(panel::OsdpLine{true, osdp::Protection::none}));
  offer(1, 50ms);
  EXPECT_TRUE(tells(panel::CardNotSent{CommandId{{1}}, panel::Objection::unprotected}));
}

// The panel polls all the time, by no key.
TEST_F(OsdpServiceTest, GivesNoCardToAPanelThatSpeaksPlainly) {
  std::array<char, 128> name{};
  int panel_end = -1;
  int device_end = -1;
  ASSERT_EQ(::openpty(&panel_end, &device_end, name.data(), nullptr, nullptr), 0);
  ::fcntl(panel_end, F_SETFL, O_NONBLOCK);
  place = osdp::SerialPort{name.data()};
  begin({.baud = 230400, .key = key});
  ASSERT_TRUE(tells(panel::Ready{}));
  std::vector<osdp::panel::Event> of_panel;
  const osdp::PanelOnLine plain{
      loop, panel_end, {}, [&](const osdp::panel::Event& event, base::TimePoint) {
        of_panel.push_back(event);
      }};
  // It polls from here on.
  ASSERT_TRUE(loop.run_until(
      [&] { return std::ranges::count(of_panel, osdp::panel::Event{refused_light}) > 0; }, 20s));
  offer(1, 400ms);
  EXPECT_TRUE(tells(panel::CardNotSent{CommandId{{1}}, panel::Objection::unprotected}));
  EXPECT_THAT(of_panel,
              testing::Each(testing::Not(testing::VariantWith<osdp::panel::CardRead>(testing::_))));
  ::close(device_end);
}

TEST_F(OsdpServiceTest, GivesNoCardThatIsTooLate) {
  begin({});
  ASSERT_TRUE(tells(panel::OsdpLine{true, osdp::Protection::none}));
  offer(1, -1us);
  EXPECT_TRUE(tells(panel::CardNotSent{CommandId{{1}}, panel::Objection::not_fetched}));
}

TEST_F(OsdpServiceTest, EndsWithTheStation) {
  begin({});
  ask(panel::AskAlive{});
  ASSERT_TRUE(tells(panel::Alive{}));
  socket.reset();
  service.join();
  EXPECT_EQ(end, End::station_gone);
}

TEST_F(OsdpServiceTest, EndsWhereTheLineCannotBe) {
  begin({.address = 127});
  service.join();
  EXPECT_EQ(end, End::line_failed);
}

}  // namespace
}  // namespace portero::wiring
