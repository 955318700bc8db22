#pragma once

#include <cstdint>
#include <optional>

#include "core/media/congestion/packet_result.hpp"

namespace portero::congestion {

// Tells loss that we cause from loss that a link has anyway (a radio): when much is lost, the rate
// is cut once, on trial. Where the loss stays, it is not ours; retransmission repairs it, and
// the rate comes back.
class RandomLoss {
 public:
  // restore and confirm end a trial: the link loses anyway, or the rate was too high.
  enum class Advice : std::uint8_t { none, back_off, restore, confirm };

  // More than this above what is lost anyway is looked into.
  static constexpr double suspicious = 0.10;
  // More is no link to send pictures through.
  static constexpr double most = 0.30;
  // Of a trial: what was sent before a slower encoder could show in it is not counted.
  static constexpr base::Duration settling = std::chrono::milliseconds(300);
  static constexpr base::Duration span = std::chrono::seconds(1);
  static constexpr int fewest_packets = 40;

  void add(const PacketResult& result);
  [[nodiscard]] Advice judge(base::TimePoint now);
  // A queue grew: what is lost now is ours.
  void congested() { trial_.reset(); }

  // The share of packets lost in the last span or two.
  [[nodiscard]] double lost() const { return (before_ + current_).share(); }
  // The share lost whatever is sent.
  [[nodiscard]] double anyway() const { return anyway_; }

 private:
  struct Count {
    int packets = 0;
    int lost = 0;

    Count operator+(Count other) const { return {packets + other.packets, lost + other.lost}; }
    [[nodiscard]] double share() const;
  };
  struct Trial {
    double lost_before;
    base::TimePoint counts_from;
    Count count;
    base::TimePoint newest;
  };

  static void count(const PacketResult& result, Count& count);
  Advice verdict(const Trial& trial);

  Count before_;
  Count current_;
  std::optional<base::TimePoint> span_begun_;
  std::optional<Trial> trial_;
  double anyway_ = 0;
};

}  // namespace portero::congestion
