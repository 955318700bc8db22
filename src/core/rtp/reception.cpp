#include "core/rtp/reception.hpp"

#include <algorithm>
#include <cmath>

#include "core/rtp/clock.hpp"

namespace portero::rtp {

std::optional<std::uint16_t> Reception::take(const ReceivedPacket& packet, base::TimePoint now) {
  if (ssrc_ != packet.ssrc) begin(packet);
  const auto ahead = static_cast<std::int16_t>(packet.sequence_number - highest_);
  if (ahead <= 0) {
    if (++late_ < max_late) return std::nullopt;
    begin(packet);
    return take(packet, now);
  }
  late_ = 0;
  if (packet.sequence_number < highest_) ++turns_;
  highest_ = packet.sequence_number;
  ++packets_;
  payload_bytes_ += packet.payload.size();
  measure_jitter(packet.timestamp, now);
  const auto missing = static_cast<std::uint16_t>(ahead - 1);
  if (missing >= max_missing) return 0;
  lost_ += missing;
  return missing;
}

void Reception::begin(const ReceivedPacket& packet) {
  ssrc_ = packet.ssrc;
  highest_ = static_cast<std::uint16_t>(packet.sequence_number - 1);
  turns_ = packet.sequence_number == 0 ? ~0U : 0;  // the step to the first is no turn
  late_ = 0;
  transit_.reset();
  their_report_.reset();
}

// RFC 3550 section 6.4.1 and appendix A.8.
void Reception::measure_jitter(std::uint32_t timestamp, base::TimePoint now) {
  constexpr double share = 16;
  const std::uint32_t transit = in_units(now, clock_rate_) - timestamp;
  if (transit_) {
    const double change =
        std::abs(static_cast<double>(static_cast<std::int32_t>(transit - *transit_)));
    jitter_ += (std::min(change, static_cast<double>(clock_rate_)) - jitter_) / share;
  }
  transit_ = transit;
}

void Reception::take(const TheirReport& report, base::TimePoint now) {
  if (ssrc_ != report.ssrc) return;
  their_report_ = report;
  their_report_came_ = now;
}

std::optional<ReceptionReport> Reception::due_report(base::TimePoint now) {
  if (!ssrc_ || (reported_ && now - *reported_ < report_interval)) return std::nullopt;
  reported_ = now;
  constexpr std::uint64_t most_lost = 0x7F'FFFF;
  ReceptionReport report{.ssrc = *ssrc_,
                         .fraction_lost = fraction_lost(),
                         .cumulative_lost = static_cast<std::uint32_t>(std::min(lost_, most_lost)),
                         .highest_sequence_number = turns_ << 16 | highest_,
                         .jitter = static_cast<std::uint32_t>(jitter_)};
  if (their_report_) {
    report.last_report = their_report_->compact_ntp;
    report.since_last_report =
        static_cast<std::uint32_t>((now - their_report_came_).count() * 65'536 / 1'000'000);
  }
  return report;
}

std::uint8_t Reception::fraction_lost() {
  const std::uint64_t lost = lost_ - lost_before_;
  const std::uint64_t expected = packets_ - packets_before_ + lost;
  lost_before_ = lost_;
  packets_before_ = packets_;
  return expected == 0
             ? 0
             : static_cast<std::uint8_t>(std::min<std::uint64_t>(lost * 256 / expected, 255));
}

ReceptionCounts Reception::counts() const {
  return {.packets = packets_,
          .payload_bytes = payload_bytes_,
          .lost = lost_,
          .jitter = std::chrono::duration_cast<base::Duration>(
              std::chrono::duration<double>{jitter_ / clock_rate_})};
}

}  // namespace portero::rtp
