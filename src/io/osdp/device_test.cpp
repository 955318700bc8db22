#include "io/osdp/device.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <sys/socket.h>

#include "io/osdp/line.hpp"
#include "io/osdp/panel_on_line.hpp"
#include "io/osdp/serial_port.hpp"

namespace portero::osdp {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr Key key{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
const access::CommandId command{{7}};
const access::Bits bits = *access::Bits::from_text("00000000100000000000000100");

// A terminal that is nobody's: what is written at one end is read at the other.
struct Pty {
  Pty() {
    std::array<char, 128> name{};
    int other = -1;
    EXPECT_EQ(::openpty(&panel, &other, name.data(), nullptr, nullptr), 0);
    ::close(other);
    ::fcntl(panel, F_SETFL, O_NONBLOCK);
    device = name.data();
  }

  int panel = -1;  // for a PanelOnLine, which closes it
  std::string device;
};

struct DeviceTest : testing::Test {
  void be(const Config& config, int line) {
    device.emplace(
        loop, line, config, [this](const Event& event) { told.push_back(event); },
        [this] { ended = true; });
  }
  bool comes(const Event& event) {
    return loop.run_until([&] { return std::ranges::count(told, event) > 0; }, 20s);
  }

  loop::EventLoop loop;
  std::vector<Event> told;
  std::optional<Device> device;
  bool ended = false;
};

TEST_F(DeviceTest, AnswersThePanelOnAPty) {
  Pty pty;
  const Config config{.baud = 230400, .secure_channel_required = true, .key = key};
  const auto port = open_serial_port(pty.device, config.baud);
  ASSERT_TRUE(port) << port.error();
  be(config, port->fd);
  std::vector<panel::Event> of_panel;
  const PanelOnLine panel{
      loop, pty.panel, {.key = key}, [&](const panel::Event& event, base::TimePoint) {
        of_panel.push_back(event);
      }};
  ASSERT_TRUE(comes(ProtectionChanged{Protection::own_key}));
  EXPECT_TRUE(device->online());
  device->offer({command, bits});
  EXPECT_TRUE(comes(PanelAnswered{access::PanelOutcome::granted}));
  EXPECT_THAT(of_panel,
              Contains(panel::Event{panel::CardRead{bits, access::PanelOutcome::granted}}));
  RecordProperty("longest_wait_us", static_cast<int>(panel.longest_wait().count()));
  RecordProperty("times_lost",
                 static_cast<int>(std::ranges::count(of_panel, panel::Event{panel::Lost{}})));
}

// The adapter is pulled out.
TEST_F(DeviceTest, TellsThatTheLineHasEnded) {
  Pty pty;
  const auto port = open_serial_port(pty.device, 9600);
  ASSERT_TRUE(port);
  be({}, port->fd);
  ::close(pty.panel);
  EXPECT_TRUE(loop.run_until([&] { return ended; }, 20s));
}

TEST_F(DeviceTest, TellsThatNobodyFetchedACard) {
  Pty pty;
  be({}, open_serial_port(pty.device, 9600).value().fd);
  device->offer({command, bits, loop.now() + 50ms});
  EXPECT_TRUE(comes(CardLost{command, CardLoss::not_fetched}));
  ::close(pty.panel);
}

// A line that takes no reply, and keeps apart what is written to it.
TEST_F(DeviceTest, TellsThatACardDidNotGetOntoTheLine) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends.data()), 0);
  be({}, ends[0]);
  while (::write(ends[0], "x", 1) == 1) continue;
  const auto poll = [&](std::uint8_t sequence) {
    const Bytes bytes = to_bytes(Frame{.sequence = sequence, .code = 0x60});
    EXPECT_EQ(::write(ends[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  };
  poll(0);
  ASSERT_TRUE(comes(CameOnline{}));
  device->offer({command, bits});
  poll(1);
  poll(2);
  EXPECT_TRUE(comes(CardLost{command, CardLoss::not_confirmed}));
  EXPECT_EQ(std::ranges::count(told, Event{CardFetched{command}}), 0);
  ::close(ends[1]);
}

TEST(OsdpSerialPort, IsRawAndAsFastAsAsked) {
  Pty pty;
  for (const auto& [baud, speed] : {std::pair{9600U, B9600},
                                    {19200U, B19200},
                                    {38400U, B38400},
                                    {57600U, B57600},
                                    {115200U, B115200},
                                    {230400U, B230400}}) {
    const auto port = open_serial_port(pty.device, baud);
    ASSERT_TRUE(port) << port.error();
    termios attributes{};
    ASSERT_EQ(::tcgetattr(port->fd, &attributes), 0);
    EXPECT_EQ(::cfgetispeed(&attributes), speed);
    EXPECT_EQ(::cfgetospeed(&attributes), speed);
    EXPECT_EQ(attributes.c_lflag & (ICANON | ECHO | ISIG), 0U);
    EXPECT_EQ(attributes.c_oflag & OPOST, 0U);
    EXPECT_EQ(attributes.c_cflag & CSIZE, tcflag_t{CS8});
    EXPECT_EQ(attributes.c_cflag & (CSTOPB | PARENB), 0U);
    EXPECT_FALSE(port->kernel_switches);  // a pty has no RS-485
    ::close(port->fd);
  }
  ::close(pty.panel);
}

TEST(OsdpSerialPort, SaysWhyItCannotBeUsed) {
  EXPECT_EQ(open_serial_port("/dev/none", 9600).error(),
            "The OSDP line /dev/none cannot be used: No such file or directory. Give the device of "
            "the serial port that the panel is wired to.");
  EXPECT_THAT(open_serial_port("/dev/null", 9600).error(), HasSubstr("it is no serial port"));
  EXPECT_THAT(open_serial_port("/dev/null", 12345).error(), HasSubstr("no rate of 12345 baud"));
}

struct SimulatedLineTest : DeviceTest {
  SimulatedLineTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "osdp_XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~SimulatedLineTest() override { std::filesystem::remove_all(folder); }

  std::vector<std::string> record() const {
    std::ifstream file{folder / "panel"};
    std::vector<std::string> lines;
    for (std::string text; std::getline(file, text);) lines.push_back(text);
    return lines;
  }
  bool is_recorded(std::string_view text) const {
    return std::ranges::any_of(record(),
                               [&](const std::string& entry) { return entry.contains(text); });
  }
  void open(const Config& config) {
    auto opened = open_line(loop, SimulatedPanel{folder / "panel"}, config);
    ASSERT_TRUE(opened) << opened.error();
    line = *std::move(opened);
    be(config, line.fd);
  }

  std::filesystem::path folder;
  Line line;
};

TEST_F(SimulatedLineTest, RecordsWhatThePanelDid) {
  open({.address = 3, .key = key, .identity = {.vendor = {1, 2, 3}}});
  ASSERT_TRUE(comes(ProtectionChanged{Protection::own_key}));
  device->offer({command, bits});
  ASSERT_TRUE(comes(PanelAnswered{access::PanelOutcome::granted}));
  EXPECT_THAT(record(),
              ElementsAre(AllOf(StartsWith(R"({"at_us":)"),
                                HasSubstr(R"("event":"found","identity":"010203)")),
                          HasSubstr(R"("event":"secured","by":"own_key"})"),
                          HasSubstr(R"("event":"card","bits":"00000000100000000000000100",)"
                                    R"("length":26,"hex":"0020004","answer":"granted"})")));
}

TEST_F(SimulatedLineTest, IsRefusedUnlessInstallModeIsArmed) {
  open({.secure_channel_required = true});
  EXPECT_TRUE(
      loop.run_until([&] { return is_recorded(R"("refused","command":"0x76","why":6})"); }, 20s));
}

TEST_F(SimulatedLineTest, BringsAKeyWhereInstallModeIsArmed) {
  open({.secure_channel_required = true});
  device->arm_install(1min);
  EXPECT_TRUE(comes(ProtectionChanged{Protection::own_key}));
  EXPECT_FALSE(device->install_armed());
}

TEST_F(SimulatedLineTest, SaysThatItsFileCannotBeWritten) {
  EXPECT_EQ(open_line(loop, SimulatedPanel{"/none/panel"}, {}).error(),
            "/none/panel cannot record the simulated panel: No such file or directory. Give a file "
            "that can be written.");
}

}  // namespace
}  // namespace portero::osdp
