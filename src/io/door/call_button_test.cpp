#include "io/door/call_button.hpp"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <gmock/gmock.h>

#include "core/door/button.hpp"

namespace portero::door {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

struct CallButtonTest : testing::Test {
  CallButtonTest() {
    std::string name = (std::filesystem::temp_directory_path() / "portero-button-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~CallButtonTest() override { std::filesystem::remove_all(folder); }

  std::expected<CallButton, std::string> open(const LinePlace& place) {
    return CallButton::open(loop, place, ActiveLevel::low, [this] { ++presses; });
  }
  std::string fifo() const { return (folder / "button").string(); }
  // As a shell's echo would.
  void write(const std::string& contact) const { std::ofstream{fifo()} << contact << '\n'; }
  bool comes_to(int number) {
    return loop.run_until([&] { return presses >= number; }, 10s);
  }

  loop::EventLoop loop;
  std::filesystem::path folder;
  int presses = 0;
};

TEST_F(CallButtonTest, TellsAPressAtTheFirstTouchAndNoneOfItsBounces) {
  const auto button = open(Simulated{fifo()});
  ASSERT_TRUE(button) << button.error();
  write("1010101");
  ASSERT_TRUE(comes_to(1));
  loop.run_for(2 * Button::bounce_time);
  EXPECT_EQ(presses, 1);
}

TEST_F(CallButtonTest, TellsTheNextPressAfterItWasLetGo) {
  const auto button = open(Simulated{fifo()});
  ASSERT_TRUE(button) << button.error();
  write("1");
  ASSERT_TRUE(comes_to(1));
  write("0");
  loop.run_for(2 * Button::bounce_time);
  write("1");
  EXPECT_TRUE(comes_to(2));
}

TEST_F(CallButtonTest, TellsNothingOnceItIsGone) {
  {
    const auto button = open(Simulated{fifo()});
    const int reader = ::open(fifo().c_str(), O_RDONLY | O_NONBLOCK);
    write("1");
    ::close(reader);
  }
  loop.run_for(1ms);
  EXPECT_EQ(presses, 0);
}

TEST_F(CallButtonTest, SaysWhereThereIsNoFifo) {
  std::ofstream{fifo()} << "a file";
  const auto button = open(Simulated{fifo()});
  ASSERT_FALSE(button);
  EXPECT_THAT(button.error(), HasSubstr("cannot be a FIFO: it is something else"));
  EXPECT_FALSE(open(Simulated{"/no/such/folder/button"}));
  EXPECT_FALSE(open(Simulated{}));
}

TEST_F(CallButtonTest, SaysWhichChipIsMissing) {
  const auto button = open(Gpio{"gpiochip999", "4"});
  ASSERT_FALSE(button);
  EXPECT_THAT(button.error(), HasSubstr("GPIO chip gpiochip999 cannot be opened"));
}

}  // namespace
}  // namespace portero::door
