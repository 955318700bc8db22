#include "core/media/cue.hpp"

namespace portero::media {
namespace {

using call::Screen;

std::optional<Cue> cue_of_notice(Screen shown) {
  switch (shown) {
    case Screen::access_granted: return Cue::granted;
    case Screen::access_denied: return Cue::denied;
    case Screen::no_answer:
    case Screen::busy:
    case Screen::failed: return Cue::unanswered;
    case Screen::ended: return Cue::ended;
    case Screen::disabled:
    case Screen::offline:
    case Screen::waiting:
    case Screen::directory:
    case Screen::ringing:
    case Screen::in_call:
    case Screen::paused:
    case Screen::access_pending: return std::nullopt;
  }
  return std::nullopt;
}

// Where it repeats.
std::optional<Cue> cue_while(Screen call) {
  if (call == Screen::ringing) return Cue::ringing;
  if (call == Screen::paused) return Cue::paused;
  return std::nullopt;
}

std::optional<Cue> cue_of_call(Screen before, Screen after) {
  if (const auto cue = cue_while(after)) return cue;
  // Whoever calls the door is heard at once: the visitor is told by this alone.
  if (after == Screen::in_call && before != Screen::paused) return Cue::answered;
  return cue_while(before) ? std::optional{Cue::silence} : std::nullopt;
}

}  // namespace

std::optional<Cue> cue_for(const Moment& before, const Moment& after) {
  if (after.shown != before.shown)
    if (const auto cue = cue_of_notice(after.shown)) return cue;
  if (after.call != before.call) return cue_of_call(before.call, after.call);
  if (after.shown != before.shown && cue_of_notice(before.shown)) return cue_while(after.call);
  return std::nullopt;
}

bool repeats(Cue cue) { return cue == Cue::ringing || cue == Cue::paused; }

}  // namespace portero::media
