#include "core/osdp/cards.hpp"

#include <algorithm>
#include <utility>

namespace portero::osdp {

void Cards::offer(const Card& card, base::TimePoint now, std::vector<Event>& events) {
  if (waiting_.size() >= cards_waiting)
    events.emplace_back(CardLost{card.command, CardLoss::too_many});
  else
    waiting_.push_back({card, std::min(card.not_after, now + card_patience)});
}

std::optional<access::Bits> Cards::give() {
  if (waiting_.empty()) return std::nullopt;
  given_ = waiting_.front();
  waiting_.erase(waiting_.begin());
  return given_->card.bits;
}

bool Cards::confirmed(std::vector<Event>& events) {
  const auto read = std::exchange(given_, std::nullopt);
  if (read) events.emplace_back(CardFetched{read->card.command});
  return read && waiting_.empty();
}

void Cards::interrupted(std::vector<Event>& events) {
  if (const auto given = std::exchange(given_, std::nullopt))
    events.emplace_back(CardLost{given->card.command, CardLoss::not_confirmed});
}

void Cards::time_passed(base::TimePoint now, CardLoss why, std::vector<Event>& events) {
  std::erase_if(waiting_, [&](const Waiting& waiting) {
    if (waiting.until > now) return false;
    events.emplace_back(CardLost{waiting.card.command, why});
    return true;
  });
  if (given_ && given_->until <= now) interrupted(events);
}

std::optional<base::TimePoint> Cards::next_deadline() const {
  std::optional<base::TimePoint> deadline;
  if (given_) deadline = given_->until;
  for (const Waiting& waiting : waiting_)
    deadline = std::min(deadline.value_or(waiting.until), waiting.until);
  return deadline;
}

}  // namespace portero::osdp
