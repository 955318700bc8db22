#include "core/rtp/h264.hpp"

#include <numeric>

#include <gmock/gmock.h>

namespace portero::rtp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Bytes nal(std::uint8_t header, std::size_t bytes) {
  Bytes made(bytes);
  std::iota(made.begin(), made.end(), std::uint8_t{1});
  made[0] = header;
  for (std::uint8_t& byte : made)
    if (byte == 0) byte = 0xFF;
  return made;
}

Bytes stream(const std::vector<Bytes>& nals) {
  Bytes all;
  for (const Bytes& one : nals) {
    if (all.empty()) all.push_back(0);  // four bytes of start code before the first
    all.insert(all.end(), {0, 0, 1});
    all.insert(all.end(), one.begin(), one.end());
  }
  return all;
}

// Puts together again what was taken apart.
std::vector<Bytes> depacketized(const std::vector<Bytes>& payloads) {
  std::vector<Bytes> nals;
  for (const Bytes& payload : payloads) {
    const int type = payload[0] & 0x1F;
    if (type == 24) {
      for (std::size_t at = 1; at < payload.size();) {
        const std::size_t size = std::size_t{payload[at]} << 8 | payload[at + 1];
        nals.emplace_back(payload.begin() + static_cast<std::ptrdiff_t>(at + 2),
                          payload.begin() + static_cast<std::ptrdiff_t>(at + 2 + size));
        at += 2 + size;
      }
    } else if (type == 28) {
      if ((payload[1] & 0x80) != 0)
        nals.push_back({static_cast<std::uint8_t>((payload[0] & 0xE0) | (payload[1] & 0x1F))});
      nals.back().insert(nals.back().end(), payload.begin() + 2, payload.end());
    } else {
      nals.push_back(payload);
    }
  }
  return nals;
}

TEST(H264Payload, OfASmallUnitIsTheUnit) {
  const Bytes slice = nal(0x61, 100);
  EXPECT_THAT(h264_payloads(stream({slice}), 1200), ElementsAre(slice));
}

TEST(H264Payload, PutsSmallUnitsTogether) {
  const std::vector<Bytes> nals{nal(0x67, 20), nal(0x68, 5), nal(0x65, 300)};
  const auto payloads = h264_payloads(stream(nals), 1200);
  ASSERT_THAT(payloads, SizeIs(1));
  EXPECT_EQ(payloads[0][0], 0x60 | 24) << "as important as the most important of them";
  EXPECT_EQ(depacketized(payloads), nals);
}

TEST(H264Payload, CutsALargeUnitIntoPieces) {
  const std::vector<Bytes> nals{nal(0x67, 20), nal(0x68, 5), nal(0x65, 5000)};
  const auto payloads = h264_payloads(stream(nals), 1200);
  for (const Bytes& payload : payloads) EXPECT_LE(payload.size(), 1200U);
  EXPECT_EQ(depacketized(payloads), nals);
  EXPECT_EQ(payloads[1][1] & 0xC0, 0x80) << "the first piece begins";
  EXPECT_EQ(payloads[2][1] & 0xC0, 0x00);
  EXPECT_EQ(payloads.back()[1] & 0xC0, 0x40) << "the last one ends";
}

// At every size around the limit.
TEST(H264Payload, LosesNothingAtTheLimit) {
  for (std::size_t bytes = 30; bytes < 140; ++bytes) {
    const std::vector<Bytes> nals{nal(0x61, bytes), nal(0x61, 10), nal(0x41, bytes / 2)};
    const auto payloads = h264_payloads(stream(nals), 60);
    for (const Bytes& payload : payloads) EXPECT_LE(payload.size(), 60U);
    EXPECT_EQ(depacketized(payloads), nals) << bytes;
  }
}

TEST(H264Payload, LeavesOutDelimitersAndZeros) {
  Bytes unit = stream({nal(9, 2), nal(0x61, 10)});
  unit.insert(unit.end(), {0, 0, 0});
  EXPECT_THAT(h264_payloads(unit, 1200), ElementsAre(nal(0x61, 10)));
}

TEST(H264Payload, IsNothingWithoutAStartCode) {
  EXPECT_THAT(h264_payloads(nal(0x61, 10), 1200), IsEmpty());
  EXPECT_THAT(h264_payloads({}, 1200), IsEmpty());
  EXPECT_THAT(h264_payloads(Bytes{0, 0, 1}, 1200), IsEmpty());
}

}  // namespace
}  // namespace portero::rtp
