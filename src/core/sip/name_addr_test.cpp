#include "core/sip/name_addr.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

using testing::Eq;
using testing::Optional;
using testing::SizeIs;

NameAddr one(std::string_view text) { return parse_name_addr(text).value(); }

SyntaxError refused(std::string_view text) {
  const auto name_addr = parse_name_addr(text);
  return name_addr ? SyntaxError{"accepted"} : name_addr.error();
}

TEST(NameAddr, HasANameAUriAndParameters) {
  const NameAddr from = one(R"("J Rosenberg \\\""  <sip:jdrosen@example.com;lr> ; tag = 98asjd8)");
  EXPECT_EQ(from.display_name, R"(J Rosenberg \")");
  EXPECT_EQ(to_string(from.uri), "sip:jdrosen@example.com;lr");
  EXPECT_THAT(from.tag(), Optional(Eq("98asjd8")));
  EXPECT_EQ(to_string(from), R"("J Rosenberg \\\"" <sip:jdrosen@example.com;lr>;tag=98asjd8)");
}

TEST(NameAddr, GivesParametersToTheHeaderWhenNoBracketsAreThere) {
  const NameAddr contact = one("sip:a@b;x=1");
  EXPECT_TRUE(contact.uri.parameters.empty());
  EXPECT_THAT(contact.parameters.value("x"), Optional(Eq("1")));
  EXPECT_EQ(to_string(contact), "<sip:a@b>;x=1");
}

TEST(NameAddr, TakesNamesWithoutQuotesAsPhonesSendThem) {
  EXPECT_EQ(one("caller<sip:a@b>").display_name, "caller");
  EXPECT_EQ(one("J. Doe (home)  <sip:a@b>").display_name, "J. Doe (home)");
  EXPECT_EQ(one("Türe <sip:a@b>").display_name, "Türe");
  EXPECT_EQ(one("T\xfcre <sip:a@b>").display_name, "T\xef\xbf\xbdre");
  EXPECT_EQ(one("\"\" <sip:a@b>").display_name, "");
}

TEST(NameAddr, TakesAnySchemeOfUri) {
  EXPECT_EQ(one("isbn:2983792873").uri.opaque, "isbn:2983792873");
  EXPECT_EQ(one("<http://www.example.com?a=b>").uri.scheme, Scheme::other);
}

TEST(NameAddr, MayBeOneOfSeveral) {
  const auto list = parse_name_addrs(R"("a,b<c" <sip:a@h?x=1,2>;q=0.1, sip:d@h;e="f,g" ,<sips:h>)");
  ASSERT_FALSE(list) << "the comma in the URI must be escaped";
  const auto good = parse_name_addrs(R"("a,b<c" <sip:a,b@h>;q=0.1, sip:d@h;e="f,g" ,<sips:h>)");
  ASSERT_THAT(good.value(), SizeIs(3));
  EXPECT_EQ(good.value()[0].uri.user, "a,b");
  EXPECT_EQ(good.value()[1].uri.user, "d");
}

TEST(NameAddr, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(refused(""), (SyntaxError{"expected a scheme, like sip:", 0}));
  EXPECT_EQ(refused("Bell, Alexander <sip:a@b>"), (SyntaxError{"expected a scheme, like sip:", 4}));
  EXPECT_EQ(refused("\"A <sip:a@b>"), (SyntaxError{"expected a closing quote", 12}));
  EXPECT_EQ(refused("\"A\" sip:a@b"), (SyntaxError{"expected '<'", 4}));
  EXPECT_EQ(refused("A <sip:a@b"), (SyntaxError{"expected '>'", 3}));
  EXPECT_EQ(refused("A < sip:a@b >").what, "whitespace in a URI");
  EXPECT_EQ(refused("sip:a@b?Route=%3Csip:c%3E"),
            (SyntaxError{"a URI with '?' needs <> around it", 0}));
  EXPECT_EQ(refused("<sip:a@b> x"), (SyntaxError{"unexpected character", 10}));
  EXPECT_EQ(refused("<sip:a@b>, <sip:c@d>"), (SyntaxError{"unexpected character", 9}));
  EXPECT_EQ(refused("<sip:a@b:0>"), (SyntaxError{"expected a port from 1 to 65535", 9}));
}

TEST(Contacts, MayBeAStarAlone) {
  EXPECT_EQ(parse_contacts(" * "), (Contacts{true, {}}));
  EXPECT_EQ(to_string(Contacts{true, {}}), "*");
  EXPECT_FALSE(parse_contacts("*, <sip:a@b>"));
  const auto contacts = parse_contacts("<sip:a@b>;expires=5,<sip:c@d>");
  ASSERT_TRUE(contacts);
  EXPECT_EQ(to_string(*contacts), "<sip:a@b>;expires=5, <sip:c@d>");
}

TEST(Contacts, AreLimitedInNumber) {
  std::string text = "<sip:a@b>";
  for (std::size_t i = 0; i < max_list_elements; ++i) text += ",<sip:a@b>";
  EXPECT_EQ(parse_contacts(text).error().what, "too many elements");
}

}  // namespace
}  // namespace portero::sip
