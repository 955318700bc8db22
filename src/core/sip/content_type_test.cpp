#include "core/sip/content_type.hpp"

#include <gtest/gtest.h>

namespace portero::sip {
namespace {

TEST(ContentType, IsComparedWithoutCaseAndParameters) {
  const ContentType type = parse_content_type("Application / SDP ; charset=\"utf-8\"").value();
  EXPECT_TRUE(type.is("application/sdp"));
  EXPECT_FALSE(type.is("application/dtmf"));
  EXPECT_FALSE(type.is("application"));
  EXPECT_EQ(type.parameters.value("charset"), "utf-8");
  EXPECT_EQ(to_string(type), "Application/SDP;charset=\"utf-8\"");
}

TEST(ContentType, SaysWhatIsWrong) {
  EXPECT_EQ(parse_content_type("").error(), (SyntaxError{"expected a media type", 0}));
  EXPECT_EQ(parse_content_type("text").error(), (SyntaxError{"expected '/'", 4}));
  EXPECT_EQ(parse_content_type("text/").error(), (SyntaxError{"expected a media subtype", 5}));
  EXPECT_EQ(parse_content_type("a/b, c/d").error(), (SyntaxError{"unexpected character", 3}));
}

TEST(ContentDisposition, IsRequiredUnlessItSaysOtherwise) {
  EXPECT_FALSE(parse_content_disposition("session").value().optional());
  EXPECT_TRUE(parse_content_disposition("render;Handling=Optional").value().optional());
  EXPECT_EQ(parse_content_disposition(";x").error(), (SyntaxError{"expected a disposition", 0}));
}

TEST(ContentType, IsReadFromTheHeadersOnDemand) {
  Headers headers;
  EXPECT_EQ(content_type(headers).value(), std::nullopt);
  EXPECT_EQ(content_disposition(headers).value(), std::nullopt);
  headers.append(HeaderId::content_type, "text/plain");
  headers.append(HeaderId::content_disposition, "session");
  EXPECT_TRUE(content_type(headers).value()->is("text/plain"));
  EXPECT_EQ(content_disposition(headers).value()->type, "session");
}

}  // namespace
}  // namespace portero::sip
