#include "core/door/watch.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace portero::door {

void Watch::started(base::TimePoint now) { ready_by_ = now + start_limit; }

void Watch::ended() { *this = {}; }

bool Watch::sends(const Pulse& pulse, base::TimePoint now) {
  if (unanswered_.size() == pulses_unanswered) return false;
  unanswered_.push_back({pulse, now});
  return true;
}

void Watch::told(const Report& report) {
  const auto holds = [&](CommandId command) {
    if (const auto hold = answered(command))
      closed_by_ = std::max(closed_by_.value_or(report.at), report.at + *hold + fall_back_limit);
  };
  std::visit(base::overloaded{
                 [&](const Ready&) {
                   ready_by_.reset();
                   for (Unanswered& early : unanswered_) early.asked = report.at;
                 },
                 [&](const LineOpened& opened) { holds(opened.command); },
                 [&](const HoldLengthened& longer) { holds(longer.command); },
                 [&](const PulseRefused& refused) { std::ignore = answered(refused.command); },
                 [&](const LineClosed&) { closed_by_.reset(); },
             },
             report.what);
}

// It answers in the order that it was asked in. The hold time of what was asked.
std::optional<base::Duration> Watch::answered(CommandId command) {
  const auto asked = std::ranges::find(unanswered_, command,
                                       [](const Unanswered& entry) { return entry.pulse.command; });
  if (asked == unanswered_.end()) return std::nullopt;
  const base::Duration hold = asked->pulse.hold;
  unanswered_.erase(asked);
  return hold;
}

std::vector<CommandId> Watch::unanswered() const {
  std::vector<CommandId> commands;
  for (const auto& [pulse, asked] : unanswered_) commands.push_back(pulse.command);
  return commands;
}

std::optional<base::Deadline> Watch::next_deadline() const {
  if (ready_by_) return base::Deadline{*ready_by_, "it does not get ready"};
  std::optional<base::Deadline> next;
  if (closed_by_) next = {*closed_by_, "it does not tell that the relay fell back"};
  if (unanswered_.empty()) return next;
  for (const auto& [pulse, asked] : unanswered_) {
    const base::TimePoint answer_by = asked + std::min(answer_limit, pulse.hold + fall_back_limit);
    if (!next || answer_by < next->at) next = {answer_by, "it does not answer"};
  }
  return next;
}

}  // namespace portero::door
