#pragma once

#include <array>
#include <cstdint>

#include "core/osdp/aes.hpp"

// What both ends of a secure channel compute from the key they share and the numbers that each has
// drawn (SIA OSDP v2.2, annex D.4).
namespace portero::osdp {

// RND.A of the panel, RND.B of the peripheral device.
using Nonce = std::array<std::uint8_t, 8>;

// SCBK-D, known to everybody: good for nothing but to bring a key of one's own.
inline constexpr Key default_key{0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37,
                                 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f};

struct SessionKeys {
  Key enc;
  Key mac1;
  Key mac2;

  bool operator==(const SessionKeys&) const = default;
};

[[nodiscard]] SessionKeys session_keys(const Key& base, const Nonce& of_panel);

[[nodiscard]] Block client_cryptogram(const SessionKeys& keys, const Nonce& of_panel,
                                      const Nonce& of_device);
[[nodiscard]] Block server_cryptogram(const SessionKeys& keys, const Nonce& of_panel,
                                      const Nonce& of_device);
// R-MAC I, from which the first message of the panel goes on.
[[nodiscard]] Block initial_mac(const SessionKeys& keys, const Block& server_cryptogram);

// All 16 bytes; a frame carries the first four. It goes on from the MAC of the message before,
// whichever side that came from.
[[nodiscard]] Block mac(const SessionKeys& keys, const Block& before, Bytes message);

}  // namespace portero::osdp
