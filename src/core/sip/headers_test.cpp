#include "core/sip/headers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::sip {
namespace {

using testing::ElementsAre;
using testing::Eq;
using testing::Optional;

TEST(Headers, KeepTheirOrder) {
  Headers headers;
  headers.append(HeaderId::via, "second");
  headers.append(HeaderName::from_text("X"), " x\t");
  headers.append(HeaderId::via, "third");
  headers.prepend(HeaderId::via, "first");
  EXPECT_THAT(headers.all(HeaderId::via), ElementsAre("first", "second", "third"));
  EXPECT_THAT(headers.first(HeaderName::from_text("x")), Optional(Eq("x")));
  EXPECT_EQ(headers.first(HeaderId::to), std::nullopt);
  EXPECT_EQ(headers.count(HeaderId::via), 3U);
}

TEST(Headers, AreSetInPlace) {
  Headers headers;
  headers.append(HeaderId::route, "a");
  headers.append(HeaderId::to, "b");
  headers.append(HeaderId::route, "c");
  headers.set_first(HeaderId::route, "d");
  EXPECT_THAT(headers.all(HeaderId::route), ElementsAre("d", "c"));
  headers.set(HeaderId::route, "e");
  EXPECT_EQ(headers.begin()->value, "e");
  EXPECT_EQ(headers.size(), 2U);
  headers.remove(HeaderId::route);
  headers.set(HeaderId::route, "f");
  EXPECT_THAT(headers.all(HeaderId::route), ElementsAre("f"));
}

TEST(Headers, LetNoValueStartANewLine) {
  Headers headers;
  headers.append(HeaderId::subject, "a\r\nVia: b\n");
  EXPECT_THAT(headers.first(HeaderId::subject), Optional(Eq("a  Via: b")));
}

}  // namespace
}  // namespace portero::sip
