#include "core/sip/uri.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

using testing::Eq;
using testing::Optional;

SyntaxError refused(std::string_view text) {
  const auto uri = parse_uri(text);
  return uri ? SyntaxError{"accepted"} : uri.error();
}

TEST(Uri, HasAllThePartsOfRfc3261) {
  const Uri uri =
      parse_uri("sips:alice:secret@[2001:db8::1]:5061;transport=tcp;lr?Subject=a%20b&x=").value();
  EXPECT_EQ(uri.scheme, Scheme::sips);
  EXPECT_EQ(uri.user, "alice");
  EXPECT_THAT(uri.password, Optional(Eq("secret")));
  EXPECT_EQ(uri.host, "2001:db8::1");
  EXPECT_THAT(uri.port, Optional(5061));
  EXPECT_THAT(uri.parameters.value("transport"), Optional(Eq("tcp")));
  EXPECT_TRUE(uri.parameters.has("LR"));
  EXPECT_THAT(uri.headers,
              testing::ElementsAre(Uri::Header{"Subject", "a%20b"}, Uri::Header{"x", ""}));
}

TEST(Uri, IsWrittenBackByteForByte) {
  for (const std::string_view text :
       {"sip:h", "sip:alice@atlanta.com", "sips:1212@gateway.com", "sip:alice:@h",
        "sip:+1-212-555-1212:1234@gateway.com;user=phone", "sip:*21#@pbx", "sip:[::1]:5060;lr",
        "sip:%61lice@h?to=alice%40atlanta.com&priority=urgent", "sip:user;par=u%40example.net@h",
        "sip:null-%00-null@example.com", "tel:+358-555-1234567;postd=pp22",
        "tel:7042;phone-context=example.com", "nobodyKnowsThisScheme:totallyopaquecontent",
        "soap.beep://192.0.2.103:3002", "mailto:a@b?subject=x"})
    EXPECT_EQ(to_string(parse_uri(text).value()), text);
}

TEST(Uri, KnowsItsSchemeInAnyCase) {
  EXPECT_EQ(parse_uri("SIP:a@h").value().scheme, Scheme::sip);
  EXPECT_EQ(parse_uri("TEL:1").value().scheme, Scheme::tel);
  EXPECT_EQ(parse_uri("http://h").value().scheme, Scheme::other);
}

TEST(Uri, KeepsSemicolonsAndQuestionMarksBeforeTheAtInTheUser) {
  const Uri uri = parse_uri("sip:a;b=c?d@h;e").value();
  EXPECT_EQ(uri.user, "a;b=c?d");
  EXPECT_EQ(uri.parameters.size(), 1U);
}

TEST(Uri, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(refused(""), (SyntaxError{"expected a scheme, like sip:", 0}));
  EXPECT_EQ(refused("alice"), (SyntaxError{"expected a scheme, like sip:", 5}));
  EXPECT_EQ(refused("<sip:a@b>"), (SyntaxError{"expected a scheme, like sip:", 0}));
  EXPECT_EQ(refused("sip:"), (SyntaxError{"expected a host", 4}));
  EXPECT_EQ(refused("sip:@h"), (SyntaxError{"expected a user before '@'", 4}));
  EXPECT_EQ(refused("sip:a b@h"), (SyntaxError{"whitespace in a URI", 5}));
  EXPECT_EQ(refused("sip:h "), (SyntaxError{"whitespace in a URI", 5}));
  EXPECT_EQ(refused("sip:a@b@h"), (SyntaxError{"character not allowed in a URI", 7}));
  EXPECT_EQ(refused("sip:a%4@h"), (SyntaxError{"character not allowed before '@'", 5}));
  EXPECT_EQ(refused("sip:a@h:0"), (SyntaxError{"expected a port from 1 to 65535", 8}));
  EXPECT_EQ(refused("sip:a@h;"), (SyntaxError{"expected a parameter name", 8}));
  EXPECT_EQ(refused("sip:a@h;x="), (SyntaxError{"expected a parameter value after '='", 10}));
  EXPECT_EQ(refused("sip:a@h?x"), (SyntaxError{"expected '=' after the header name", 9}));
  EXPECT_EQ(refused("tel:"), (SyntaxError{"expected a telephone number", 4}));
  EXPECT_EQ(refused("mailto:"), (SyntaxError{"character not allowed in a URI", 7}));
  EXPECT_EQ(refused(std::string_view{"sip:a\0@h", 8}),
            (SyntaxError{"character not allowed before '@'", 5}));
  EXPECT_EQ(refused(std::string_view{"x:a\0", 4}).what, "character not allowed in a URI");
}

TEST(Uri, IsLimitedInSizeAndParameters) {
  const std::string start = "sip:";
  EXPECT_EQ(refused(start + std::string(max_uri_bytes, 'a')).what, "URI too long");
  std::string text = start + "h";
  for (std::size_t i = 0; i <= max_parameters; ++i) text += ";p";
  EXPECT_EQ(refused(text).what, "too many parameters");
}

TEST(PercentEncoding, IsUndoneAndMade) {
  EXPECT_EQ(percent_decoded("%61lice%40x%"), "alice@x%");
  EXPECT_EQ(percent_decoded("a%00b"), (std::string{"a\0b", 3}));
  EXPECT_EQ(percent_decoded("%zz"), "%zz");
  EXPECT_EQ(percent_encoded_user("1 0%@é;x"), "1%200%25%40%C3%A9;x");
}

}  // namespace
}  // namespace portero::sip
