#pragma once

#include <cstdint>
#include <expected>

#include "base/dice.hpp"
#include "core/media/congestion/bitrate.hpp"

namespace portero::sim::link {

using congestion::Bitrate;
using namespace std::chrono_literals;

// The way from the station to a viewer, from some time on.
struct Conditions {
  // Zero for no limit.
  Bitrate rate{};
  // What the queue before the limit holds, as time at that rate; what comes then is dropped.
  base::Duration queue = 300ms;
  base::Duration delay = 20ms;
  // Each packet is late by up to this, and may overtake.
  base::Duration jitter{};
  int loss_percent = 0;
};

enum class Missing : std::uint8_t { lost, dropped };

// What becomes of packets on one way: a queue that is bounded, a limit behind it, and a long cable.
// Knows no clock: here in virtual time, in tests/interop/link between two network devices.
class Way {
 public:
  explicit Way(std::uint64_t seed) : dice_(seed) {}

  // When it arrives that is sent now.
  [[nodiscard]] std::expected<base::TimePoint, Missing> send(std::size_t bytes, base::TimePoint now,
                                                             const Conditions& conditions);

 private:
  base::Dice dice_;
  base::TimePoint free_at_;
};

}  // namespace portero::sim::link
