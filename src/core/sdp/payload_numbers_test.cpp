#include "core/sdp/payload_numbers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/described_for_tests.hpp"

namespace portero::sdp {
namespace {

using testing::ElementsAre;

const PayloadFormat opus{96, "opus", 48000, 2};
const PayloadFormat events{101, "telephone-event", 8000};
const PayloadFormat pcma{8, "PCMA", 8000};

TEST(SdpPayloadNumbers, StayAsTheyAreInANewDialog) {
  EXPECT_THAT(PayloadNumbers{}.number({opus, pcma, events}), ElementsAre(opus, pcma, events));
}

// Their offer numbered opus 111 and telephone-event 96: our later offer must not call opus 96.
TEST(SdpPayloadNumbers, KeepTheirMeaningWithinADialog) {
  PayloadNumbers numbers;
  numbers.learn(described(
      "m=audio 9 RTP/AVP 111 96\na=rtpmap:111 OPUS/48000/2\na=rtpmap:96 telephone-event/8000\n"));
  const auto again = numbers.number({opus, pcma, events, {96, "speex", 16000}});
  EXPECT_EQ(again[0].payload_type, 111);
  EXPECT_EQ(again[1].payload_type, 8);
  EXPECT_EQ(again[2].payload_type, 96);
  EXPECT_EQ(again[3].payload_type, 127);
}

TEST(SdpPayloadNumbers, TellThePacketizationModesApart) {
  PayloadNumbers numbers;
  numbers.learn(described("m=video 9 RTP/AVP 97\na=rtpmap:97 H264/90000\n"));
  const auto again = numbers.number({{105, "H264", 90000, 1, "packetization-mode=1"},
                                     {106, "H264", 90000, 1, "packetization-mode=0"}});
  EXPECT_EQ(again[0].payload_type, 105);
  EXPECT_EQ(again[1].payload_type, 97);
}

TEST(SdpPayloadNumbers, EndWhereAllAreTaken) {
  std::string lines = "m=audio 9 RTP/AVP";
  for (int number = 96; number < 128; ++number) lines += ' ' + std::to_string(number);
  for (int number = 96; number < 128; ++number)
    lines += "\na=rtpmap:" + std::to_string(number) + " x" + std::to_string(number) + "/8000";
  PayloadNumbers numbers;
  numbers.learn(described(lines + "\n"));
  EXPECT_THAT(numbers.number({opus}), ElementsAre(opus));
}

}  // namespace
}  // namespace portero::sdp
