#include "core/sip/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/fields.hpp"

namespace portero::sip {
namespace {

using testing::ElementsAre;
using testing::Eq;
using testing::IsEmpty;
using testing::Optional;

Request invite() {
  Request request{MethodId::invite, parse_uri("sip:100@pbx").value(), {}, "v=0\r\n"};
  request.headers.append(HeaderId::via, "SIP/2.0/UDP a, SIP/2.0/UDP b");
  request.headers.append(HeaderId::via, "SIP/2.0/UDP c");
  request.headers.append(HeaderId::record_route, "<sip:p1;lr>");
  request.headers.append(HeaderId::record_route, "<sip:p2;lr>");
  request.headers.append(HeaderId::from, "<sip:door@pbx>;tag=1");
  request.headers.append(HeaderId::to, "sip:100@pbx");
  request.headers.append(HeaderId::call_id, "x@a");
  request.headers.append(HeaderId::cseq, "1 INVITE");
  request.headers.append(HeaderId::timestamp, "54");
  return request;
}

TEST(Request, IsWrittenInItsLongFormWithTheSizeOfItsBody) {
  Request request{Method::from_text("PING"), parse_uri("sip:h").value(), {}, "1234"};
  request.headers.append(HeaderName::from_text("v"), "SIP/2.0/UDP a");
  request.headers.append(HeaderName::from_text("X-Y"), "");
  request.headers.append(HeaderId::content_length, "99");
  EXPECT_EQ(to_string(request),
            "PING sip:h SIP/2.0\r\nVia: SIP/2.0/UDP a\r\nX-Y: \r\nContent-Length: 4\r\n\r\n1234");
}

TEST(Response, IsWrittenWithItsWordsOnOneLine) {
  const Response response{486, "Busy\r\nVia: x", {}, ""};
  EXPECT_EQ(to_string(response), "SIP/2.0 486 Busy  Via: x\r\nContent-Length: 0\r\n\r\n");
}

TEST(ResponseTo, CopiesWhatRfc3261Names) {
  const Response response = response_to(invite(), 486);
  EXPECT_EQ(response.reason, "Busy Here");
  EXPECT_THAT(response.headers.all(HeaderId::via),
              ElementsAre("SIP/2.0/UDP a, SIP/2.0/UDP b", "SIP/2.0/UDP c"));
  EXPECT_THAT(response.headers.first(HeaderId::from), Optional(Eq("<sip:door@pbx>;tag=1")));
  EXPECT_THAT(response.headers.first(HeaderId::to), Optional(Eq("sip:100@pbx")));
  EXPECT_THAT(response.headers.first(HeaderId::call_id), Optional(Eq("x@a")));
  EXPECT_THAT(response.headers.first(HeaderId::cseq), Optional(Eq("1 INVITE")));
  EXPECT_EQ(response.headers.size(), 6U);
  EXPECT_THAT(response.body, IsEmpty());
}

TEST(ResponseTo, CopiesRecordRouteWhereADialogMayBegin) {
  for (const int status : {180, 183, 200})
    EXPECT_THAT(response_to(invite(), status).headers.all(HeaderId::record_route),
                ElementsAre("<sip:p1;lr>", "<sip:p2;lr>"));
  for (const int status : {100, 302, 404})
    EXPECT_EQ(response_to(invite(), status).headers.count(HeaderId::record_route), 0U);
  Request options = invite();
  options.method = MethodId::options;
  EXPECT_EQ(response_to(options, 200).headers.count(HeaderId::record_route), 0U);
}

TEST(ResponseTo, CopiesTimestampInto100Only) {
  EXPECT_THAT(response_to(invite(), 100).headers.first(HeaderId::timestamp), Optional(Eq("54")));
  EXPECT_EQ(response_to(invite(), 180).headers.count(HeaderId::timestamp), 0U);
}

TEST(ToTag, IsAddedOnce) {
  Response response = response_to(invite(), 200, "Fine");
  EXPECT_EQ(response.reason, "Fine");
  EXPECT_TRUE(set_to_tag(response.headers, "t1"));
  EXPECT_TRUE(set_to_tag(response.headers, "t2"));
  EXPECT_THAT(response.headers.first(HeaderId::to), Optional(Eq("sip:100@pbx;tag=t1")));
  response.headers.set(HeaderId::to, "\"broken");
  EXPECT_FALSE(set_to_tag(response.headers, "t3"));
}

}  // namespace
}  // namespace portero::sip
