#include "core/sip/accepted_invites.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace portero::sip {

void AcceptedInvites::add(std::uint32_t number, Repetition success, base::TimePoint now) {
  PORTERO_ASSERT(!full(), "whoever accepts an INVITE has asked for room");
  waiting_.push_back(
      {number, std::move(success), Retransmission{now, timer::t2}, now + timer::give_up});
}

bool AcceptedInvites::acknowledged(std::uint32_t number) {
  return std::erase_if(waiting_,
                       [number](const Waiting& waiting) { return waiting.number == number; }) != 0;
}

std::vector<Repetition> AcceptedInvites::repetitions(base::TimePoint now) {
  std::vector<Repetition> due;
  for (Waiting& waiting : waiting_)
    if (waiting.retransmission.due(now)) due.push_back(waiting.success);
  return due;
}

bool AcceptedInvites::give_up(base::TimePoint now) {
  return std::erase_if(waiting_, [now](const Waiting& waiting) { return now >= waiting.until; }) !=
         0;
}

std::optional<base::TimePoint> AcceptedInvites::next_deadline() const {
  std::optional<base::TimePoint> next;
  for (const Waiting& waiting : waiting_) {
    const base::TimePoint own = std::min(waiting.retransmission.next(), waiting.until);
    next = next ? std::min(*next, own) : own;
  }
  return next;
}

}  // namespace portero::sip
