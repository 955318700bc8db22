#include "core/dns/cache.hpp"

#include <algorithm>
#include <utility>

namespace portero::dns {
namespace {

bool is_told(const TimedAnswer& answer) { return answer || answer.error() == Failure::not_found; }

Answer without_ttl(const TimedAnswer& answer) {
  if (!answer) return std::unexpected{answer.error()};
  return answer->records;
}

base::Duration ttl_of(const TimedAnswer& answer) {
  return answer ? std::clamp(answer->ttl, min_ttl, max_ttl) : not_found_ttl;
}

base::Duration retry_after(int failures) {
  base::Duration delay = first_retry;
  for (int i = 1; i < failures && delay < longest_retry; ++i) delay *= 2;
  return std::min(delay, longest_retry);
}

}  // namespace

bool Cache::Entry::is_stale(base::TimePoint now) const {
  if (now >= ask_again_at) return true;
  const bool is_not_found = known && !known->has_value();
  return is_not_found && failures == 0 && now >= known_since + not_found_is_believed_for;
}

bool Cache::Entry::is_kept_fresh() const {
  return known && !is_asked && ask_again_at <= looked_up_at + kept_fresh_for;
}

CacheActions Cache::look_up(LookupId lookup, const Question& question, base::TimePoint now) {
  Entry* const entry = find_or_add(question);
  if (entry == nullptr || entry->waiting.size() == max_waiting_lookups)
    return {Reply{lookup, std::unexpected{Failure::no_answer}}};
  entry->looked_up_at = now;
  CacheActions actions;
  if (entry->known)
    actions.emplace_back(Reply{lookup, *entry->known});
  else
    entry->waiting.push_back(lookup);
  if (!entry->is_asked && (!entry->known || entry->is_stale(now))) ask(question, *entry, actions);
  return actions;
}

CacheActions Cache::answered(const Question& question, const TimedAnswer& answer,
                             base::TimePoint now) {
  const auto found = entries_.find(question);
  if (found == entries_.end()) return {};
  Entry& entry = found->second;
  entry.is_asked = false;
  if (is_told(answer)) {
    entry.known = without_ttl(answer);
    entry.known_since = now;
    entry.failures = 0;
    entry.ask_again_at = now + ttl_of(answer) * 4 / 5;
  } else {
    ++entry.failures;
    entry.ask_again_at = now + retry_after(entry.failures);
  }
  CacheActions actions;
  for (const LookupId lookup : std::exchange(entry.waiting, {}))
    actions.emplace_back(Reply{lookup, without_ttl(answer)});
  if (!entry.known) entries_.erase(found);
  return actions;
}

CacheActions Cache::time_passed(base::TimePoint now) {
  CacheActions actions;
  for (auto& [question, entry] : entries_)
    if (entry.is_kept_fresh() && entry.ask_again_at <= now) ask(question, entry, actions);
  return actions;
}

std::optional<base::Deadline> Cache::next_deadline() const {
  std::optional<base::Deadline> next;
  for (const auto& [question, entry] : entries_)
    if (entry.is_kept_fresh() && (!next || entry.ask_again_at < next->at))
      next = base::Deadline{entry.ask_again_at, "an answer gets old"};
  return next;
}

Cache::Entry* Cache::find_or_add(const Question& question) {
  const auto found = entries_.find(question);
  if (found != entries_.end()) return &found->second;
  if (entries_.size() >= max_cached_questions && !make_room()) return nullptr;
  return &entries_[question];
}

// By what nobody has looked up for longest. What is being asked stays: somebody waits for it.
bool Cache::make_room() {
  auto oldest = entries_.end();
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (entry->second.is_asked) continue;
    if (oldest == entries_.end() || entry->second.looked_up_at < oldest->second.looked_up_at)
      oldest = entry;
  }
  if (oldest == entries_.end()) return false;
  entries_.erase(oldest);
  return true;
}

void Cache::ask(const Question& question, Entry& entry, CacheActions& actions) {
  entry.is_asked = true;
  actions.emplace_back(Query{question});
}

}  // namespace portero::dns
