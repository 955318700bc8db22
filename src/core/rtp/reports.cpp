#include "core/rtp/reports.hpp"

#include "core/rtp/rtcp_packet.hpp"

namespace portero::rtp {
namespace {

constexpr std::uint8_t version_2 = 0x80;
constexpr std::uint8_t one = 1;  // report block, chunk
constexpr std::uint8_t canonical_name = 1;
constexpr std::uint16_t sender_words = 6;
constexpr std::uint16_t receiver_words = 7;

std::uint64_t ntp(base::TimePoint time) {
  const auto us = static_cast<std::uint64_t>(time.time_since_epoch().count());
  const std::uint64_t seconds = us / 1'000'000;
  return seconds << 32 | ((us % 1'000'000) << 32) / 1'000'000;
}

void append_name(Bytes& packet, std::uint32_t ssrc, std::string_view name) {
  Bytes chunk;
  append_u32(chunk, ssrc);
  chunk.push_back(canonical_name);
  chunk.push_back(static_cast<std::uint8_t>(name.size()));
  chunk.insert(chunk.end(), name.begin(), name.end());
  do chunk.push_back(0);
  while (chunk.size() % 4 != 0);
  packet.push_back(version_2 | one);
  packet.push_back(rtcp_type::source_description);
  append_u16(packet, static_cast<std::uint16_t>(chunk.size() / 4));
  packet.insert(packet.end(), chunk.begin(), chunk.end());
}

}  // namespace

Bytes compound_of(const SenderReport& report, std::string_view name) {
  Bytes packet{version_2, rtcp_type::sender_report};
  append_u16(packet, sender_words);
  append_u32(packet, report.ssrc);
  const std::uint64_t time = ntp(report.now);
  append_u32(packet, static_cast<std::uint32_t>(time >> 32));
  append_u32(packet, static_cast<std::uint32_t>(time));
  append_u32(packet, report.timestamp);
  append_u32(packet, report.packets);
  append_u32(packet, report.payload_bytes);
  append_name(packet, report.ssrc, name);
  return packet;
}

Bytes compound_of(const ReceptionReport& report, std::uint32_t reporter, std::string_view name) {
  Bytes packet{version_2 | one, rtcp_type::receiver_report};
  append_u16(packet, receiver_words);
  append_u32(packet, reporter);
  append_u32(packet, report.ssrc);
  append_u32(packet, std::uint32_t{report.fraction_lost} << 24 | report.cumulative_lost);
  append_u32(packet, report.highest_sequence_number);
  append_u32(packet, report.jitter);
  append_u32(packet, report.last_report);
  append_u32(packet, report.since_last_report);
  append_name(packet, reporter, name);
  return packet;
}

std::uint32_t compact_ntp(base::TimePoint time) {
  return static_cast<std::uint32_t>(ntp(time) >> 16);
}

std::optional<base::Duration> round_trip(std::uint32_t last_report, std::uint32_t since_last_report,
                                         base::TimePoint now) {
  constexpr std::int32_t most_misjudged = -6'554;  // 100 ms
  if (last_report == 0) return std::nullopt;
  const auto units = static_cast<std::int32_t>(compact_ntp(now) - last_report - since_last_report);
  if (units < most_misjudged) return std::nullopt;
  if (units < 0) return base::Duration::zero();
  const base::Duration trip{std::int64_t{units} * 1'000'000 / 65'536};
  return trip <= longest_round_trip ? std::optional{trip} : std::nullopt;
}

}  // namespace portero::rtp
