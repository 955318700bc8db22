#include "core/sip/option_tags.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(OptionTags, AreTokensInOneOrMoreFields) {
  Headers headers;
  headers.append(HeaderName::from_text("k"), "100rel , timer");
  headers.append(HeaderId::supported, "");
  headers.append(HeaderId::supported, "replaces");
  headers.append(HeaderId::require, "a");
  headers.append(HeaderId::proxy_require, "b");
  headers.append(HeaderId::unsupported, "c");
  EXPECT_THAT(supported(headers).value(), ElementsAre("100rel", "timer", "replaces"));
  EXPECT_THAT(require(headers).value(), ElementsAre("a"));
  EXPECT_THAT(proxy_require(headers).value(), ElementsAre("b"));
  EXPECT_THAT(unsupported(headers).value(), ElementsAre("c"));
  EXPECT_THAT(require(Headers{}).value(), IsEmpty());
}

TEST(OptionTags, AreFoundInAnyCase) {
  EXPECT_TRUE(has_option({"100Rel"}, "100rel"));
  EXPECT_FALSE(has_option({"timer"}, "100rel"));
  EXPECT_EQ(to_string(std::vector<std::string>{"a", "b"}), "a, b");
}

TEST(OptionTags, SayWhatIsWrong) {
  EXPECT_EQ(parse_option_tags("a,,b").error(), (SyntaxError{"expected an option tag", 2}));
  EXPECT_EQ(parse_option_tags("a b").error(), (SyntaxError{"unexpected character", 2}));
  std::string many = "a";
  for (std::size_t i = 0; i < max_list_elements; ++i) many += ",a";
  EXPECT_EQ(parse_option_tags(many).error().what, "too many elements");
}

TEST(Allow, ListsMethods) {
  Headers headers;
  headers.append(HeaderId::allow, "INVITE, FOO");
  const auto methods = allow(headers).value();
  EXPECT_THAT(methods, ElementsAre(Method{MethodId::invite}, Method::from_text("FOO")));
  EXPECT_EQ(to_string(methods), "INVITE, FOO");
  EXPECT_EQ(parse_methods("INVITE,").error().what, "expected a method");
  EXPECT_THAT(parse_methods("").value(), IsEmpty());
}

}  // namespace
}  // namespace portero::sip
