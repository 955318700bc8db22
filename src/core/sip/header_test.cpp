#include "core/sip/header.hpp"

#include <utility>

#include <gtest/gtest.h>

#include "core/sip/method.hpp"

namespace portero::sip {
namespace {

TEST(HeaderName, IsKnownInAnyCaseAndInItsCompactForm) {
  EXPECT_EQ(HeaderName::from_text("MaX-fOrWaRdS"), HeaderName{HeaderId::max_forwards});
  const std::pair<const char*, HeaderId> compact[] = {{"i", HeaderId::call_id},
                                                      {"M", HeaderId::contact},
                                                      {"e", HeaderId::content_encoding},
                                                      {"l", HeaderId::content_length},
                                                      {"c", HeaderId::content_type},
                                                      {"f", HeaderId::from},
                                                      {"s", HeaderId::subject},
                                                      {"k", HeaderId::supported},
                                                      {"t", HeaderId::to},
                                                      {"V", HeaderId::via},
                                                      {"o", HeaderId::event},
                                                      {"u", HeaderId::allow_events},
                                                      {"r", HeaderId::refer_to},
                                                      {"b", HeaderId::referred_by},
                                                      {"x", HeaderId::session_expires}};
  for (const auto& [letter, id] : compact) EXPECT_EQ(HeaderName::from_text(letter).id(), id);
}

TEST(HeaderName, IsWrittenInItsLongForm) {
  EXPECT_EQ(HeaderName::from_text("i").text(), "Call-ID");
  EXPECT_EQ(HeaderName::from_text("CSEQ").text(), "CSeq");
  EXPECT_EQ(HeaderName::from_text("y").text(), "Identity");
  EXPECT_EQ(HeaderName::from_text("j").text(), "Reject-Contact");
}

TEST(HeaderName, KeepsTheTextOfAnotherAndComparesItWithoutCase) {
  const HeaderName name = HeaderName::from_text("X-Door");
  EXPECT_EQ(name.id(), HeaderId::other);
  EXPECT_EQ(name.text(), "X-Door");
  EXPECT_EQ(name, HeaderName::from_text("x-dOOR"));
  EXPECT_NE(name, HeaderName::from_text("X-Gate"));
}

TEST(HeaderName, TellsWhichFieldsHoldLists) {
  EXPECT_TRUE(may_hold_list(HeaderId::via));
  EXPECT_TRUE(may_hold_list(HeaderId::contact));
  EXPECT_FALSE(may_hold_list(HeaderId::from));
  EXPECT_FALSE(may_hold_list(HeaderId::www_authenticate));
  EXPECT_FALSE(may_hold_list(HeaderId::other));
}

TEST(Method, IsKnownInItsOwnCaseOnly) {
  EXPECT_EQ(Method::from_text("INVITE").id(), MethodId::invite);
  EXPECT_EQ(Method::from_text("REGISTER"), Method{MethodId::register_});
  EXPECT_EQ(Method::from_text("invite").id(), MethodId::other);
  EXPECT_EQ(Method::from_text("invite").text(), "invite");
  EXPECT_EQ(Method{MethodId::prack}.text(), "PRACK");
  EXPECT_NE(Method::from_text("A"), Method::from_text("B"));
}

}  // namespace
}  // namespace portero::sip
