#include "core/osdp/check.hpp"

#include <numeric>

namespace portero::osdp {

std::uint16_t crc(base::ByteView bytes) {
  unsigned rest = 0x1d0f;
  for (const std::uint8_t byte : bytes) {
    rest ^= static_cast<unsigned>(byte) << 8U;
    for (int bit = 0; bit < 8; ++bit)
      rest = (rest & 0x8000U) != 0 ? (rest << 1U) ^ 0x1021U : rest << 1U;
    rest &= 0xffffU;
  }
  return static_cast<std::uint16_t>(rest);
}

std::uint8_t checksum(base::ByteView bytes) {
  return static_cast<std::uint8_t>(-std::accumulate(bytes.begin(), bytes.end(), 0));
}

}  // namespace portero::osdp
