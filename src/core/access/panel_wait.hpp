#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/access/request.hpp"

namespace portero::access {

inline constexpr std::size_t commands_awaiting_panel = 16;

// Holds the commands whose credential is on its way to the panel. A panel's answer (an LED line, an
// OSDP command) names no command, so that one answer settles all that wait.
class PanelWait {
 public:
  // Gives the oldest command back, as one for which the panel stayed silent, where too many wait.
  [[nodiscard]] std::optional<CommandId> begin(CommandId command, base::TimePoint until);

  // The commands that an answer settles; none where nobody waits, for a panel moves its LED for
  // reasons of its own too.
  [[nodiscard]] std::vector<CommandId> answered();

  // The commands for which the panel was silent too long.
  [[nodiscard]] std::vector<CommandId> silent(base::TimePoint now);

  // Nothing was sent for this command: no answer settles it.
  void forget(CommandId command);

  [[nodiscard]] bool waiting() const { return !waits_.empty(); }
  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;

 private:
  struct Wait {
    CommandId command;
    base::TimePoint until;
  };

  std::vector<Wait> waits_;
};

}  // namespace portero::access
