#include "core/sip/session_expires.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::sip {
namespace {

using testing::Optional;

TEST(SessionExpires, HasSecondsAndPerhapsARefresher) {
  EXPECT_EQ(parse_session_expires("1800 ; Refresher=UAC"), (SessionExpires{1800, Refresher::uac}));
  EXPECT_EQ(parse_session_expires("90;x=y"), (SessionExpires{90, std::nullopt}));
  EXPECT_EQ(to_string(SessionExpires{1800, Refresher::uas}), "1800;refresher=uas");
  EXPECT_EQ(to_string(SessionExpires{90, std::nullopt}), "90");
}

TEST(SessionExpires, SaysWhatIsWrong) {
  EXPECT_EQ(parse_session_expires(";refresher=uac").error(),
            (SyntaxError{"expected a number of seconds", 0}));
  EXPECT_EQ(parse_session_expires("90 s").error(), (SyntaxError{"unexpected character", 3}));
}

TEST(SessionExpires, ComesWithALowerBound) {
  Headers headers;
  EXPECT_EQ(session_expires(headers).value(), std::nullopt);
  headers.append(HeaderName::from_text("x"), "180");
  headers.append(HeaderId::min_se, "90;lr");
  EXPECT_THAT(session_expires(headers).value(), Optional(SessionExpires{180, std::nullopt}));
  EXPECT_THAT(min_se(headers).value(), Optional(90U));
}

}  // namespace
}  // namespace portero::sip
