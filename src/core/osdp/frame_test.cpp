#include "core/osdp/frame.hpp"

#include <gmock/gmock.h>

#include "core/osdp/captured_for_tests.hpp"
#include "core/osdp/check.hpp"
#include "core/osdp/hex_for_tests.hpp"

namespace portero::osdp {
namespace {

// Of the tests of OSDP.Net (github.com/bytedreamer/OSDP.Net): POLL with a CRC and a checksum, BUZ,
// the PDID of a reader and its ACK.
constexpr std::string_view poll = "53 00 08 00 06 60 89 cc";
constexpr std::string_view poll_with_checksum = "53 00 07 00 02 60 44";
constexpr std::string_view buz = "53 00 0d 00 06 6a 00 02 02 02 01 59 92";
constexpr std::string_view pdid = "53 80 14 00 06 45 00 0e e3 10 10 00 00 74 97 23 06 06 1b 88";
constexpr std::string_view ack = "53 80 08 00 05 40 68 9f";

TEST(OsdpCheck, IsThatOfThePublishedFrames) {
  EXPECT_EQ(crc(hex("53 00 08 00 06 60")), 0xcc89);
  EXPECT_EQ(checksum(hex("53 00 07 00 02 60")), 0x44);
  // The CRC's own check value: CRC-16/SPI-FUJITSU of the CRC RevEng catalogue.
  EXPECT_EQ(crc(hex("31 32 33 34 35 36 37 38 39")), 0xe5cc);
}

TEST(OsdpFrame, ReadsAPoll) {
  const Frame expected{.sequence = 2, .code = 0x60};
  EXPECT_EQ(parse_frame(hex(poll)), expected);
  EXPECT_TRUE(expected.is(Command::poll));
}

TEST(OsdpFrame, ReadsAChecksum) {
  EXPECT_EQ(parse_frame(hex(poll_with_checksum)),
            (Frame{.sequence = 2, .check = Check::checksum, .code = 0x60}));
}

TEST(OsdpFrame, ReadsDataAndReplies) {
  EXPECT_EQ(parse_frame(hex(buz)), (Frame{.sequence = 2, .code = 0x6a, .data = {0, 2, 2, 2, 1}}));
  const auto of_reader = parse_frame(hex(pdid));
  ASSERT_TRUE(of_reader);
  EXPECT_TRUE(of_reader->is(Reply::pdid));
  EXPECT_EQ(of_reader->data.size(), 12);
  EXPECT_EQ(parse_frame(hex(ack)), (Frame{.is_reply = true, .sequence = 1, .code = 0x40}));
}

TEST(OsdpFrame, ReadsSecurityBlockAndMac) {
  EXPECT_EQ(parse_frame(hex(captured::ack)), (Frame{.is_reply = true,
                                                    .sequence = 3,
                                                    .security = SecurityBlock{0x16},
                                                    .code = 0x40,
                                                    .mac = Mac{0xb1, 0x89, 0x2d, 0xfe}}));
  const auto challenge = parse_frame(hex(captured::chlng));
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->security, (SecurityBlock{0x11, {0}}));
  EXPECT_EQ(challenge->data, hex("cd cd 92 12 12 d3 ee 6a"));
  EXPECT_EQ(challenge->mac, std::nullopt);
}

TEST(OsdpFrame, WritesWhatItHasRead) {
  for (const std::string_view text :
       {poll, poll_with_checksum, buz, pdid, ack, captured::chlng, captured::ccrypt,
        captured::scrypt, captured::rmac_i, captured::keyset, captured::ack}) {
    const auto frame = parse_frame(hex(text));
    ASSERT_TRUE(frame) << text;
    EXPECT_EQ(to_bytes(*frame), hex(text));
  }
}

// No single wrong bit passes.
TEST(OsdpFrame, RefusesEachFlippedBit) {
  for (const std::string_view text : {poll, buz, captured::keyset}) {
    for (std::size_t bit = 0; bit < hex(text).size() * 8; ++bit) {
      Bytes noisy = hex(text);
      noisy[bit / 8] = static_cast<std::uint8_t>(noisy[bit / 8] ^ 1U << bit % 8);
      EXPECT_FALSE(parse_frame(noisy)) << text << ", bit " << bit;
    }
  }
}

TEST(OsdpFrame, RefusesWhatDoesNotFit) {
  EXPECT_EQ(parse_frame({}).error(), FrameError::no_frame);
  EXPECT_EQ(parse_frame(hex("53 00 08 00 06 60 89")).error(), FrameError::no_frame);
  const auto with_check = [](Bytes bytes) {
    const std::uint16_t check = crc(bytes);
    bytes.push_back(static_cast<std::uint8_t>(check));
    bytes.push_back(static_cast<std::uint8_t>(check >> 8U));
    return parse_frame(bytes);
  };
  // No code; a security block that is shorter than itself, longer than the frame, without a MAC.
  EXPECT_EQ(with_check(hex("53 00 07 00 04")).error(), FrameError::malformed);
  EXPECT_EQ(with_check(hex("53 00 09 00 0c 01 60")).error(), FrameError::malformed);
  EXPECT_EQ(with_check(hex("53 00 0a 00 0c 09 15 60")).error(), FrameError::malformed);
  EXPECT_EQ(with_check(hex("53 00 0d 00 0c 02 15 60 01 02 03")).error(), FrameError::malformed);
  EXPECT_TRUE(with_check(hex("53 00 0e 00 0c 02 15 60 01 02 03 04")));
}

}  // namespace
}  // namespace portero::osdp
