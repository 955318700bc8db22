#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.hpp"
#include "core/rtp/header.hpp"

namespace portero::rtp {

// The payloads of a VP8 frame (RFC 7741 section 4.2), each of at most `max_bytes`, with its number
// as a picture id of 15 bits.
[[nodiscard]] std::vector<Bytes> vp8_payloads(base::ByteView frame, std::uint16_t number,
                                              std::size_t max_bytes);

}  // namespace portero::rtp
