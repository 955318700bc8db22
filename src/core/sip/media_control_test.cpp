#include "core/sip/media_control.hpp"

#include <gtest/gtest.h>

namespace portero::sip {
namespace {

TEST(MediaControl, AsksForAKeyFrame) {
  EXPECT_TRUE(asks_for_key_frame(key_frame_request));
  EXPECT_TRUE(
      asks_for_key_frame("<media_control>\n <vc_primitive>\n  <to_encoder>\n"
                         "   <picture_fast_update>\n   </picture_fast_update>"));
  EXPECT_TRUE(asks_for_key_frame("<m:media_control><m:picture_fast_update/>"));
}

TEST(MediaControl, AsksForNothingThatWeKnow) {
  EXPECT_FALSE(asks_for_key_frame(""));
  EXPECT_FALSE(asks_for_key_frame("picture_fast_update"));
  EXPECT_FALSE(asks_for_key_frame("<media_control><general_error>x</general_error>"));
}

}  // namespace
}  // namespace portero::sip
