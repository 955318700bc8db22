#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/answer.hpp"
#include "core/sdp/described_for_tests.hpp"

namespace portero::sdp {
namespace {

Rejection refusal_of(std::string_view offer, const Preferences& preferences = in_the_clear()) {
  const auto answer =
      make_answer(described(offer), station(), preferences, {.session_id = "77", .version = 1});
  if (!answer) return answer.error();
  ADD_FAILURE() << "answered: " << lines_of(answer->session);
  return {};
}

void expect(const Rejection& rejection, WarnCode code, std::string_view text) {
  EXPECT_EQ(rejection.status, 488);
  EXPECT_EQ(rejection.code, code);
  EXPECT_EQ(rejection.text, text);
}

TEST(SdpRefusal, NamesTheCodecsOfBothSides) {
  expect(refusal_of("m=audio 9 RTP/AVP 18 4 96\na=rtpmap:96 AMR/8000\n", in_the_clear("PCMA-8000")),
         WarnCode::incompatible_media_format,
         "No common audio codec: the other side offers G729/8000, G723/8000, AMR/8000; we can do "
         "PCMA-8000");
  expect(refusal_of("m=video 9 RTP/AVP 34\n"), WarnCode::incompatible_media_format,
         "No common video codec: the other side offers H263/90000; we can do H264, VP8");
}

// Sound decides: a picture alone is no call where sound was meant to be.
TEST(SdpRefusal, OfTheSoundRefusesThePictureToo) {
  const Rejection rejection =
      refusal_of("m=audio 9 RTP/AVP 18\nm=video 9 RTP/AVP 99\na=rtpmap:99 VP8/90000\n");
  EXPECT_EQ(rejection.code, WarnCode::incompatible_media_format);
}

TEST(SdpRefusal, SaysWhatIsOfferedWhereNothingIsOfUse) {
  expect(refusal_of("m=audio 9 RTP/AVP 8\n", in_the_clear("Off")),
         WarnCode::media_type_not_available,
         "Nothing to see or hear: the other side offers audio; we can do video");
  expect(refusal_of("m=message 9 TCP/MSRP *\nm=image 9 udptl t38\nm=audio 0 RTP/AVP 0\n"),
         WarnCode::media_type_not_available,
         "Nothing to see or hear: the other side offers message, image; we can do audio and video");
  expect(refusal_of(""), WarnCode::media_type_not_available,
         "Nothing to see or hear: the other side offers no media; we can do audio and video");
}

TEST(SdpRefusal, NamesATransportThatIsNotKnown) {
  expect(refusal_of("m=audio 9 TCP/RTP/AVP 8\n"), WarnCode::incompatible_transport,
         "Unknown media transport: the other side offers TCP/RTP/AVP; we can do RTP and SRTP over "
         "UDP");
}

TEST(SdpRefusal, NamesAnAddressThatCannotBeReached) {
  expect(refusal_of("m=audio 9 RTP/AVP 8\nc=IN IP6 2001:db8::9\n"),
         WarnCode::incompatible_address_format,
         "The other side is at 2001:db8::9, which cannot be reached from 192.0.2.1");
  for (const std::string address : {"IP4 224.2.1.1/127", "IP6 FF15::101"})
    EXPECT_EQ(refusal_of("m=audio 9 RTP/AVP 8\nc=IN " + address + "\n").code,
              WarnCode::multicast_not_available);
  EXPECT_EQ(refusal_of("m=audio 9 RTP/AVP 8\nc=ATM NSAP 47\n").code,
            WarnCode::incompatible_network_protocol);
  EXPECT_EQ(refusal_of("v=0\no=- 1 1 IN IP4 h\ns=-\nm=audio 9 RTP/AVP 8\n").code,
            WarnCode::miscellaneous);
}

TEST(SdpRefusal, TakesAHostNameAsAnAddress) {
  const auto answer = make_answer(described("m=audio 9 RTP/AVP 8\nc=IN IP4 phone.example\n"),
                                  station(), in_the_clear(), {.session_id = "1", .version = 1});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->agreement.audio->transport.remote_address, "phone.example");
}

}  // namespace
}  // namespace portero::sdp
