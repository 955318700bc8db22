#include "core/access/unlocks.hpp"

#include <algorithm>

namespace portero::access {

namespace {

std::optional<Why> forbidden_by(const Circumstances& circumstances, const Request& request) {
  if (!circumstances.intercom_on) return Why::intercom_off;
  if (!circumstances.in_call) return Why::outside_call;
  if (circumstances.passkey_wanted && !request.verified) return Why::needs_passkey;
  if (request.way == Way::dial_key && !circumstances.dial_key_on) return Why::dial_key_off;
  if (!circumstances.something_to_open) return Why::nothing_to_open;
  return std::nullopt;
}

}  // namespace

Decision Unlocks::decide(const Request& request, const Circumstances& circumstances,
                         base::TimePoint now) {
  forget_before(now);
  const auto known = std::ranges::find(remembered_, request.command, &Remembered::command);
  if (known != remembered_.end()) return Repeated{request.command, known->outcome};

  // These stay wrong however often they come, and need no memory.
  if (const auto why = never_to_be_obeyed(request, now)) return Refused{request, *why};
  if (!make_room(now)) return Refused{request, Why::too_many};

  const auto why = request.issued > now + command_life ? std::optional{Why::from_the_future}
                                                       : forbidden_by(circumstances, request);
  const base::TimePoint obeyable_until =
      std::clamp(request.issued, now, now + outcome_told) + command_life;
  const Outcome outcome = why ? Outcome{*why} : Outcome{Opened{}};
  remembered_.push_back({.command = request.command,
                         .obeyable_until = obeyable_until,
                         .until = why ? obeyable_until : obeyable_until + outcome_told,
                         .granted = !why,
                         .outcome = outcome});
  if (why) return Refused{request, *why};
  return Granted{request};
}

void Unlocks::note_relay(CommandId command, bool opens) {
  const auto known = std::ranges::find(remembered_, command, &Remembered::command);
  if (known != remembered_.end()) known->relay_opens = opens;
}

bool Unlocks::relay_opens(CommandId command) const {
  const auto known = std::ranges::find(remembered_, command, &Remembered::command);
  return known != remembered_.end() && known->relay_opens;
}

void Unlocks::note(CommandId command, Outcome outcome) {
  const auto known = std::ranges::find(remembered_, command, &Remembered::command);
  if (known != remembered_.end()) known->outcome = outcome;
}

std::optional<Outcome> Unlocks::outcome_of_granted(CommandId command) const {
  const auto known = std::ranges::find(remembered_, command, &Remembered::command);
  if (known == remembered_.end() || !known->granted) return std::nullopt;
  return known->outcome;
}

std::optional<Why> Unlocks::never_to_be_obeyed(const Request& request, base::TimePoint now) const {
  if (request.run != run_) return Why::earlier_run;
  if (request.issued < now - command_life) return Why::expired;
  return std::nullopt;
}

void Unlocks::forget_before(base::TimePoint now) {
  std::erase_if(remembered_, [now](const Remembered& entry) { return entry.until < now; });
}

// A flood of commands that are refused must not keep a good one out: what was refused longest ago
// is forgotten first, then what was granted and cannot be obeyed again.
bool Unlocks::make_room(base::TimePoint now) {
  if (remembered_.size() < commands_remembered) return true;
  auto given_up = std::ranges::find(remembered_, false, &Remembered::granted);
  if (given_up == remembered_.end())
    given_up = std::ranges::find_if(
        remembered_, [now](const Remembered& entry) { return entry.obeyable_until < now; });
  if (given_up == remembered_.end()) return false;
  remembered_.erase(given_up);
  return true;
}

}  // namespace portero::access
