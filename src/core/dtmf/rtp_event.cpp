#include "core/dtmf/rtp_event.hpp"

#include <algorithm>

namespace portero::dtmf {
namespace {

constexpr int version_shift = 6;
constexpr std::uint8_t version = 2;
constexpr std::uint8_t extension_bit = 0x10;
constexpr std::uint8_t contributor_mask = 0x0f;
constexpr std::uint8_t payload_type_mask = 0x7f;

struct RtpHeader {
  std::uint8_t payload_type;
  std::uint32_t timestamp;
  std::uint32_t ssrc;
};

// Leaves the reader at the payload: behind the contributing sources and the extension.
std::optional<RtpHeader> read_header(base::ByteReader& reader) {
  const auto flags = reader.u8();
  const auto marker_and_type = reader.u8();
  const auto sequence_number = reader.u16();
  const auto timestamp = reader.u32();
  const auto ssrc = reader.u32();
  if (!flags || !marker_and_type || !sequence_number || !timestamp || !ssrc) return std::nullopt;
  if (*flags >> version_shift != version) return std::nullopt;
  if (!reader.bytes(4 * std::size_t{static_cast<std::uint8_t>(*flags & contributor_mask)}))
    return std::nullopt;
  if ((*flags & extension_bit) != 0) {
    const auto profile = reader.u16();
    const auto words = reader.u16();
    if (!profile || !words || !reader.bytes(4 * std::size_t{*words})) return std::nullopt;
  }
  return RtpHeader{static_cast<std::uint8_t>(*marker_and_type & payload_type_mask), *timestamp,
                   *ssrc};
}

}  // namespace

std::optional<Rfc4733Event> parse_rtp_event(base::ByteView packet,
                                            std::span<const std::uint8_t> payload_types) {
  base::ByteReader reader{packet};
  const auto header = read_header(reader);
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
