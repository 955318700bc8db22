#include "core/sdp/payload_format.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/described_for_tests.hpp"
#include "core/sdp/limits.hpp"
#include "core/sdp/rejection.hpp"

namespace portero::sdp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<PayloadFormat> formats_in(std::string_view lines) {
  return payload_formats(described(lines).media.at(0));
}

TEST(SdpPayloadFormat, ComesInTheOrderOfTheMLine) {
  EXPECT_THAT(formats_in("m=audio 9 RTP/AVP 97 0 8\n"
                         "a=rtpmap:0 PCMU/8000\n"
                         "a=fmtp:97 mode=20\n"
                         "a=rtpmap:97 iLBC/8000\n"),
              ElementsAre(PayloadFormat{97, "iLBC", 8000, 1, "mode=20"},
                          PayloadFormat{0, "PCMU", 8000}, PayloadFormat{8, "PCMA", 8000}));
}

TEST(SdpPayloadFormat, LeavesOutWhatNobodyExplains) {
  EXPECT_THAT(formats_in("m=audio 9 RTP/AVP 96 200 -1 x 0x8 ()<> 9 9\na=rtpmap:97 opus/48000/2\n"),
              ElementsAre(PayloadFormat{9, "G722", 8000}));
  EXPECT_THAT(formats_in("m=audio 9 RTP/AVP\n"), IsEmpty());
}

TEST(SdpPayloadFormat, IsNamedForPeople) {
  EXPECT_EQ(names_of(formats_in("m=audio 9 RTP/AVP 18 4 96\na=rtpmap:96 a\"b\\c/16000\n")),
            "G729/8000, G723/8000, abc/16000");
  EXPECT_EQ(names_of(std::vector<PayloadFormat>{}), "no codec that has a name");
  const std::vector<PayloadFormat> many(max_named_formats + 3, {0, "x", 8000});
  EXPECT_TRUE(names_of(many).ends_with("x/8000 and 3 more"));
}

TEST(SdpPayloadFormat, CollectsTheFeedbackOfOnePayloadType) {
  const Session session = described(
      "m=video 9 RTP/AVPF 99 100\n"
      "a=rtcp-fb:* ccm fir\na=rtcp-fb:99 nack pli\na=rtcp-fb:100 nack\n");
  EXPECT_THAT(feedback_for(session.media[0], 99), ElementsAre("ccm fir", "nack pli"));
}

TEST(SdpRejection, QuotesOnlyWhatMayStandInAHeader) {
  EXPECT_EQ(quotable("a\"b\\c\x01\xFF"), "a?b?c??");
  EXPECT_EQ(quotable(std::string(500, 'x')).size(), max_quoted_bytes);
}

}  // namespace
}  // namespace portero::sdp
