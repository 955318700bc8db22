#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"

namespace portero::rtp {

using Bytes = std::vector<std::uint8_t>;

// A transport-wide sequence number (draft-holmer-rmcat-transport-wide-cc-extensions-01), as a
// one-byte header extension (RFC 8285 section 4.2).
struct TransportWide {
  std::uint8_t id = 1;  // 1 to 14
  std::uint16_t number = 0;

  bool operator==(const TransportWide&) const = default;
};

// RFC 3550 section 5.1, of one source.
struct Header {
  bool marker = false;
  std::uint8_t payload_type = 0;  // 0 to 127
  std::uint16_t sequence_number = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0;
  std::optional<TransportWide> transport_wide{};

  bool operator==(const Header&) const = default;
};

inline constexpr std::size_t max_header_bytes = 20;

void append(Bytes& packet, const Header& header);
void append_u16(Bytes& packet, std::uint16_t value);
void append_u32(Bytes& packet, std::uint32_t value);

}  // namespace portero::rtp
