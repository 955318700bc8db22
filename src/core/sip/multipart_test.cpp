#include "core/sip/multipart.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::string refused(std::string_view body, std::string_view boundary = "b") {
  const auto parts = parse_multipart(body, boundary);
  return parts ? "accepted" : std::string{parts.error().what};
}

TEST(Multipart, HoldsPartsWithHeadersOfTheirOwn) {
  const auto parts = parse_multipart(
      "preamble\r\n--b1\r\nc: application/sdp\r\nContent-Disposition: session\r\n\r\nv=0\r\n\r\n"
      "--b1  \r\n\r\nplain\r\n--b1--\r\nepilogue\r\n--b1\r\n",
      "b1");
  ASSERT_TRUE(parts);
  ASSERT_THAT(*parts, SizeIs(2));
  EXPECT_EQ((*parts)[0].headers.first(HeaderId::content_type), "application/sdp");
  EXPECT_EQ((*parts)[0].body, "v=0\r\n") << "the last line end belongs to the boundary";
  EXPECT_THAT((*parts)[1].headers, IsEmpty());
  EXPECT_EQ((*parts)[1].body, "plain");
}

TEST(Multipart, LooksForTheBoundaryAtTheStartOfLinesOnly) {
  const auto parts = parse_multipart("--b\n\nx --b\n--bc\n--b-\n -- b\n--b--", "b");
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->at(0).body, "x --b\n--bc\n--b-\n -- b");
}

TEST(Multipart, MayHoldEmptyAndBinaryParts) {
  const std::string binary{"\0\r\xff\n", 4};
  const std::vector<BodyPart> parts{{{}, ""}, {{}, binary}};
  EXPECT_EQ(parse_multipart(write_multipart(parts, "b"), "b"), parts);
  EXPECT_EQ(parse_multipart("--b\r\nX: y\r\n\r\n--b--", "b").value().at(0).body, "");
}

TEST(Multipart, BelievesTheLengthThatAPartGives) {
  EXPECT_EQ(parse_multipart("--b\r\nl: 3\r\n\r\nabc\r\n--b--", "b").value().at(0).body, "abc");
  EXPECT_EQ(refused("--b\r\nl: 9\r\n\r\nabc\r\n--b--"), "header of a part is broken");
}

TEST(Multipart, SaysWhatIsWrong) {
  EXPECT_EQ(refused(""), "expected a closing boundary");
  EXPECT_EQ(refused("--b--"), "expected a closing boundary");
  EXPECT_EQ(refused("--b\r\n\r\ntext"), "expected a closing boundary");
  EXPECT_EQ(refused("--b\r\nno colon\r\n\r\nx\r\n--b--"), "header of a part is broken");
  EXPECT_EQ(refused("--b\r\nX: y\r\n--b--"), "header of a part is broken");
  EXPECT_EQ(refused("----", ""), "not a boundary");
  EXPECT_EQ(refused("", "a\r\nb"), "not a boundary");
  EXPECT_EQ(refused("", "a "), "not a boundary");
  EXPECT_EQ(refused("", std::string(max_boundary_bytes + 1, 'a')), "not a boundary");
}

TEST(Multipart, HoldsALimitedNumberOfParts) {
  std::vector<BodyPart> parts(max_body_parts);
  EXPECT_THAT(parse_multipart(write_multipart(parts, "b"), "b").value(), SizeIs(max_body_parts));
  parts.emplace_back();
  EXPECT_EQ(refused(write_multipart(parts, "b")), "too many parts");
}

}  // namespace
}  // namespace portero::sip
