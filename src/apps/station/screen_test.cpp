// A station with its screen: a real portero-display, or a shell that behaves badly.
#include <algorithm>
#include <csignal>
#include <fstream>

#include <gmock/gmock.h>

#include "apps/station/simulated_media.hpp"
#include "apps/station/station.hpp"
#include "core/call/policy_from_settings.hpp"
#include "core/settings/merge.hpp"
#include "io/ipc/display_json.hpp"
#include "io/ipc/line_socket.hpp"
#include "io/net/udp.hpp"
#include "io/phone/phone_for_tests.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using settings::Value;

constexpr base::Duration patience = 10s;
constexpr base::Duration patience_with_qt = 30s;

// Media of which the test tells, too, and which pictures it takes.
class ToldMedia final : public Media {
 public:
  using Asked = std::optional<media::SnapshotId>;

  ToldMedia(loop::EventLoop& loop, Handler handler, Handler& tell, Asked& asked)
      : media_(loop, handler), asked_(asked) {
    tell = std::move(handler);
  }
  void send(const media::Command& command) override {
    if (const auto* const take = std::get_if<media::TakeSnapshot>(&command))
      asked_ = take->snapshot;
    else
      media_.send(command);
  }

 private:
  SimulatedMedia media_;
  Asked& asked_;
};

process::Program shell(const std::string& script) {
  return {.path = "/bin/sh", .arguments = {"-c", script}};
}

process::Program real_one() {
  return {.path = PORTERO_DISPLAY_PROGRAM, .arguments = {"--platform", "offscreen"}};
}

struct ScreenTest : testing::Test {
  // A door whose button rings a phone that says nothing.
  void start(process::Program screen, const settings::Patch& more = {}) {
    settings::Patch patch{{"sip.enabled", Value{true}},
                          {"sip.direct_calls", Value{true}},
                          {"sip.extension", Value{base::to_string(silent_phone.local())}}};
    for (const auto& [name, value] : more) patch.insert_or_assign(name, value);
    const auto merged = settings::merge({}, patch);
    StationSettings meant{call::policy_from(merged->settings).value(),
                          phone_settings(merged->settings, {{base::loopback_ipv4, 0}}, {}).value(),
                          media_preferences(merged->settings),
                          {.program = PORTERO_RELAY_PROGRAM, .line = door::Simulated{}}};
    meant.display.program = std::move(screen);
    station = Station::open(loop, log, std::move(meant), [&](Media::Handler handler) {
                return std::make_unique<ToldMedia>(loop, std::move(handler), tell, picture_asked);
              }).value();
  }
  // A screen that keeps what it is told.
  void start_with_noted_screen(const settings::Patch& more = {}) {
    start(shell("while read -r line <&3; do echo \"$line\" >>" + noted.string() +
                "; echo '{\"alive\":{}}' >&3; done"),
          more);
  }
  [[nodiscard]] std::vector<display::Command> told() const {
    std::vector<display::Command> commands;
    std::ifstream file{noted};
    for (std::string line; std::getline(file, line);)
      if (!file.eof()) commands.push_back(ipc::display_command(line).value());
    return commands;
  }
  [[nodiscard]] std::optional<display::Camera> last_camera() const {
    std::optional<display::Camera> last;
    for (const display::Command& command : told())
      if (const auto* camera = std::get_if<display::Camera>(&command)) last = *camera;
    return last;
  }
  [[nodiscard]] control::Status status() const {
    return std::get<control::Status>(station->obey(control::ToStation{control::AskStatus{}}));
  }
  [[nodiscard]] std::string state() const { return status().state; }
  [[nodiscard]] bool is_marked() const { return status().screen.value().camera_on; }
  bool comes_true(const std::function<bool()>& what, base::Duration within = patience) {
    return loop.run_until(what, within);
  }
  bool draws() {
    return comes_true([&] { return station->display()->ready(); }, patience_with_qt);
  }
  bool another_comes_than(int pid) {
    const DisplayProcess& screen = *station->display();
    return comes_true([&] { return screen.pid() && *screen.pid() != pid; });
  }
  [[nodiscard]] std::ptrdiff_t logged(std::string_view text) const {
    return std::ranges::count_if(log.kept(),
                                 [&](const log::Entry& line) { return line.text.contains(text); });
  }

