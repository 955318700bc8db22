#include "base/base64.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::base {
namespace {

using testing::ElementsAre;
using testing::Optional;

std::vector<std::uint8_t> bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

// The vectors of RFC 4648 section 10.
TEST(Base64, WritesAndReadsTheVectorsOfTheRfc) {
  const std::vector<std::pair<std::string_view, std::string_view>> vectors{{"", ""},
                                                                           {"f", "Zg=="},
                                                                           {"fo", "Zm8="},
                                                                           {"foo", "Zm9v"},
                                                                           {"foob", "Zm9vYg=="},
                                                                           {"fooba", "Zm9vYmE="},
                                                                           {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    EXPECT_EQ(to_base64(bytes_of(plain)), encoded);
    EXPECT_THAT(from_base64(encoded), Optional(bytes_of(plain)));
  }
}

TEST(Base64, UsesTheWholeAlphabet) {
  EXPECT_EQ(to_base64(std::vector<std::uint8_t>{0xFB, 0xFF, 0xBF}), "+/+/");
  EXPECT_THAT(from_base64("+/+/"), Optional(ElementsAre(0xFB, 0xFF, 0xBF)));
}

TEST(Base64, ReadsTextThatLostItsPadding) {
  EXPECT_THAT(from_base64("Zg"), Optional(bytes_of("f")));
  EXPECT_THAT(from_base64("Zm8"), Optional(bytes_of("fo")));
}

TEST(Base64, RefusesWhatIsNotBase64) {
  for (const std::string_view text : {"Z", "Zm9vY", "Zm 9", "Zm9-", "Z===", "Zg=", "====", "=Zm9"})
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
}

}  // namespace
}  // namespace portero::base
