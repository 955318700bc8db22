#include "core/sip/stun.hpp"

#include <string_view>

#include <gmock/gmock.h>

namespace portero::sip {
namespace {

using Bytes = std::vector<std::uint8_t>;

const StunTransactionId id{0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86, 0xfa, 0x87, 0xdf, 0xae};

// Header and XOR-MAPPED-ADDRESS of RFC 5769 section 2.2: 192.0.2.1 port 32853.
Bytes ipv4_response() {
  return {0x01, 0x01, 0x00, 0x0c, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7,
          0x01, 0xbc, 0x34, 0xd6, 0x86, 0xfa, 0x87, 0xdf, 0xae, 0x00, 0x20,
          0x00, 0x08, 0x00, 0x01, 0xa1, 0x47, 0xe1, 0x12, 0xa6, 0x43};
}

// RFC 5769 section 2.3: 2001:db8:1234:5678:11:2233:4455:6677 port 32853.
Bytes ipv6_response() {
  return {0x01, 0x01, 0x00, 0x18, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6,
          0x86, 0xfa, 0x87, 0xdf, 0xae, 0x00, 0x20, 0x00, 0x14, 0x00, 0x02, 0xa1, 0x47, 0x01, 0x13,
          0xa9, 0xfa, 0xa5, 0xd3, 0xf1, 0x79, 0xbc, 0x25, 0xf4, 0xb5, 0xbe, 0xd2, 0xb9, 0xd9};
}

std::string mapped(const Bytes& bytes) {
  const auto binding = parse_stun(bytes);
  if (!binding) return std::string{binding.error().what};
  return binding->mapped ? to_string(*binding->mapped) : "none";
}

TEST(Stun, ReadsTheResponsesOfRfc5769) {
  EXPECT_EQ(mapped(ipv4_response()), "192.0.2.1:32853");
  EXPECT_EQ(mapped(ipv6_response()), "[2001:db8:1234:5678:11:2233:4455:6677]:32853");
  EXPECT_EQ(parse_stun(ipv4_response())->transaction, id);
  EXPECT_EQ(parse_stun(ipv4_response())->kind, StunClass::success);
}

TEST(Stun, WritesWhatRfc5769Has) {
  EXPECT_EQ(to_bytes({StunClass::success, id, base::parse_endpoint("192.0.2.1:32853")}),
            ipv4_response());
  EXPECT_EQ(to_bytes({StunClass::success, id,
                      base::parse_endpoint("[2001:db8:1234:5678:11:2233:4455:6677]:32853")}),
            ipv6_response());
}

TEST(Stun, WritesARequestOfTwentyBytes) {
  const Bytes request = to_bytes({StunClass::request, id, std::nullopt});
  EXPECT_EQ(request.size(), 20U);
  EXPECT_EQ(request[1], 1);
  for (const StunClass kind :
       {StunClass::request, StunClass::indication, StunClass::success, StunClass::error})
    EXPECT_EQ(parse_stun(to_bytes({kind, id, std::nullopt})),
              (StunBinding{kind, id, std::nullopt}));
}

TEST(Stun, PassesOverAttributesThatItDoesNotKnow) {
  Bytes bytes = ipv4_response();
  const Bytes software{0x80, 0x22, 0x00, 0x03, 'a', 'b', 'c', ' '};
  bytes.insert(bytes.begin() + 20, software.begin(), software.end());
  bytes[3] += 8;
  EXPECT_EQ(mapped(bytes), "192.0.2.1:32853");
}

TEST(Stun, TakesThePlainAddressOfOldServersUnlessThereIsABetterOne) {
  Bytes bytes = ipv4_response();
  const Bytes plain{0x00, 0x01, 0x00, 0x08, 0x00, 0x01, 0x13, 0xc4, 10, 0, 0, 7};
  const Bytes xored{bytes.begin() + 20, bytes.end()};
  bytes.insert(bytes.end(), plain.begin(), plain.end());
  bytes[3] += 12;
  EXPECT_EQ(mapped(bytes), "192.0.2.1:32853");
  bytes.erase(bytes.begin() + 20, bytes.begin() + 32);
  bytes[3] -= 12;
  EXPECT_EQ(mapped(bytes), "10.0.0.7:5060");
  bytes.insert(bytes.end(), xored.begin(), xored.end());
  bytes[3] += 12;
  EXPECT_EQ(mapped(bytes), "192.0.2.1:32853");
}

TEST(Stun, IsToldFromSip) {
  EXPECT_TRUE(looks_like_stun(ipv4_response()));
  const std::string_view sip = "OPTIONS sip:door SIP/2.0\r\n\r\n";
  EXPECT_FALSE(looks_like_stun({reinterpret_cast<const std::uint8_t*>(sip.data()), sip.size()}));
  EXPECT_FALSE(looks_like_stun({}));
  EXPECT_FALSE(looks_like_stun(base::ByteView{ipv4_response()}.first(19)));
}

TEST(Stun, RefusesEachTruncation) {
  const Bytes whole = ipv6_response();
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(parse_stun(base::ByteView{whole}.first(size))) << size;
}

TEST(Stun, SaysWhatIsWrongAndWhere) {
  const auto error = [](std::size_t at, std::uint8_t byte) {
    Bytes bytes = ipv4_response();
    bytes[at] = byte;
    return parse_stun(bytes).error();
  };
  EXPECT_EQ(error(4, 0), (SyntaxError{"expected STUN", 0}));
  EXPECT_EQ(error(1, 2), (SyntaxError{"expected a Binding", 2}));
  EXPECT_EQ(error(3, 13), (SyntaxError{"expected the length of the datagram", 4}));
  EXPECT_EQ(error(23, 9), (SyntaxError{"expected the value of an attribute", 24}));
  EXPECT_EQ(error(25, 3), (SyntaxError{"expected an address", 32}));
  Bytes long_one(max_stun_bytes + 4);
  std::ranges::copy(ipv4_response(), long_one.begin());
  EXPECT_FALSE(parse_stun(long_one));
}

}  // namespace
}  // namespace portero::sip