  loop::EventLoop loop;
  log::Log log{log::Level::info, log::Format::text};
  store::TemporaryFolder folder;
  std::filesystem::path noted = folder.path() / "noted";
  net::UdpSocket silent_phone =
      net::UdpSocket::bind(loop, {base::loopback_ipv4, 0}, [](const net::UdpEvent&) {}).value();
  Media::Handler tell;
  ToldMedia::Asked picture_asked;
  std::unique_ptr<Station> station;
};

// With display.visitor_may_cancel, who tapped twice rang and cancelled at once, and a wet screen
// did several times a second.
TEST_F(ScreenTest, WhoTapsTwiceRingsAndDoesNotCancel) {
  start(shell("while read -r line <&3; do case $line in *'\"waiting\"'*) for i in 1 2 3 4; do\n"
              "echo '{\"touched\":{}}' >&3; done; echo '{\"ready\":{}}' >&3; exec cat <&3 "
              ">/dev/null;; esac; done"),
        {{"display.visitor_may_cancel", Value{true}}});
  ASSERT_TRUE(comes_true([&] { return station->display()->ready(); })) << "after the touches";
  EXPECT_EQ(state(), "ringing");
  EXPECT_EQ(logged("waiting -> ringing"), 1);
  EXPECT_EQ(logged("ringing -> "), 0);
  loop.run_for(door::Presses::one_wish);
  station->press();
  EXPECT_EQ(logged("ringing -> "), 1) << "whoever touches it again later cancels";
}

// An administrator who tries the intercom out means each press.
TEST_F(ScreenTest, EachPressOfTheConsoleCounts) {
  start(shell("exec cat <&3 >/dev/null"), {{"display.visitor_may_cancel", Value{true}}});
  ASSERT_TRUE(comes_true([&] { return state() == "waiting"; }));
  station->obey(control::PressButton{}, [](const control::ToOperator&) {});
  EXPECT_EQ(logged("waiting -> ringing"), 1);
  station->obey(control::PressButton{}, [](const control::ToOperator&) {});
  EXPECT_EQ(logged("ringing -> "), 1);
}

// The bars stood still where the last measurement had left them.
TEST_F(ScreenTest, NobodySeemsToSpeakOnceTheMediaProcessHasEnded) {
  start_with_noted_screen();
  const auto last_levels = [&] {
    std::optional<display::Levels> last;
    for (const display::Command& command : told())
      if (const auto* levels = std::get_if<display::Levels>(&command)) last = *levels;
    return last;
  };
  tell(media::DeviceFound{media::Device::microphone, "alsa:default"});
  station->display()->show(display::Levels{80, 70});
  ASSERT_TRUE(comes_true([&] { return last_levels() == display::Levels{80, 70}; }));
  tell(media::DeviceLost{media::Device::microphone, "the media process ended"});
  EXPECT_TRUE(comes_true([&] { return last_levels() == display::Levels{}; }));
}

// As a phone does that takes the picture of whoever calls.
void answers(phone::Server& phone, const sip::Request& invite, const sip::Hop& from) {
  sip::Response ok = sip::response_to(invite, 200);
  sip::set_to_tag(ok.headers, "desk");
  ok.headers.append(sip::HeaderId::contact, "<sip:" + base::to_string(phone.endpoint()) + ">");
  ok.headers.append(sip::HeaderId::content_type, "application/sdp");
  ok.body = invite.body;
  const std::string_view sent = "a=sendonly";
  ok.body.replace(ok.body.find(sent), sent.size(), "a=recvonly");
  phone.transport->send(ok, from);
}

// Privacy: from the moment on in which the picture is sent to a phone, until it is not.
TEST_F(ScreenTest, MarksThatThePictureIsSentToAPhone) {
  phone::Server desk{loop, base::loopback_ipv4};
  start_with_noted_screen({{"sip.extension", Value{base::to_string(desk.endpoint())}},
                           {"sip.srtp", Value{std::string{"off"}}}});
  ASSERT_TRUE(comes_true([&] { return state() == "waiting"; }));
  station->press();
  ASSERT_TRUE(comes_true([&] { return !desk.requests.empty(); }));
  EXPECT_FALSE(is_marked()) << "while it rings, nobody sees";
  const auto [invite, from] = desk.requests.front();
  answers(desk, invite, from);
  ASSERT_TRUE(comes_true([&] { return state() == "in_call"; }));
  EXPECT_TRUE(is_marked());
  EXPECT_TRUE(comes_true([&] { return last_camera() == display::Camera{.seen = true}; }));
  std::ignore = station->obey(control::ToStation{control::HangUp{}});
  EXPECT_FALSE(is_marked());
  EXPECT_TRUE(comes_true([&] { return last_camera() == display::Camera{.seen = false}; }));
}

