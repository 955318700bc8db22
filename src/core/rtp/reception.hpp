#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"
#include "core/rtp/packet.hpp"
#include "core/rtp/reports.hpp"
#include "core/rtp/rtcp.hpp"

namespace portero::rtp {

struct ReceptionCounts {
  std::uint64_t packets = 0;
  std::uint64_t payload_bytes = 0;
  std::uint64_t lost = 0;
  base::Duration jitter{};

  bool operator==(const ReceptionCounts&) const = default;
};

// One source that is received: what is to be played of it, and what is reported. Another SSRC is
// another beginning.
class Reception {
 public:
  explicit Reception(std::uint32_t clock_rate) : clock_rate_(clock_rate) {}

  // How many packets are missing right before this one; nullopt for one that comes too late, or
  // again: it stays lost, in what is reported as well, for nobody plays it. A gap of max_missing
  // and more is a new beginning, where nothing is missing.
  [[nodiscard]] std::optional<std::uint16_t> take(const ReceivedPacket& packet,
                                                  base::TimePoint now);
  void take(const TheirReport& report, base::TimePoint now);

  // Once a second while packets come, with one of them (RFC 3550 section 6.4.1).
  [[nodiscard]] std::optional<ReceptionReport> due_report(base::TimePoint now);
  [[nodiscard]] ReceptionCounts counts() const;

  static constexpr base::Duration report_interval = std::chrono::seconds{1};
  static constexpr std::uint16_t max_missing = 50;  // a second of sound
  static constexpr int max_late = 25;               // in a row; then they are a new beginning

 private:
  void begin(const ReceivedPacket& packet);
  void measure_jitter(std::uint32_t timestamp, base::TimePoint now);
  [[nodiscard]] std::uint8_t fraction_lost();

  std::uint32_t clock_rate_;
  std::optional<std::uint32_t> ssrc_{};
  std::uint16_t highest_ = 0;
  std::uint32_t turns_ = 0;  // of the sequence numbers
  int late_ = 0;
  std::uint64_t lost_ = 0;
  std::uint64_t lost_before_ = 0;  // by the last report
  std::uint64_t packets_ = 0;
  std::uint64_t packets_before_ = 0;
  std::uint64_t payload_bytes_ = 0;
  std::optional<std::uint32_t> transit_{};  // of the last packet, in units of the timestamps
  double jitter_ = 0;                       // the same units
  std::optional<base::TimePoint> reported_{};
  std::optional<TheirReport> their_report_{};
  base::TimePoint their_report_came_{};
};

}  // namespace portero::rtp
