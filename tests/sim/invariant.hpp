#pragma once

#include "base/time.hpp"

// The sentences that must stay true whatever happens (ARCHITECTURE.md), in one place.
namespace portero::sim {

struct Invariant {
  const char* name;
  const char* sentence;
};

inline constexpr Invariant recorded_first{
    "recorded first", "A door output moves only after its Granted was recorded."};
inline constexpr Invariant once{"once",
                                "A command moves an output at most once, over restarts too."};
inline constexpr Invariant fresh{
    "fresh", "No command older than 5 s and none of an earlier run moves an output."};
inline constexpr Invariant wished{
    "wished", "Every movement is the wish of an operator who may open, in a way that is on."};
inline constexpr Invariant answered_truly{
    "answered", "Each wish that reaches the station is answered within 1 s, and truly."};
inline constexpr Invariant falls_back{"falls back",
                                      "The relay is back within its hold time + 100 ms."};
inline constexpr Invariant rings_when_asked{
    "rings",
    "Nothing rings unless the visitor asked or an administrator dialled, after it was told to "
    "stop, for too long, or 300 ms after somebody answered; who dials in vain is told why."};
inline constexpr Invariant flows{
    "flows",
    "Picture and sound go to those in the call and not on hold, the picture alone to "
    "those who watch or ring with early media, nothing to anybody else."};
inline constexpr Invariant admitted{
    "admitted",
    "Only callers whom the settings allow are let in: one SIP phone, ten operators in "
    "browsers; the others are told the true reason."};
inline constexpr Invariant true_screen{
    "screen", "The screen tells the truth, within 100 ms of what reached the station."};
inline constexpr Invariant visitor{"visitor", "The visitor cannot end a call."};
inline constexpr Invariant ends{
    "ends", "Every call that began ends once, with true times, and leaves nothing open."};
inline constexpr Invariant vanished{
    "vanished", "Who was silent for the whole time-out is let go, and nobody before."};
inline constexpr Invariant bounded{
    "bounded", "Legs and actions stay few, and a deadline that came leads to a later one."};

// How late the station may be.
inline constexpr base::Duration lateness = std::chrono::milliseconds(100);

}  // namespace portero::sim
