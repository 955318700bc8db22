#include "core/events/event.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace portero::events {
namespace {

// Number, time, kind and the lengths of the texts, as a row of a table takes them.
constexpr std::size_t fixed_bytes = 40;

static_assert(fixed_bytes + max_label_bytes + max_who_bytes + max_how_bytes + max_outcome_bytes <=
              max_event_bytes);

constexpr std::array<std::string_view, kinds> names{
    "call_requested", "call_answered",   "operator_joined",  "operator_left",
    "call_ended",     "caller_rejected", "unlock_granted",   "unlock_refused",
    "panel_settled",  "available",       "unavailable",      "started",
    "fault",          "relay_stayed",    "settings_changed", "credential_not_sent",
};

constexpr bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

}  // namespace

std::string_view name(Kind kind) { return names.at(static_cast<std::size_t>(kind)); }

std::optional<Kind> kind_of(std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Kind>(found - names.begin());
}

std::size_t bytes_of(const Event& event) {
  return fixed_bytes + event.call.size() + event.who.size() + event.how.size() +
         event.outcome.size();
}

std::string shortened(std::string_view text, std::size_t max_bytes) {
  // The longest character has four bytes: whatever is cut off here lies behind the limit.
  std::string valid = base::valid_utf8(text.substr(0, max_bytes + 4));
  if (valid.size() <= max_bytes) return valid;
  std::size_t end = max_bytes;
  while (end > 0 && continues(valid[end])) --end;
  valid.resize(end);
  return valid;
}

Event within_limits(Event event) {
  event.call = shortened(event.call, max_label_bytes);
  event.who = shortened(event.who, max_who_bytes);
  event.how = shortened(event.how, max_how_bytes);
  event.outcome = shortened(event.outcome, max_outcome_bytes);
  return event;
}

}  // namespace portero::events
