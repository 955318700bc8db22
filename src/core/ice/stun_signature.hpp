#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

// What proves that a STUN message comes from somebody who was told a password, and that it is STUN
// at all (RFC 8489 sections 14.5 and 14.7).
namespace portero::ice {

using StunMessage = std::vector<std::uint8_t>;

inline constexpr std::uint16_t message_integrity = 0x0008;
inline constexpr std::uint16_t fingerprint = 0x8028;
inline constexpr std::size_t stun_header_bytes = 20;
inline constexpr std::size_t integrity_bytes = 20;

using Integrity = std::array<std::uint8_t, integrity_bytes>;

// `before` is the message up to where its MESSAGE-INTEGRITY begins; never empty.
[[nodiscard]] Integrity integrity_of(base::ByteView before, std::string_view password);
// The same up to where its FINGERPRINT begins.
[[nodiscard]] std::uint32_t fingerprint_of(base::ByteView before);

// Pads the value, and makes the message's length right.
void append_attribute(StunMessage& message, std::uint16_t type, base::ByteView value);
void append_integrity(StunMessage& message, std::string_view password);
void append_fingerprint(StunMessage& message);

}  // namespace portero::ice
