#include "core/ice/check.hpp"

#include <gmock/gmock.h>

#include "core/ice/stun_signature.hpp"
#include "core/sip/stun.hpp"

namespace portero::ice {
namespace {

using testing::IsEmpty;

constexpr std::uint16_t username = 0x0006;
constexpr std::uint16_t priority = 0x0024;
constexpr std::uint16_t use_candidate = 0x0025;
constexpr std::uint16_t ice_controlled = 0x8029;
constexpr std::uint16_t ice_controlling = 0x802a;

const base::Endpoint phone = *base::parse_endpoint("198.51.100.7:40000");
const Credentials credentials{"door", "our-password-of-24-letters", "fone"};
constexpr std::array<std::uint8_t, 4> some_priority{0x6e, 0, 1, 0xff};
constexpr std::array<std::uint8_t, 8> tie_breaker{1, 2, 3, 4, 5, 6, 7, 8};

base::ByteView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

StunMessage request(std::string_view name = "door:fone") {
  StunMessage message = sip::to_bytes({.kind = sip::StunClass::request, .transaction = {7}});
  append_attribute(message, username, bytes_of(name));
  append_attribute(message, priority, some_priority);
  return message;
}

StunMessage signed_with(StunMessage message, std::string_view password = credentials.password) {
  append_integrity(message, password);
  append_fingerprint(message);
  return message;
}

int error_of(const Reply& reply) {
  const base::ByteView answer{reply.answer};
  return answer[26] * 100 + answer[27];  // behind the header of the first attribute
}

void expect_refusal(const StunMessage& check, int code) {
  const Reply reply = reply_to(check, phone, credentials);
  EXPECT_EQ(reply.outcome, Outcome::refused);
  const auto answer = sip::parse_stun(reply.answer);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->kind, sip::StunClass::error);
  EXPECT_EQ(answer->transaction, sip::StunTransactionId{7});
  EXPECT_EQ(error_of(reply), code);
}

TEST(IceCheck, OfThePhoneIsToldWhereItCameFrom) {
  StunMessage check = request();
  append_attribute(check, ice_controlling, tie_breaker);
  const Reply reply = reply_to(signed_with(check), phone, credentials);
  EXPECT_EQ(reply.outcome, Outcome::passed);
  const sip::StunBinding told{sip::StunClass::success, {7}, phone};
  EXPECT_EQ(sip::parse_stun(reply.answer), told);
  EXPECT_EQ(reply.answer, signed_with(sip::to_bytes(told)));
}

TEST(IceCheck, NominatesWithUseCandidate) {
  StunMessage check = request();
  append_attribute(check, use_candidate, {});
  EXPECT_EQ(reply_to(signed_with(check), phone, credentials).outcome, Outcome::nominated);
}

// RFC 5769 section 2.1, made by others. Its sender believes to be led, as we do.
TEST(IceCheck, OfRfc5769HasTheRightSignature) {
  const StunMessage sample{0x00, 0x01, 0x00, 0x58, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7, 0x01,
                           0xbc, 0x34, 0xd6, 0x86, 0xfa, 0x87, 0xdf, 0xae, 0x80, 0x22, 0x00, 0x10,
                           0x53, 0x54, 0x55, 0x4e, 0x20, 0x74, 0x65, 0x73, 0x74, 0x20, 0x63, 0x6c,
                           0x69, 0x65, 0x6e, 0x74, 0x00, 0x24, 0x00, 0x04, 0x6e, 0x00, 0x01, 0xff,
                           0x80, 0x29, 0x00, 0x08, 0x93, 0x2f, 0xf9, 0xb1, 0x51, 0x26, 0x3b, 0x36,
                           0x00, 0x06, 0x00, 0x09, 0x65, 0x76, 0x74, 0x6a, 0x3a, 0x68, 0x36, 0x76,
                           0x59, 0x20, 0x20, 0x20, 0x00, 0x08, 0x00, 0x14, 0x9a, 0xea, 0xa7, 0x0c,
                           0xbf, 0xd8, 0xcb, 0x56, 0x78, 0x1e, 0xf2, 0xb5, 0xb2, 0xd3, 0xf2, 0x49,
                           0xc1, 0xb5, 0x71, 0xa2, 0x80, 0x28, 0x00, 0x04, 0xe5, 0x7a, 0x3b, 0xcf};
  const Credentials theirs{"evtj", "VOkJxbRl1RmTxUk/WvJxBt", "h6vY"};
  EXPECT_EQ(error_of(reply_to(sample, phone, theirs)), 487);
  EXPECT_EQ(error_of(reply_to(sample, phone, credentials)), 401);
}

TEST(IceCheck, IsRefusedWithoutOurPassword) {
  expect_refusal(signed_with(request(), "guessed"), 401);
  expect_refusal(signed_with(request("door:else")), 401);
  expect_refusal(signed_with(request("fone:door")), 401);
  expect_refusal(request(), 400);
  expect_refusal(signed_with(sip::to_bytes({.kind = sip::StunClass::request, .transaction = {7}})),
                 400);
}

TEST(IceCheck, IsRefusedWhenItWasChangedOnItsWay) {
  StunMessage check = request();
  append_integrity(check, credentials.password);
  check[30] ^= 1;
  append_fingerprint(check);
  expect_refusal(check, 401);
}

TEST(IceCheck, IsNothingWithAWrongFingerprint) {
  StunMessage check = signed_with(request());
  check.back() ^= 1;
  EXPECT_EQ(reply_to(check, phone, credentials), Reply{});
}

// Nothing behind the signature counts, or a stranger could nominate by what he appends.
TEST(IceCheck, BelievesNothingBehindTheSignature) {
  StunMessage check = request();
  append_integrity(check, credentials.password);
  append_attribute(check, use_candidate, {});
  append_fingerprint(check);
  EXPECT_EQ(reply_to(check, phone, credentials).outcome, Outcome::passed);
}

TEST(IceCheck, IsToldWhichAttributeWeDoNotKnow) {
  StunMessage check = request();
  append_attribute(check, 0x7001, some_priority);
  expect_refusal(signed_with(check), 420);
  StunMessage optional = request();
  append_attribute(optional, 0xC057, some_priority);
  EXPECT_EQ(reply_to(signed_with(optional), phone, credentials).outcome, Outcome::passed);
}

TEST(IceCheck, LeavesTheLeadToThePhone) {
  StunMessage check = request();
  append_attribute(check, ice_controlled, tie_breaker);
  expect_refusal(signed_with(check), 487);
}

TEST(IceCheck, IsNothingWhereNothingIsAsked) {
  for (const auto kind :
       {sip::StunClass::indication, sip::StunClass::success, sip::StunClass::error})
    EXPECT_EQ(reply_to(signed_with(sip::to_bytes({.kind = kind})), phone, credentials), Reply{});
  EXPECT_THAT(reply_to({}, phone, credentials).answer, IsEmpty());
}

}  // namespace
}  // namespace portero::ice
