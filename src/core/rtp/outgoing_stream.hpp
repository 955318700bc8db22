#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"
#include "core/rtp/header.hpp"
#include "core/rtp/recently_sent.hpp"
#include "core/rtp/reports.hpp"
#include "core/rtp/rtcp.hpp"

namespace portero::rtp {

// As which stream lost packets are sent again (RFC 4588).
struct Repetition {
  std::uint32_t ssrc = 0;
  std::uint8_t payload_type = 0;

  bool operator==(const Repetition&) const = default;
};

struct StreamFormat {
  std::uint32_t ssrc = 0;
  std::uint8_t payload_type = 0;
  std::uint32_t clock_rate = 90'000;
  std::optional<std::uint8_t> transport_wide_id{};
  std::optional<Repetition> repetition{};  // nullopt: what is lost stays lost

  bool operator==(const StreamFormat&) const = default;
};

// Where a stream begins, by chance (RFC 3550 section 5.1).
struct StreamStart {
  std::uint16_t sequence_number = 0;  // the upper half is not used: SRTP would count a turn
  std::uint16_t repeated_sequence_number = 0;
  std::uint32_t timestamp = 0;
};

struct StreamCounts {
  std::uint64_t packets = 0;
  std::uint64_t payload_bytes = 0;
  std::uint64_t repeated = 0;
  std::int32_t lost = 0;  // as the far side reports it
  double lost_share = 0;  // lately, 0 to 1

  bool operator==(const StreamCounts&) const = default;
};

struct OutgoingPacket {
  Bytes bytes;
  std::optional<std::uint16_t> transport_wide_number{};

  bool operator==(const OutgoingPacket&) const = default;
};

// Gives all streams of a transport their numbers.
class TransportWideNumbers {
 public:
  [[nodiscard]] std::uint16_t next() { return next_++; }

 private:
  std::uint16_t next_ = 0;
};

// One source of RTP: its numbers and times, what may be sent again, and what is reported of it.
class OutgoingStream {
 public:
  OutgoingStream(const StreamFormat& format, const StreamStart& start)
      : format_(format),
        next_(start.sequence_number & 0x7FFF),
        next_repeated_(start.repeated_sequence_number & 0x7FFF),
        first_timestamp_(start.timestamp) {}

  // The payload is kept as long as it may be wanted again. `sampled` is on the time line of `now`.
  // The marker is what the payload's format says of it.
  [[nodiscard]] OutgoingPacket packet(const Payload& payload, bool marker, base::TimePoint sampled,
                                      TransportWideNumbers& numbers, base::TimePoint now);
  // Nullopt when it may not be sent again, is too old, or was only just.
  [[nodiscard]] std::optional<OutgoingPacket> repeat(std::uint16_t sequence_number,
                                                     TransportWideNumbers& numbers,
                                                     base::TimePoint now);
  // Of the payload; 0 when it cannot be sent again.
  [[nodiscard]] std::size_t bytes_of(std::uint16_t sequence_number, base::TimePoint now);

  // Once a second while packets are sent, with the first of them.
  [[nodiscard]] std::optional<SenderReport> due_report(base::TimePoint now);
  void take(const ReportBlock& block);

  [[nodiscard]] std::uint32_t ssrc() const { return format_.ssrc; }
  [[nodiscard]] const StreamCounts& counts() const { return counts_; }

  static constexpr base::Duration report_interval = std::chrono::seconds{1};

 private:
  [[nodiscard]] std::uint32_t timestamp_of(base::TimePoint time) const;
  [[nodiscard]] OutgoingPacket assemble(Header header, TransportWideNumbers& numbers,
                                        std::size_t payload_bytes) const;

  StreamFormat format_;
  std::uint16_t next_;
  std::uint16_t next_repeated_;
  std::uint32_t first_timestamp_;
  RecentlySent sent_;
  StreamCounts counts_;
  std::optional<base::TimePoint> reported_{};
};

}  // namespace portero::rtp