// Whoever looks at stills, one after the other, sees as much as by video.
TEST_F(ScreenTest, MarksThatStillsAreTaken) {
  start_with_noted_screen();
  ASSERT_TRUE(comes_true([&] { return state() == "waiting"; }));
  bool answered = false;
  station->obey(control::AskPicture{}, [&](const control::ToOperator&) { answered = true; });
  EXPECT_FALSE(is_marked()) << "nothing was seen yet";
  tell(media::SnapshotTaken{picture_asked.value(), {1}});
  EXPECT_TRUE(answered);
  EXPECT_TRUE(is_marked());
  EXPECT_TRUE(comes_true([&] { return !is_marked(); }));
}

// DSP-10: who comes nearer finds a bright screen, and has called nobody by that.
TEST_F(ScreenTest, MotionBeforeTheDoorWakesWhatWaits) {
  start_with_noted_screen();
  const auto wakes = [&] { return std::ranges::count(told(), display::Command{display::Wake{}}); };
  ASSERT_TRUE(comes_true([&] { return state() == "waiting"; }));
  tell(media::MotionSeen{});
  EXPECT_TRUE(comes_true([&] { return wakes() == 1; }));
  EXPECT_EQ(state(), "waiting");
  station->press();
  ASSERT_TRUE(comes_true([&] { return state() == "ringing"; }));
  tell(media::MotionSeen{});
  const display::Command later = display::Levels{80, 70};
  station->display()->show(display::Levels{80, 70});
  ASSERT_TRUE(comes_true([&] { return std::ranges::count(told(), later) == 1; }));
  EXPECT_EQ(wakes(), 1) << "nothing that rings is dimmed";
}

// A screen that dies, hangs or does not read is the visitor's loss, and nobody else's.
TEST_F(ScreenTest, OneThatDiesChangesNoCall) {
  start(real_one());
  ASSERT_TRUE(draws());
  station->press();
  ASSERT_TRUE(comes_true([&] { return state() == "ringing"; }));
  ::kill(*station->display()->pid(), SIGKILL);
  ASSERT_TRUE(comes_true([&] { return !station->display()->ready(); }));
  EXPECT_EQ(state(), "ringing");
  EXPECT_TRUE(draws());
  EXPECT_EQ(state(), "ringing");
}

TEST_F(ScreenTest, OneThatHangsIsKilledAndBegunAgainAndChangesNoCall) {
  start(real_one());
  ASSERT_TRUE(draws());
  station->press();
  ASSERT_TRUE(comes_true([&] { return state() == "ringing"; }));
  const int first = *station->display()->pid();
  ::kill(first, SIGSTOP);
  const base::TimePoint stopped = loop.now();
  ASSERT_TRUE(another_comes_than(first));
  EXPECT_GE(loop.now() - stopped, SupervisedProcess::silence_limit - 2 * SupervisedProcess::beat);
  EXPECT_EQ(logged("gives no sign of life"), 1);
  EXPECT_EQ(state(), "ringing");
  EXPECT_TRUE(draws());
  EXPECT_EQ(state(), "ringing");
}

// Its pipe is full, and then all that may wait for it: it is given up, and the call goes on.
TEST_F(ScreenTest, OneThatDoesNotReadIsGivenUpAndChangesNoCall) {
  start(shell("exec sleep 1000"));
  station->press();
  ASSERT_TRUE(comes_true([&] { return state() == "ringing"; }));
  const int first = *station->display()->pid();
  const display::Show show{call::Screen::ringing};
  const std::size_t bytes = ipc::to_json(display::Command{show}).size();
  for (std::size_t sent = 0; sent < 2 * ipc::max_waiting_bytes; sent += bytes)
    station->display()->show(show);
  EXPECT_EQ(state(), "ringing");
  ASSERT_TRUE(another_comes_than(first));
  EXPECT_EQ(logged("it does not read what it is told"), 1);
  EXPECT_EQ(state(), "ringing");
  std::ignore = station->obey(control::ToStation{control::HangUp{}});
  EXPECT_TRUE(comes_true([&] { return state() == "ended" || state() == "waiting"; }));
}

}  // namespace
}  // namespace portero::station
