#include "core/sdp/video_codec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::sdp {
namespace {

using testing::Eq;
using testing::Optional;

PayloadFormat h264(std::uint8_t payload_type, std::string parameters) {
  return {payload_type, "H264", 90000, 1, std::move(parameters)};
}

std::optional<unsigned> rank_of(std::string_view parameters) {
  const auto read = h264_of(parameters);
  return read ? h264_rank(*read) : std::nullopt;
}

TEST(SdpH264, KnowsTheSpellingsOfConstrainedBaseline) {
  for (const auto* id : {"42e01f", "42C01E", "42400d", "4d801f", "58c01f"})
    EXPECT_THAT(rank_of(std::string{"packetization-mode=1;profile-level-id="} + id),
                Optional(Eq(0U)))
        << id;
}

TEST(SdpH264, PrefersTheSimplerProfileThatCanDecodeOurs) {
  const auto rank = [](std::string_view id) {
    return rank_of("packetization-mode=1;profile-level-id=" + std::string{id});
  };
  EXPECT_LT(rank("42e01f"), rank("42001f"));
  EXPECT_LT(rank("42801f"), rank("4d001f"));
  EXPECT_LT(rank("4d001f"), rank("64001f"));
  EXPECT_LT(rank("64001f"), rank_of("profile-level-id=42e01f"));
}

TEST(SdpH264, RefusesWhatItCannotSend) {
  EXPECT_EQ(rank_of("profile-level-id=42e01f;packetization-mode=2"), std::nullopt);
  EXPECT_EQ(rank_of("profile-level-id=f4001f"), std::nullopt);
  for (const auto* id : {"", "42e0", "42e01f00", "42e01g", "-2e01f"})
    EXPECT_EQ(rank_of(std::string{"profile-level-id="} + id), std::nullopt) << id;
}

TEST(SdpH264, TakesAPhoneThatSaysNoProfileForAsGoodAsOurs) {
  EXPECT_THAT(h264_of(""), Optional(H264{}));
}

TEST(SdpH264, AnswersWithTheirProfileAndNoLevelAboveOurs) {
  EXPECT_EQ(h264_answer(*h264_of("profile-level-id=640028;packetization-mode=1")),
            "profile-level-id=64001f;packetization-mode=1;level-asymmetry-allowed=1");
  EXPECT_EQ(h264_answer(*h264_of("profile-level-id=42800d")),
            "profile-level-id=42800d;packetization-mode=0;level-asymmetry-allowed=1");
}

TEST(SdpVideoCodec, RecognisesItsOwnFormats) {
  for (const PayloadFormat& format : video_formats_to_offer(video_codecs))
    EXPECT_TRUE(video_format_of(format)) << format.parameters;
  EXPECT_FALSE(video_format_of({34, "H263", 90000}));
  EXPECT_FALSE(video_format_of({99, "VP8", 8000}));
}

// The way Chromium lists H.264: every profile in both modes.
TEST(SdpVideoCodec, ChoosesTheBestOfManyProfiles) {
  const std::vector<PayloadFormat> offered{
      {96, "VP8", 90000},
      h264(102, "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f"),
      h264(108, "level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f"),
      h264(109, "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"),
      h264(127, "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=4d001f")};
  const auto best = best_video(offered, video_codecs);
  ASSERT_TRUE(best);
  EXPECT_EQ(best->payload_type, 109);

  const VideoCodec vp8_first[] = {VideoCodec::vp8, VideoCodec::h264};
  EXPECT_THAT(best_video(offered, vp8_first), Optional(offered[0]));
}

TEST(SdpVideoCodec, ChoosesNothingThatIsNotAllowed) {
  const VideoCodec only_h264[] = {VideoCodec::h264};
  EXPECT_EQ(best_video(std::vector{PayloadFormat{96, "VP8", 90000}}, only_h264), std::nullopt);
}

}  // namespace
}  // namespace portero::sdp
