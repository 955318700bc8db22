#include "core/media/congestion/transport_feedback.hpp"

#include <algorithm>

#include "core/rtp/rtcp_packet.hpp"

namespace portero::congestion {
namespace {

constexpr std::uint16_t vector_bit = 0x8000;
constexpr std::uint16_t two_bit_symbols = 0x4000;
constexpr int run_symbol_shift = 13;
constexpr std::uint16_t run_length_mask = 0x1fff;
constexpr int vector_bits = 14;

// Section 3.1.1; a symbol of one bit is one of the first two.
enum class Symbol : std::uint8_t { not_received, small_delta, large_delta, reserved };

Symbol symbol(int bits) { return static_cast<Symbol>(bits & 0b11); }

using Result = std::expected<void, FeedbackError>;

Result add(std::vector<Symbol>& symbols, Symbol added, std::size_t times) {
  if (added == Symbol::reserved) return std::unexpected(FeedbackError::reserved_symbol);
  symbols.insert(symbols.end(), times, added);
  return {};
}

// Symbols behind the last packet told of are padding, and not looked at.
Result read_chunk(std::uint16_t chunk, std::size_t count, std::vector<Symbol>& symbols) {
  const std::size_t wanted = count - symbols.size();
  if ((chunk & vector_bit) == 0)
    return add(symbols, symbol(chunk >> run_symbol_shift),
               std::min<std::size_t>(chunk & run_length_mask, wanted));
  const int width = (chunk & two_bit_symbols) != 0 ? 2 : 1;
  const int mask = (1 << width) - 1;
  int shift = vector_bits;
  for (std::size_t left = wanted; left > 0 && shift > 0; --left) {
    shift -= width;
    if (const Result added = add(symbols, symbol((chunk >> shift) & mask), 1); !added) return added;
  }
  return {};
}

std::optional<base::Duration> read_delta(Symbol symbol, base::ByteReader& reader) {
  if (symbol == Symbol::small_delta)
    return reader.u8().transform([](std::uint8_t ticks) { return ticks * delta_unit; });
  return reader.u16().transform(
      [](std::uint16_t ticks) { return static_cast<std::int16_t>(ticks) * delta_unit; });
}

std::expected<std::vector<Symbol>, FeedbackError> read_symbols(std::size_t count,
                                                               base::ByteReader& reader) {
  std::vector<Symbol> symbols;
  symbols.reserve(count);
  while (symbols.size() < count) {
    const auto chunk = reader.u16();
    if (!chunk) return std::unexpected(FeedbackError::cut_short);
    if (const Result read = read_chunk(*chunk, count, symbols); !read)
      return std::unexpected(read.error());
  }
  return symbols;
}

std::expected<TransportFeedback, FeedbackError> read_feedback(base::ByteReader reader,
                                                              std::size_t room) {
  const auto sender_ssrc = reader.u32();
  const auto media_ssrc = reader.u32();
  const auto first = reader.u16();
  const auto count = reader.u16();
  const auto time_and_count = reader.u32();
  if (!sender_ssrc || !media_ssrc || !first || !count || !time_and_count)
    return std::unexpected(FeedbackError::cut_short);
  if (*count > room) return std::unexpected(FeedbackError::too_many_packets);

  const auto symbols = read_symbols(*count, reader);
  if (!symbols) return std::unexpected(symbols.error());
  TransportFeedback feedback{static_cast<std::uint8_t>(*time_and_count & 0xff), {}};
  feedback.packets.reserve(*count);
  base::Duration arrived = reference_time_unit * (*time_and_count >> 8);
  std::uint16_t number = *first;
  for (const Symbol symbol : *symbols) {
    PacketStatus status{number++, std::nullopt};
    if (symbol != Symbol::not_received) {
      const auto delta = read_delta(symbol, reader);
      if (!delta) return std::unexpected(FeedbackError::cut_short);
      arrived += *delta;
      status.arrived = arrived;
    }
    feedback.packets.push_back(status);
  }
  return feedback;
}

std::expected<rtp::RtcpPacket, FeedbackError> read_packet(base::ByteReader& reader) {
  const auto packet = rtp::read_rtcp_packet(reader);
  if (packet && rtp::is_rtcp_type(packet->type)) return *packet;
  const bool cut_short = !packet && packet.error() == rtp::RtcpFault::cut_short;
  return std::unexpected(cut_short ? FeedbackError::cut_short : FeedbackError::not_rtcp);
}

}  // namespace

std::expected<std::vector<TransportFeedback>, FeedbackError> parse_transport_feedback(
    base::ByteView datagram) {
  if (datagram.empty()) return std::unexpected(FeedbackError::cut_short);
  std::vector<TransportFeedback> found;
  std::size_t room = max_packet_statuses;
  for (base::ByteReader reader{datagram}; !reader.empty();) {
    const auto packet = read_packet(reader);
    if (!packet) return std::unexpected(packet.error());
    if (packet->type != rtp::rtcp_type::transport_feedback ||
        packet->count != rtp::transport_wide_format)
      continue;
    auto feedback = read_feedback(base::ByteReader{packet->body}, room);
    if (!feedback) return std::unexpected(feedback.error());
    room -= feedback->packets.size();
    found.push_back(std::move(*feedback));
  }
  return found;
}

}  // namespace portero::congestion
