#include "core/osdp/frame_reader.hpp"

#include <gmock/gmock.h>

#include "core/osdp/hex_for_tests.hpp"

namespace portero::osdp {
namespace {

using namespace std::chrono_literals;

const Frame poll{.address = 5, .sequence = 1, .code = 0x60};
const Frame answer{.address = 5, .is_reply = true, .sequence = 1, .code = 0x40};

struct OsdpFrameReader : testing::Test {
  void receive(const Bytes& bytes) { reader.receive(bytes, now); }
  std::optional<Frame> next() { return reader.next(); }

  FrameReader reader;
  base::TimePoint now{1h};
};

TEST_F(OsdpFrameReader, FindsAFrameThatComesByteByByte) {
  for (const std::uint8_t byte : to_bytes(poll)) {
    EXPECT_EQ(next(), std::nullopt);
    receive({byte});
    now += 1ms;
  }
  EXPECT_EQ(next(), poll);
  EXPECT_TRUE(reader.empty());
}

TEST_F(OsdpFrameReader, FindsFramesBetweenNoise) {
  receive({0xff, 0xff, 0x00});
  receive(to_bytes(answer));
  receive({0xff});
  receive(to_bytes(poll));
  receive({0x00});
  EXPECT_EQ(next(), answer);
  EXPECT_FALSE(reader.empty());
  EXPECT_EQ(next(), poll);
  EXPECT_TRUE(reader.empty());
}

// A start that noise made up swallows nothing of the frame behind it.
TEST_F(OsdpFrameReader, FindsTheFrameBehindAFalseStart) {
  receive(hex("53 00 10 00"));
  receive(to_bytes(poll));
  receive(to_bytes(poll));
  EXPECT_EQ(next(), poll);
  EXPECT_EQ(next(), poll);
}

// Where it swallows what was said, what is said again is heard.
TEST_F(OsdpFrameReader, HearsWhatIsSaidAgainBehindAFalseStart) {
  receive(hex("53 53"));
  receive(to_bytes(poll));
  EXPECT_EQ(next(), std::nullopt);
  now += 200ms;
  receive(to_bytes(poll));
  EXPECT_EQ(next(), poll);
}

TEST_F(OsdpFrameReader, PassesOverALengthThatCannotBe) {
  receive(hex("53 00 ff ff"));
  receive(to_bytes(poll));
  EXPECT_EQ(next(), poll);
}

TEST_F(OsdpFrameReader, ForgetsWhatStoppedInTheMiddle) {
  receive(hex("53 00 10 00 04"));
  EXPECT_EQ(next(), std::nullopt);
  now += longest_gap;
  receive(to_bytes(poll));
  EXPECT_EQ(next(), poll);
  EXPECT_TRUE(reader.empty());
}

TEST_F(OsdpFrameReader, TellsThatAnotherFrameHasBegun) {
  receive(to_bytes(poll));
  receive({start_of_message});
  EXPECT_EQ(next(), poll);
  EXPECT_FALSE(reader.empty());
}

TEST_F(OsdpFrameReader, TakesTheLongestFrame) {
  Frame longest = poll;
  longest.data.assign(max_frame_bytes - to_bytes(poll).size(), 0x53);
  receive(to_bytes(longest));
  EXPECT_EQ(next(), longest);
}

}  // namespace
}  // namespace portero::osdp
