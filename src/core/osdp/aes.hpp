#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/osdp/frame.hpp"

// AES-128, which the secure channel is made of.
namespace portero::osdp {

using Block = std::array<std::uint8_t, 16>;
using Key = std::array<std::uint8_t, 16>;

[[nodiscard]] Block encrypted(const Key& key, const Block& block);
// CBC without padding. The bytes are whole blocks.
[[nodiscard]] Bytes encrypted(const Key& key, const Block& initial, base::ByteView blocks);
[[nodiscard]] Bytes decrypted(const Key& key, const Block& initial, base::ByteView blocks);

// In a time that does not depend on where they differ. Of equal length.
[[nodiscard]] bool same(base::ByteView left, base::ByteView right);

}  // namespace portero::osdp
