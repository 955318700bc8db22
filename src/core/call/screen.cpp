#include "core/call/screen.hpp"

#include "base/overloaded.hpp"
#include "core/call/call.hpp"
#include "core/call/screen_of_state.hpp"

namespace portero::call {

std::string_view name(Screen screen) {
  switch (screen) {
    case Screen::disabled: return "disabled";
    case Screen::offline: return "offline";
    case Screen::waiting: return "waiting";
    case Screen::directory: return "directory";
    case Screen::ringing: return "ringing";
    case Screen::in_call: return "in_call";
    case Screen::paused: return "paused";
    case Screen::access_pending: return "access_pending";
    case Screen::access_granted: return "access_granted";
    case Screen::access_denied: return "access_denied";
    case Screen::no_answer: return "no_answer";
    case Screen::busy: return "busy";
    case Screen::failed: return "failed";
    case Screen::ended: return "ended";
  }
  return "";
}

// What access says is on top: an operator who opens and hangs up at once must not hide 'access
// granted' from the visitor.
Show Call::screen() const {
  if (const auto access = unlocking_.screen()) return Show{*access};
  if (const auto notice = notice_.screen()) return Show{*notice};
  return screen_of(state_);
}

Show screen_of(const State& state) {
  return std::visit(
      base::overloaded{
          [](const Disabled&) { return Show{Screen::disabled}; },
          [](const Unavailable& unavailable) { return Show{Screen::offline, unavailable.why}; },
          [](const Waiting&) { return Show{Screen::waiting}; },
          [](const Ringing&) { return Show{Screen::ringing}; },
          [](const Talking&) { return Show{Screen::in_call}; },
          [](const Paused&) { return Show{Screen::paused}; },
      },
      state);
}

}  // namespace portero::call
