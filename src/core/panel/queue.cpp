#include "core/panel/queue.hpp"

#include <algorithm>

namespace portero::panel {
namespace {

// A machine runs for some hundred years at most.
constexpr std::int64_t latest_us = std::int64_t{1} << 53;

}  // namespace

std::optional<Card> card_of(const SendCard& asked) {
  using std::chrono::microseconds;
  const auto timing =
      access::WiegandTiming::make(microseconds{asked.width_us}, microseconds{asked.interval_us});
  const bool sometime = asked.not_after_us >= 0 && asked.not_after_us <= latest_us;
  if (!timing || asked.bits.size() == 0 || !sometime) return std::nullopt;
  return Card{asked.command, asked.bits, *timing,
              base::TimePoint{microseconds{asked.not_after_us}}};
}

std::optional<Objection> Queue::add(const Card& card, base::TimePoint now) {
  if (now > card.not_after) return Objection::late;
  if (std::ranges::find(known_, card.command) != known_.end()) return Objection::repeated;
  if (waiting_.size() == waiting_at_most) return Objection::too_many;
  waiting_.push_back(card);
  known_.push_back(card.command);
  if (known_.size() > commands_remembered) known_.pop_front();
  return std::nullopt;
}

std::vector<CommandId> Queue::late(base::TimePoint now) {
  std::vector<CommandId> commands;
  std::erase_if(waiting_, [&](const Card& card) {
    if (now <= card.not_after) return false;
    commands.push_back(card.command);
    return true;
  });
  return commands;
}

std::optional<Card> Queue::next(base::TimePoint now) {
  if (sending_since_ || now < rests_until_ || waiting_.empty()) return std::nullopt;
  const Card card = waiting_.front();
  waiting_.pop_front();
  sending_since_ = now;
  return card;
}

void Queue::over(base::TimePoint now) {
  sending_since_.reset();
  rests_until_ = now + rest;
}

std::optional<base::TimePoint> Queue::next_deadline() const {
  if (waiting_.empty()) return std::nullopt;
  // Late is who is later than not_after.
  const base::TimePoint late =
      std::ranges::min(waiting_, {}, &Card::not_after).not_after + base::Duration{1};
  return sending_since_ ? late : std::min(rests_until_, late);
}

}  // namespace portero::panel
