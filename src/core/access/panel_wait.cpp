#include "core/access/panel_wait.hpp"

#include <algorithm>

namespace portero::access {

std::optional<CommandId> PanelWait::begin(CommandId command, base::TimePoint until) {
  std::optional<CommandId> given_up;
  if (waits_.size() >= commands_awaiting_panel) {
    given_up = waits_.front().command;
    waits_.erase(waits_.begin());
  }
  waits_.push_back({command, until});
  return given_up;
}

std::vector<CommandId> PanelWait::answered() {
  std::vector<CommandId> settled;
  for (const Wait& wait : waits_) settled.push_back(wait.command);
  waits_.clear();
  return settled;
}

std::vector<CommandId> PanelWait::silent(base::TimePoint now) {
  std::vector<CommandId> settled;
  std::erase_if(waits_, [&](const Wait& wait) {
    if (wait.until > now) return false;
    settled.push_back(wait.command);
    return true;
  });
  return settled;
}

void PanelWait::forget(CommandId command) {
  std::erase_if(waits_, [&](const Wait& wait) { return wait.command == command; });
}

std::optional<base::TimePoint> PanelWait::next_deadline() const {
  if (waits_.empty()) return std::nullopt;
  return std::ranges::min_element(waits_, {}, &Wait::until)->until;
}

}  // namespace portero::access
