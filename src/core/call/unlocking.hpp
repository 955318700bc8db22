#pragma once

#include <optional>
#include <vector>

#include "core/access/panel_wait.hpp"
#include "core/access/unlocks.hpp"
#include "core/call/action.hpp"
#include "core/call/notice.hpp"

namespace portero::call {

// From an operator's request to the actions that move the door, the answer to the operator and what
// the visitor sees (UNL-1 to UNL-6). Knows nothing of calls but what it is told.
class Unlocking {
 public:
  explicit Unlocking(access::RunId run) : unlocks_(run) {}

  // True where the door opens for it.
  bool request(const access::Request& request, const access::Circumstances& circumstances,
               const access::Outputs& outputs, std::optional<CallId> call, base::TimePoint now,
               Actions& actions);
  void panel_answered(bool granted, base::TimePoint now, Actions& actions);
  void relay_failed(access::CommandId command, access::RelayFailure why, base::TimePoint now,
                    Actions& actions);
  void credential_failed(access::CommandId command, access::CredentialFailure why,
                         base::TimePoint now, Actions& actions);
  void time_passed(base::TimePoint now, Actions& actions);

  [[nodiscard]] std::optional<Screen> screen() const;
  [[nodiscard]] std::optional<base::Deadline> next_deadline() const;

 private:
  void open(const access::Granted& grant, const access::Outputs& outputs, base::TimePoint now,
            Actions& actions);
  void settle(const std::vector<access::CommandId>& commands, access::PanelOutcome outcome,
              base::TimePoint now, Actions& actions);
  void answer(access::CommandId command, access::Outcome outcome, Actions& actions);

  access::Unlocks unlocks_;
  access::PanelWait panel_;
  Notice notice_;
};

}  // namespace portero::call
