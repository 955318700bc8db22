#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"
#include "core/access/bits.hpp"

namespace portero::access {

struct RelayPulse {
  base::Duration hold = std::chrono::seconds(3);

  bool operator==(const RelayPulse&) const = default;
};

enum class PanelLine : std::uint8_t { wiegand, osdp };

// The fixed credential as the panel will see it, encoded in the station's card format when the
// settings were applied: its range was checked then, not in front of a visitor.
struct CredentialOutput {
  Bits bits;
  PanelLine line = PanelLine::wiegand;
  // UNL-4: how long the panel has to answer; none where its feedback is not awaited.
  std::optional<base::Duration> feedback_timeout;

  bool operator==(const CredentialOutput&) const = default;
};

// What an unlock does, each if enabled (UNL-3).
struct Outputs {
  std::optional<RelayPulse> relay;
  std::optional<CredentialOutput> credential;

  [[nodiscard]] bool any() const { return relay || credential; }

  bool operator==(const Outputs&) const = default;
};

}  // namespace portero::access
