#include "core/rtp/vp8.hpp"

#include <algorithm>

namespace portero::rtp {
namespace {

constexpr std::uint8_t extended = 0x80;
constexpr std::uint8_t begins_partition = 0x10;
constexpr std::uint8_t has_picture_id = 0x80;
constexpr std::uint16_t long_picture_id = 0x8000;
constexpr std::size_t descriptor_bytes = 4;

}  // namespace

std::vector<Bytes> vp8_payloads(base::ByteView frame, std::uint16_t number, std::size_t max_bytes) {
  std::vector<Bytes> payloads;
  for (base::ByteView rest = frame; !rest.empty();) {
    const base::ByteView piece = rest.first(std::min(rest.size(), max_bytes - descriptor_bytes));
    rest = rest.subspan(piece.size());
    Bytes payload{static_cast<std::uint8_t>(extended | (payloads.empty() ? begins_partition : 0)),
                  has_picture_id};
    append_u16(payload, number | long_picture_id);
    payload.insert(payload.end(), piece.begin(), piece.end());
    payloads.push_back(std::move(payload));
  }
  return payloads;
}

}  // namespace portero::rtp
