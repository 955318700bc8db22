#pragma once

#include <cstddef>
#include <vector>

#include "core/call/leg.hpp"
#include "core/call/record.hpp"

namespace portero::call {

inline constexpr std::size_t sip_legs = 1;
inline constexpr std::size_t webrtc_legs = 10;
// The history names no more of those who came and went.
inline constexpr std::size_t parties_named = 32;

// An answered call: one SIP phone at most, up to ten WebRTC operators (CALL-8). It begins with
// somebody in it; when the last has left it is over and must be put away.
class Conversation {
 public:
  // began: the button press, or the answer itself for a call to the door.
  Conversation(CallId call, Direction direction, base::TimePoint began, Leg first,
               base::TimePoint now);

  [[nodiscard]] CallId call() const { return call_; }
  [[nodiscard]] Direction direction() const { return direction_; }
  [[nodiscard]] base::TimePoint began() const { return began_; }
  [[nodiscard]] base::TimePoint answered() const { return answered_; }
  [[nodiscard]] Legs& legs() { return legs_; }
  [[nodiscard]] const Legs& legs() const { return legs_; }

  void add(Leg leg);
  void count_unlock() { ++unlocks_; }

  [[nodiscard]] bool over() const { return legs_.empty(); }
  // Paused is a call in which nobody can see or hear the visitor for now (CALL-7).
  [[nodiscard]] bool all_held() const;

  [[nodiscard]] CallEnded ended(CallEnd why, base::TimePoint now) const;

 private:
  CallId call_;
  Direction direction_;
  base::TimePoint began_;
  base::TimePoint answered_;
  Legs legs_;
  std::vector<Party> parties_;
  int unlocks_ = 0;
};

}  // namespace portero::call
