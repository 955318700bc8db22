#include "core/rtp/h264.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace portero::rtp {
namespace {

using base::ByteView;

constexpr std::uint8_t type_bits = 0x1F;        // RFC 6184 section 5.3
constexpr std::uint8_t importance_bits = 0x60;  // nal_ref_idc
constexpr std::uint8_t delimiter = 9;           // H.264 table 7-1
constexpr std::uint8_t together = 24;           // STAP-A
constexpr std::uint8_t in_pieces = 28;          // FU-A
constexpr std::uint8_t begins = 0x80;
constexpr std::uint8_t ends = 0x40;
constexpr std::size_t length_bytes = 2;
constexpr std::array<std::uint8_t, 3> start_code{0, 0, 1};

// Without start codes and the zeros around them.
std::vector<ByteView> nal_units(ByteView stream) {
  std::vector<ByteView> units;
  auto code = std::ranges::search(stream, start_code);
  while (!code.empty()) {
    const ByteView behind{code.end(), stream.end()};
    code = std::ranges::search(behind, start_code);
    ByteView unit{behind.begin(), code.begin()};
    while (!unit.empty() && unit.back() == 0) unit = unit.first(unit.size() - 1);
    if (!unit.empty()) units.push_back(unit);
  }
  return units;
}

std::size_t bytes_together(std::span<const ByteView> nals) {
  std::size_t bytes = 1;
  for (const ByteView nal : nals) bytes += length_bytes + nal.size();
  return bytes;
}

Bytes aggregated(std::span<const ByteView> nals) {
  if (nals.size() == 1) return {nals.front().begin(), nals.front().end()};
  std::uint8_t importance = 0;
  for (const ByteView nal : nals)
    importance = std::max(importance, static_cast<std::uint8_t>(nal.front() & importance_bits));
  Bytes payload;
  payload.reserve(bytes_together(nals));
  payload.push_back(importance | together);
  for (const ByteView nal : nals) {
    append_u16(payload, static_cast<std::uint16_t>(nal.size()));
    payload.insert(payload.end(), nal.begin(), nal.end());
  }
  return payload;
}

void append_pieces(std::vector<Bytes>& payloads, ByteView nal, std::size_t max_bytes) {
  const std::uint8_t indicator = (nal.front() & ~type_bits) | in_pieces;
  const std::uint8_t type = nal.front() & type_bits;
  ByteView rest = nal.subspan(1);
  std::uint8_t first = begins;
  while (!rest.empty()) {
    const ByteView piece = rest.first(std::min(rest.size(), max_bytes - 2));
    rest = rest.subspan(piece.size());
    Bytes payload{indicator, static_cast<std::uint8_t>(first | (rest.empty() ? ends : 0) | type)};
    payload.insert(payload.end(), piece.begin(), piece.end());
    payloads.push_back(std::move(payload));
    first = 0;
  }
}

// How many of them, one at least, fit together.
std::size_t fitting(std::span<const ByteView> nals, std::size_t max_bytes) {
  std::size_t count = 1;
  while (count < nals.size() && bytes_together(nals.first(count + 1)) <= max_bytes) ++count;
  return count;
}

}  // namespace

std::vector<Bytes> h264_payloads(ByteView unit, std::size_t max_bytes) {
  std::vector<ByteView> nals = nal_units(unit);
  std::erase_if(nals, [](ByteView nal) { return (nal.front() & type_bits) == delimiter; });
  std::vector<Bytes> payloads;
  std::span<const ByteView> rest = nals;
  while (!rest.empty()) {
    const std::size_t count = fitting(rest, max_bytes);
    if (rest.front().size() > max_bytes)
      append_pieces(payloads, rest.front(), max_bytes);
    else
      payloads.push_back(aggregated(rest.first(count)));
    rest = rest.subspan(count);
  }
  return payloads;
}

}  // namespace portero::rtp
