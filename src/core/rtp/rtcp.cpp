#include "core/rtp/rtcp.hpp"

#include <utility>

#include "core/rtp/rtcp_packet.hpp"

namespace portero::rtp {
namespace {

using base::ByteReader;
using base::ByteView;

constexpr std::uint8_t nack = 1;          // of transport_feedback
constexpr std::uint8_t picture_loss = 1;  // of payload_feedback
constexpr std::uint8_t full_intra = 4;    // RFC 5104 section 4.3.1

constexpr std::size_t sender_info_bytes = 20;

std::optional<ReportBlock> read_block(ByteReader& reader) {
  const auto ssrc = reader.u32();
  const auto lost = reader.u32();
  const auto highest = reader.u32();
  const auto jitter = reader.u32();
  const auto last_report = reader.u32();
  const auto since_last_report = reader.u32();
  if (!ssrc || !lost || !highest || !jitter || !last_report || !since_last_report)
    return std::nullopt;
  return ReportBlock{.ssrc = *ssrc,
                     .fraction_lost = static_cast<std::uint8_t>(*lost >> 24),
                     .cumulative_lost = static_cast<std::int32_t>(*lost << 8) >> 8,
                     .last_report = *last_report,
                     .since_last_report = *since_last_report};
}

bool read_reports(const RtcpPacket& packet, std::size_t before_blocks, Told& told) {
  ByteReader reader{packet.body};
  if (!reader.bytes(before_blocks)) return false;
  for (std::uint8_t i = 0; i < packet.count; ++i) {
    const auto block = read_block(reader);
    if (!block) return false;
    told.reports.push_back(*block);
  }
  return true;
}

bool read_their_report(const RtcpPacket& packet, Told& told) {
  ByteReader reader{packet.body};
  const auto ssrc = reader.u32();
  const auto ntp = reader.u64();
  if (!ssrc || !ntp) return false;
  told.their_reports.push_back(
      {.ssrc = *ssrc, .compact_ntp = static_cast<std::uint32_t>(*ntp >> 16)});
  return true;
}

// Each entry names a packet, and which of the 16 that follow.
void read_entry(std::uint16_t first, std::uint16_t others, std::vector<std::uint16_t>& numbers) {
  numbers.push_back(first);
  for (unsigned bit = 0; bit < 16; ++bit)
    if ((others >> bit & 1U) != 0) numbers.push_back(static_cast<std::uint16_t>(first + 1 + bit));
}

bool read_missing(ByteReader& reader, std::uint32_t ssrc, Told& told) {
  constexpr std::size_t most_of_entry = 17;
  std::size_t so_far = 0;
  for (const Missing& missing : told.missing) so_far += missing.sequence_numbers.size();
  Missing missing{.ssrc = ssrc, .sequence_numbers = {}};
  while (!reader.empty()) {
    const auto first = reader.u16();
    const auto others = reader.u16();
    if (!first || !others) return false;
    if (so_far + missing.sequence_numbers.size() + most_of_entry <= max_missing_told)
      read_entry(*first, *others, missing.sequence_numbers);
  }
  told.missing.push_back(std::move(missing));
  return true;
}

// The sources are named in the entries, of eight bytes each.
bool read_full_intra(ByteReader& reader, Told& told) {
  while (!reader.empty()) {
    const auto ssrc = reader.u32();
    if (!ssrc || !reader.u32()) return false;
    told.key_frame_wanted.push_back(*ssrc);
  }
  return true;
}

bool read_feedback(const RtcpPacket& packet, Told& told) {
  ByteReader reader{packet.body};
  const auto sender = reader.u32();
  const auto ssrc = reader.u32();
  if (!sender || !ssrc) return false;
  if (packet.type == rtcp_type::payload_feedback && packet.count == full_intra)
    return read_full_intra(reader, told);
  if (packet.type == rtcp_type::payload_feedback && packet.count == picture_loss)
    told.key_frame_wanted.push_back(*ssrc);
  if (packet.type == rtcp_type::transport_feedback && packet.count == nack)
    return read_missing(reader, *ssrc, told);
  if (packet.type == rtcp_type::transport_feedback && packet.count == transport_wide_format)
    told.transport_wide = true;
  return true;
}

bool read(const RtcpPacket& packet, Told& told) {
  constexpr std::size_t ssrc_bytes = 4;
  switch (packet.type) {
    case rtcp_type::transport_feedback:
    case rtcp_type::payload_feedback: return read_feedback(packet, told);
    case rtcp_type::sender_report:
      return read_their_report(packet, told) &&
             read_reports(packet, ssrc_bytes + sender_info_bytes, told);
    case rtcp_type::receiver_report: return read_reports(packet, ssrc_bytes, told);
    default: return true;
  }
}

}  // namespace

std::optional<Told> parse_rtcp(ByteView compound) {
  if (compound.empty()) return std::nullopt;
  Told told;
  ByteReader reader{compound};
  while (!reader.empty()) {
    const auto packet = read_rtcp_packet(reader);
    if (!packet || !read(*packet, told)) return std::nullopt;
  }
  return told;
}

}  // namespace portero::rtp
