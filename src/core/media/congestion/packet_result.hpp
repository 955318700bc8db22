#pragma once

#include <cstddef>
#include <optional>

#include "base/time.hpp"

namespace portero::congestion {

// What became of one packet that was sent.
struct PacketResult {
  base::TimePoint sent;
  // On the wire, with the headers below RTP.
  std::size_t bytes;
  // On the receiver's clock, from an epoch that never changes; nullopt for a lost packet.
  std::optional<base::Duration> arrived;
  // It had been told lost, and came after all.
  bool late = false;

  bool operator==(const PacketResult&) const = default;
};

}  // namespace portero::congestion
