#include "core/display/view.hpp"

namespace portero::display {

std::string_view name(View view) {
  switch (view) {
    case View::starting: return "starting";
    case View::setup: return "setup";
    case View::disabled: return "disabled";
    case View::offline: return "offline";
    case View::waiting: return "waiting";
    case View::directory: return "directory";
    case View::ringing: return "ringing";
    case View::still_ringing: return "still_ringing";
    case View::in_call: return "in_call";
    case View::paused: return "paused";
    case View::access_pending: return "access_pending";
    case View::access_granted: return "access_granted";
    case View::access_denied: return "access_denied";
    case View::no_answer: return "no_answer";
    case View::busy: return "busy";
    case View::failed: return "failed";
    case View::ended: return "ended";
  }
  return "";
}

Show show_of(const call::Call& call, base::TimePoint now) {
  base::TimePoint since = now;
  if (const auto* const conversation = call::conversation_of(call.state()))
    since = conversation->answered();
  else if (const auto* const ringing = std::get_if<call::Ringing>(&call.state()))
    since = ringing->attempt().began;
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - since);
  return {call.shown().screen, call.shown().outage, elapsed.count()};
}

View view_of(const Configure& configured, const Show& shown) {
  switch (shown.screen) {
    case call::Screen::disabled: return configured.setup ? View::setup : View::disabled;
    case call::Screen::offline:
      if (shown.outage == call::Outage::starting) return View::starting;
      return configured.setup ? View::setup : View::offline;
    case call::Screen::waiting: return View::waiting;
    case call::Screen::directory: return View::directory;
    case call::Screen::ringing:
      return shown.elapsed_ms < still_ringing_after_ms ? View::ringing : View::still_ringing;
    case call::Screen::in_call: return View::in_call;
    case call::Screen::paused: return View::paused;
    case call::Screen::access_pending: return View::access_pending;
    case call::Screen::access_granted: return View::access_granted;
    case call::Screen::access_denied: return View::access_denied;
    case call::Screen::no_answer: return View::no_answer;
    case call::Screen::busy: return View::busy;
    case call::Screen::failed: return View::failed;
    case call::Screen::ended: return View::ended;
  }
  return View::starting;
}

}  // namespace portero::display
