#include "core/sip/capabilities.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/message_for_test.hpp"
#include "core/sip/option_tags.hpp"

namespace portero::sip {
namespace {

TEST(Capabilities, EachAllowedMethodIsOneThatWeDo) {
  const auto methods = parse_methods(allowed_methods).value();
  EXPECT_EQ(methods.size(), 8U);
  for (const Method& method : methods) EXPECT_EQ(status_of_method(method), 0) << method.text();
}

TEST(Capabilities, OtherMethodsGetTheirStatus) {
  EXPECT_EQ(status_of_method(MethodId::refer), 405);
  EXPECT_EQ(status_of_method(MethodId::message), 405);
  EXPECT_EQ(status_of_method(MethodId::notify), 481);
  EXPECT_EQ(status_of_method(Method::from_text("NEWMETHOD")), 501);
}

TEST(Capabilities, NameWhatIsRequiredAndUnknown) {
  Request invite = invite_for_test();
  EXPECT_THAT(unsupported_requirements(invite.headers).value(), testing::IsEmpty());
  invite.headers.append(HeaderId::require, "timer, nothing, 100REL");
  invite.headers.append(HeaderId::require, "nada");
  EXPECT_THAT(unsupported_requirements(invite.headers).value(),
              testing::ElementsAre("nothing", "nada"));
}

TEST(Capabilities, SeeWhetherASessionDescriptionIsAccepted) {
  const auto accepted = [](std::string_view value) {
    Request invite = invite_for_test();
    invite.headers.append(HeaderId::accept, value);
    return accepts_sdp(invite.headers);
  };
  EXPECT_TRUE(accepts_sdp(invite_for_test().headers));
  EXPECT_TRUE(accepted("text/plain, Application/SDP;q=0.5"));
  EXPECT_TRUE(accepted("application/*"));
  EXPECT_TRUE(accepted("*/*"));
  EXPECT_TRUE(accepted(""));
  EXPECT_TRUE(accepted("application;sdp"));
  EXPECT_FALSE(accepted("text/plain, application/dtmf"));
}

TEST(Capabilities, ARefusalSaysWhatWouldHaveBeenRight) {
  EXPECT_EQ(refusal(options_for_test(), 405).headers.first(HeaderId::allow), allowed_methods);
  EXPECT_EQ(refusal(options_for_test(), 415).headers.first(HeaderId::accept), accepted_bodies);
  EXPECT_EQ(refusal(options_for_test(), 486).headers.first(HeaderId::allow), std::nullopt);
}

TEST(Capabilities, AreToldToWhoeverAsks) {
  const Response answer = answer_to_options(options_for_test());
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.first(HeaderId::allow), allowed_methods);
  EXPECT_EQ(answer.headers.first(HeaderId::supported), "100rel, timer");
}

}  // namespace
}  // namespace portero::sip
