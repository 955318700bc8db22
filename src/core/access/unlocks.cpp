#include "core/access/unlocks.hpp"

#include <algorithm>

namespace portero::access {

Decision Unlocks::decide(const Request& request, const Circumstances& circumstances,
                         base::TimePoint now) {
  forget_before(now);
  const auto known = std::ranges::find(remembered_, request.command, &Remembered::command);
  if (known != remembered_.end()) return Repeated{request.command, known->outcome};

  const auto why = objection(request, circumstances, now);
  const Outcome outcome = why ? Outcome{*why} : Outcome{Opened{}};
  // A command that did not fit the memory was refused, so there is nothing in it to repeat.
  if (why != Why::too_many)
    remembered_.push_back({request.command, std::max(now, request.issued) + command_life, outcome});
  if (why) return Refused{request, *why};
  return Granted{request};
}

void Unlocks::note(CommandId command, Outcome outcome) {
  const auto known = std::ranges::find(remembered_, command, &Remembered::command);
  if (known != remembered_.end()) known->outcome = outcome;
}

std::optional<Why> Unlocks::objection(const Request& request, const Circumstances& circumstances,
                                      base::TimePoint now) const {
  if (remembered_.size() >= commands_remembered) return Why::too_many;
  if (request.run != run_) return Why::earlier_run;
  if (now - request.issued > command_life) return Why::expired;
  if (request.issued - now > command_life) return Why::from_the_future;
  if (!circumstances.intercom_on) return Why::intercom_off;
  if (!circumstances.in_call) return Why::outside_call;
  if (request.way == Way::dial_key && !circumstances.dial_key_on) return Why::dial_key_off;
  if (!circumstances.something_to_open) return Why::nothing_to_open;
  return std::nullopt;
}

void Unlocks::forget_before(base::TimePoint now) {
  std::erase_if(remembered_, [now](const Remembered& entry) { return entry.until < now; });
}

}  // namespace portero::access
