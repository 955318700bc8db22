#include "io/panel/wires.hpp"

#include <filesystem>
#include <fstream>
#include <regex>

#include <gmock/gmock.h>

#include "io/panel/pulse_sender.hpp"

namespace portero::panel {
namespace {

using namespace std::chrono_literals;
using access::WiegandLine;
using door::Gpio;
using door::Simulated;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;

struct WiresTest : testing::Test {
  WiresTest() {
    std::string name = (std::filesystem::temp_directory_path() / "portero-wires-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~WiresTest() override { std::filesystem::remove_all(folder); }

  std::string record() const { return (folder / "cards.jsonl").string(); }
  std::vector<std::string> recorded() const {
    std::vector<std::string> lines;
    std::ifstream file{record()};
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
  }

  std::filesystem::path folder;
};

TEST_F(WiresTest, SimulatedOnesReadTheCardBackFromTheirEdges) {
  const auto wires = open_wires({.d0 = Simulated{record()}}).value();
  const auto timing = access::WiegandTiming::make(50us, 1ms).value();
  const auto pulses = access::wiegand_pulses(*access::Bits::from_text("1001110"), timing);
  Edges made;
  const std::atomic<bool> never = false;
  ASSERT_EQ(send(pulses, *wires, made, never, base::TimePoint::max()), Sending::whole);
  wires->card_over();
  const std::string number = "[0-9]+\\.[0-9]";
  EXPECT_THAT(
      recorded(),
      ElementsAre(MatchesRegex(
          "\\{\"at_us\":[0-9]+,\"bits\":\"1001110\",\"length\":7,\"hex\":\"4e\","
          "\"width_us\":\\[" +
          number + "," + number + "\\],\"interval_us\":\\[" + number + "," + number + "\\]\\}")));
}

TEST_F(WiresTest, SimulatedOnesRecordWhatIsNoCard) {
  const auto wires = open_wires({.d1 = Simulated{record()}}).value();
  EXPECT_TRUE(wires->set(WiegandLine::d0, true));
  wires->card_over();
  wires->card_over();
  EXPECT_THAT(recorded(),
              ElementsAre(HasSubstr("\"edges\":1,\"broken\":\"a wire was left pulled\"")));
}

TEST_F(WiresTest, AFullDiskKeepsNoCardBack) {
  const auto wires = open_wires({.d0 = Simulated{"/dev/full"}}).value();
  EXPECT_TRUE(wires->set(WiegandLine::d1, true));
  EXPECT_TRUE(wires->set(WiegandLine::d1, false));
  wires->card_over();
}

std::string trouble(const WiegandPlace& place) {
  const auto wires = open_wires(place);
  return wires ? "" : wires.error();
}

TEST_F(WiresTest, SayWhyTheyCannotBeOpened) {
  EXPECT_THAT(trouble({.d0 = Simulated{"/no/such/folder/record"}}),
              HasSubstr("cannot record the simulated wires: No such file"));
  EXPECT_THAT(trouble({.d0 = Gpio{"gpiochip999", "5"}, .d1 = Gpio{"gpiochip999", "6"}}),
              HasSubstr("Wiegand D0: GPIO chip gpiochip999 cannot be opened"));
  EXPECT_THAT(trouble({.d0 = Gpio{"gpiochip0", "5"}}), HasSubstr("both as GPIO lines"));
}

}  // namespace
}  // namespace portero::panel
