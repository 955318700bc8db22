#include "core/dtmf/rtp_event.hpp"

#include <algorithm>

#include "core/rtp/packet.hpp"

namespace portero::dtmf {

std::optional<Rfc4733Event> parse_rtp_event(base::ByteView packet,
                                            std::span<const std::uint8_t> payload_types) {
  base::ByteReader reader{packet};
  const auto header = rtp::read_header(reader);
  if (!header || std::ranges::find(payload_types, header->payload_type) == payload_types.end())
    return std::nullopt;
  const auto event = reader.u8();
  const auto flags_and_volume = reader.u8();
  const auto duration = reader.u16();
  if (!event || !flags_and_volume || !duration) return std::nullopt;
  const auto key = Key::from_event(*event);
  if (!key) return std::nullopt;
  return Rfc4733Event{*key, header->ssrc, header->timestamp, *duration};
}

}  // namespace portero::dtmf
