#include "io/media/webrtc/protection.hpp"

#include <gtest/gtest.h>

#include "core/rtp/header.hpp"
#include "core/rtp/reports.hpp"
#include "io/media/webrtc/limits.hpp"

namespace portero::webrtc {
namespace {

using rtp::Bytes;

const Bytes key(Protection::key_bytes, 7);
const Bytes other_key(Protection::key_bytes, 8);

Bytes packet(std::uint16_t number, std::uint32_t ssrc = 5) {
  Bytes bytes;
  append(bytes, rtp::Header{.payload_type = 96, .sequence_number = number, .ssrc = ssrc});
  bytes.insert(bytes.end(), {1, 2, 3});
  return bytes;
}

class ProtectionTest : public testing::Test {
 protected:
  Protection ours_ = Protection::of_ours(key).value();
  Protection theirs_ = Protection::of_theirs(key).value();
};

TEST_F(ProtectionTest, IsUndoneByWhoHasTheKey) {
  Bytes bytes = packet(1);
  ASSERT_TRUE(ours_.protect(bytes));
  EXPECT_EQ(bytes.size(), packet(1).size() + 10) << "HMAC-SHA1 of 80 bits";
  EXPECT_NE((Bytes{bytes.begin() + 12, bytes.begin() + 15}), (Bytes{1, 2, 3}));
  ASSERT_TRUE(theirs_.unprotect(bytes));
  EXPECT_EQ(bytes, packet(1));
}

TEST_F(ProtectionTest, ProtectsReports) {
  const Bytes plain = rtp::compound_of(rtp::ReceptionReport{.ssrc = 1}, 5, "portero");
  Bytes bytes = plain;
  ASSERT_TRUE(ours_.protect_rtcp(bytes));
  EXPECT_EQ(bytes.size(), plain.size() + 14) << "and its number";
  ASSERT_TRUE(theirs_.unprotect_rtcp(bytes));
  EXPECT_EQ(bytes, plain);
}

TEST_F(ProtectionTest, RefusesWhatWasChanged) {
  Bytes bytes = packet(1);
  ASSERT_TRUE(ours_.protect(bytes));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    Bytes changed = bytes;
    changed[i] ^= 1;
    EXPECT_FALSE(theirs_.unprotect(changed)) << i;
  }
}

TEST_F(ProtectionTest, RefusesWhatCameBefore) {
  Bytes bytes = packet(1);
  ASSERT_TRUE(ours_.protect(bytes));
  Bytes again = bytes;
  EXPECT_TRUE(theirs_.unprotect(bytes));
  EXPECT_FALSE(theirs_.unprotect(again));
}

// Two packets under one number would tell both.
TEST_F(ProtectionTest, SendsNoNumberTwice) {
  Bytes bytes = packet(1);
  ASSERT_TRUE(ours_.protect(bytes));
  Bytes again = packet(1);
  EXPECT_FALSE(ours_.protect(again));
}

TEST_F(ProtectionTest, RefusesAnotherKey) {
  Protection stranger = Protection::of_ours(other_key).value();
  Bytes bytes = packet(1);
  ASSERT_TRUE(stranger.protect(bytes));
  EXPECT_FALSE(theirs_.unprotect(bytes));
}

// libsrtp remembers each source for ever, and looks through all of them for each packet.
TEST_F(ProtectionTest, KnowsOnlySoManySources) {
  const auto comes = [&](std::uint16_t number, std::uint32_t ssrc) {
    Bytes bytes = packet(number, ssrc);
    return ours_.protect(bytes) && theirs_.unprotect(bytes);
  };
  Bytes forged = packet(1, 99);
  forged.resize(forged.size() + 10);
  EXPECT_FALSE(theirs_.unprotect(forged)) << "takes nobody's place";
  for (std::uint32_t ssrc = 0; ssrc < max_their_sources; ++ssrc) EXPECT_TRUE(comes(1, ssrc));
  EXPECT_FALSE(comes(1, 1000));
  EXPECT_TRUE(comes(2, 0));
  Bytes report = rtp::compound_of(rtp::ReceptionReport{.ssrc = 1}, 1000, "portero");
  ASSERT_TRUE(ours_.protect_rtcp(report));
  EXPECT_FALSE(theirs_.unprotect_rtcp(report));
}

TEST_F(ProtectionTest, RefusesWhatIsNoPacket) {
  for (std::size_t size = 0; size < 40; ++size) {
    Bytes bytes(size, 0x80);
    EXPECT_FALSE(theirs_.unprotect(bytes)) << size;
    Bytes report(size, 0x80);
    EXPECT_FALSE(theirs_.unprotect_rtcp(report)) << size;
  }
}

TEST(ProtectionKey, IsOfOneLength) {
  for (const std::size_t size : {0U, 16U, 29U, 31U}) {
    EXPECT_FALSE(Protection::of_ours(Bytes(size, 7)));
    EXPECT_FALSE(Protection::of_theirs(Bytes(size, 7)));
  }
}

}  // namespace
}  // namespace portero::webrtc
