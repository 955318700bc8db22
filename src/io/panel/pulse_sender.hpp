#pragma once

#include <atomic>
#include <cstdint>
#include <span>

#include "core/access/wiegand.hpp"
#include "core/panel/edges.hpp"
#include "io/panel/wires.hpp"

namespace portero::panel {

// CLOCK_MONOTONIC.
[[nodiscard]] std::int64_t monotonic_ns();

enum class Sending : std::uint8_t { whole, stopped, line_failed, late };

// Pulls the wires for one card, in the calling thread, and notes when it did. The thread sleeps to
// the start of each pulse and waits busily for its width. A pulse that begins late, because the
// machine was busy, moves the later ones: none comes closer than its interval to the one before.
// Stopped, it leaves off behind a pulse, with both wires at rest. Where `not_after` has passed, the
// first pulse does not come, nor any other. Allocates nothing.
[[nodiscard]] Sending send(std::span<const access::WiegandPulse> pulses, Wires& wires, Edges& made,
                           const std::atomic<bool>& stop, base::TimePoint not_after);

}  // namespace portero::panel
