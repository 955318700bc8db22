#include "core/osdp/key_text.hpp"

#include <gmock/gmock.h>

namespace portero::osdp {
namespace {

TEST(OsdpKeyText, ReadsWhatItWrites) {
  const std::string text = "00112233445566778899aabbccddeeff";
  const auto key = key_from_text(text);
  ASSERT_TRUE(key);
  EXPECT_EQ((*key)[15], 0xff);
  EXPECT_EQ(to_text(*key), text);
  EXPECT_EQ(key_from_text("00112233445566778899AABBCCDDEEFF"), key);
}

TEST(OsdpKeyText, IsWholeAndHexadecimal) {
  for (const std::string& text : {std::string{}, std::string(31, '0'), std::string(33, '0'),
                                  std::string(31, '0') + "g", std::string(31, '0') + " "})
    EXPECT_EQ(key_from_text(text), std::nullopt) << text;
}

}  // namespace
}  // namespace portero::osdp
