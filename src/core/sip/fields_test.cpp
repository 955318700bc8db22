#include "core/sip/fields.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

using testing::IsEmpty;
using testing::Optional;
using testing::SizeIs;

Headers with(HeaderId id, std::initializer_list<std::string_view> values) {
  Headers headers;
  for (const std::string_view value : values) headers.append(id, value);
  return headers;
}

TEST(Fields, NameTheHeaderTheFaultAndThePlace) {
  EXPECT_EQ(from(with(HeaderId::from, {"<sip:a@b"})).error(),
            (HeaderError{HeaderId::from, "expected '>'", 1}));
  EXPECT_EQ(to_string(from(with(HeaderId::from, {"<sip:a@b"})).error()),
            "From: expected '>' at byte 1");
  EXPECT_EQ(to_string(to(Headers{}).error()), "To: missing");
}

TEST(Fields, ReadAListThatIsSplitOverSeveralHeaders) {
  const auto list =
      vias(with(HeaderId::via, {"SIP/2.0/UDP a, SIP/2.0/UDP b", "SIP/2.0/UDP c"})).value();
  ASSERT_THAT(list, SizeIs(3));
  EXPECT_EQ(list[2].host, "c");
  EXPECT_THAT(routes(Headers{}).value(), IsEmpty());
  EXPECT_THAT(record_routes(with(HeaderId::record_route, {"<sip:a;lr>,<sip:b;lr>"})).value(),
              SizeIs(2));
}

TEST(Fields, LimitAListOverAllItsHeaders) {
  Headers headers;
  for (std::size_t i = 0; i <= max_vias; ++i) headers.append(HeaderId::via, "SIP/2.0/UDP a");
  EXPECT_EQ(vias(headers).error(), (HeaderError{HeaderId::via, "too many elements"}));
}

TEST(Fields, WantAtLeastOneVia) {
  EXPECT_EQ(vias(Headers{}).error(), (HeaderError{HeaderId::via, "missing"}));
  EXPECT_EQ(top_via(with(HeaderId::via, {"SIP/2.0/UDP a, SIP/2.0/UDP b"})).value().host, "a");
}

TEST(Fields, ReplaceTheTopViaAndLeaveTheOthers) {
  Headers headers = with(HeaderId::via, {"SIP/2.0/UDP a;rport , SIP/2.0/UDP b", "SIP/2.0/UDP c"});
  Via via = top_via(headers).value();
  stamp_source(via, "192.0.2.1", 99);
  EXPECT_TRUE(replace_top_via(headers, via));
  EXPECT_THAT(headers.all(HeaderId::via),
              testing::ElementsAre("SIP/2.0/UDP a;rport=99;received=192.0.2.1, SIP/2.0/UDP b",
                                   "SIP/2.0/UDP c"));
  Headers none;
  EXPECT_FALSE(replace_top_via(none, via));
}

TEST(Fields, ReadSecondsThatDoNotFitAsTheMost) {
  EXPECT_THAT(expires(with(HeaderId::expires, {"3600"})).value(), Optional(3600U));
  EXPECT_THAT(expires(with(HeaderId::expires, {"10000000000000000000000"})).value(),
              Optional(4294967295U));
  EXPECT_EQ(expires(Headers{}).value(), std::nullopt);
  EXPECT_EQ(expires(with(HeaderId::expires, {""})).error().what, "expected a number of seconds");
  EXPECT_EQ(min_expires(with(HeaderId::min_expires, {"-5"})).error().header, HeaderId::min_expires);
}

TEST(Fields, TakeHopsUpTo255) {
  EXPECT_THAT(max_forwards(with(HeaderId::max_forwards, {"0068"})).value(), Optional(68));
  EXPECT_EQ(max_forwards(with(HeaderId::max_forwards, {"256"})).error().what,
            "expected a number from 0 to 255");
}

TEST(Fields, TakeACallIdOfAnyWord) {
  EXPECT_EQ(call_id(with(HeaderId::call_id, {"{a}<b>@[::1]/\"?"})).value(), "{a}<b>@[::1]/\"?");
  EXPECT_EQ(call_id(with(HeaderId::call_id, {""})).error().what, "expected a call id");
  EXPECT_EQ(call_id(with(HeaderId::call_id, {"a b"})).error(),
            (HeaderError{HeaderId::call_id, "unexpected character", 1}));
}

TEST(Fields, AllowAStarOnlyAsTheOneContact) {
  EXPECT_TRUE(contacts(with(HeaderId::contact, {"*"})).value().all);
  EXPECT_THAT(contacts(with(HeaderId::contact, {"<sip:a@b>", "<sip:c@d>"})).value().list,
              SizeIs(2));
  EXPECT_EQ(contacts(with(HeaderId::contact, {"*", "<sip:a@b>"})).error().what, "'*' stands alone");
}

TEST(Fields, ReadTheRestOnDemand) {
  EXPECT_EQ(refer_to(with(HeaderId::refer_to, {"<sip:a@b>"})).value().value().uri.user, "a");
  EXPECT_EQ(refer_to(Headers{}).value(), std::nullopt);
  EXPECT_THAT(rseq(with(HeaderId::rseq, {"1"})).value(), Optional(1U));
  EXPECT_THAT(rack(with(HeaderId::rack, {"1 2 INVITE"})).value(),
              Optional(RAck{1, {2, MethodId::invite}}));
  EXPECT_THAT(
      asserted_identities(with(HeaderId::p_asserted_identity, {"<sip:a@b>,<tel:1>"})).value(),
      SizeIs(2));
  EXPECT_THAT(service_routes(with(HeaderId::service_route, {"<sip:a;lr>"})).value(), SizeIs(1));
}

}  // namespace
}  // namespace portero::sip
