#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/bytes.hpp"
#include "core/dtmf/key_report.hpp"

namespace portero::dtmf {

// The key of one RTP packet (RFC 3550 section 5.1) that carries a telephone-event (RFC 4733 section
// 2.3) under one of these payload types. Nullopt for what is no such packet: sound, RTCP, events
// that are no keys, anything malformed.
[[nodiscard]] std::optional<Rfc4733Event> parse_rtp_event(
    base::ByteView packet, std::span<const std::uint8_t> payload_types);

}  // namespace portero::dtmf
