#pragma once

#include <cstdint>

#include "base/bytes.hpp"

// What shows that a frame came over the line as it was sent (SIA OSDP v2.2, 5.9).
namespace portero::osdp {

// CRC-16 with polynomial 0x1021 that begins at 0x1d0f, most significant bit first.
[[nodiscard]] std::uint16_t crc(base::ByteView bytes);
// What makes the sum of all bytes, itself included, 0 modulo 256.
[[nodiscard]] std::uint8_t checksum(base::ByteView bytes);

}  // namespace portero::osdp
