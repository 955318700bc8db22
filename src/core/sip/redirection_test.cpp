#include "core/sip/redirection.hpp"

#include <string>

#include <gtest/gtest.h>

namespace portero::sip {
namespace {

Uri uri(std::string_view text) { return parse_uri(text).value(); }

std::string next(Redirection& redirection) {
  const auto target = redirection.next();
  return target ? to_string(*target) : "nobody";
}

TEST(Redirection, TriesTheBestFirst) {
  Redirection redirection{uri("sip:201@example.com")};
  EXPECT_EQ(next(redirection), "nobody");
  redirection.redirected(parse_contacts("<sip:a@example.com>;q=0.25, <sip:b@example.com>;q=0.7, "
                                        "<sip:c@example.com>")
                             .value());
  EXPECT_EQ(next(redirection), "sip:c@example.com");
  EXPECT_EQ(next(redirection), "sip:b@example.com");
  EXPECT_EQ(next(redirection), "sip:a@example.com");
  EXPECT_EQ(next(redirection), "nobody");
}

// Two phones that forward to each other: the second 302 leads back to the first one.
TEST(Redirection, TriesNobodyTwice) {
  Redirection redirection{uri("sip:201@example.com")};
  redirection.redirected(parse_contacts("<sip:202@example.com>").value());
  EXPECT_EQ(next(redirection), "sip:202@example.com");
  redirection.redirected(parse_contacts("<sip:201@EXAMPLE.com>, <sip:202@example.com>").value());
  EXPECT_EQ(next(redirection), "nobody");
}

TEST(Redirection, PassesOverWhatIsNoSip) {
  Redirection redirection{uri("sip:201@example.com")};
  redirection.redirected(
      parse_contacts("<mailto:a@example.com>, <tel:+1>, <sips:202@example.com>").value());
  EXPECT_EQ(next(redirection), "sips:202@example.com");
  EXPECT_EQ(next(redirection), "nobody");
}

TEST(Redirection, KeepsASecureCallSecure) {
  Redirection redirection{uri("sips:201@example.com")};
  redirection.redirected(parse_contacts("<sip:202@example.com>").value());
  EXPECT_EQ(next(redirection), "nobody");
}

TEST(Redirection, EndsAfterFiveOfThem) {
  Redirection redirection{uri("sip:0@example.com")};
  for (int i = 1; i <= 6; ++i) {
    const std::string target = "sip:" + std::to_string(i) + "@example.com";
    redirection.redirected(parse_contacts("<" + target + ">").value());
    EXPECT_EQ(next(redirection), i <= 5 ? target : "nobody");
  }
}

TEST(Redirection, TriesEightTargetsAtMost) {
  Redirection redirection{uri("sip:0@example.com")};
  std::string list;
  for (int i = 1; i <= 20; ++i)
    list += (i == 1 ? "<sip:" : ", <sip:") + std::to_string(i) + "@example.com>";
  redirection.redirected(parse_contacts(list).value());
  int tried = 0;
  while (redirection.next()) ++tried;
  EXPECT_EQ(tried, 7);
}

}  // namespace
}  // namespace portero::sip
