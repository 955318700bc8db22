#pragma once

#include "base/time.hpp"

// The timers of RFC 3261 table 4, with RFC 6026's L and M.
namespace portero::sip::timer {

inline constexpr base::Duration t1 = std::chrono::milliseconds(500);
inline constexpr base::Duration t2 = std::chrono::seconds(4);
inline constexpr base::Duration t4 = std::chrono::seconds(5);

// B, F, H, J, L, M: how long a transaction waits for the far side, or for its repetitions.
inline constexpr base::Duration give_up = 64 * t1;
// D: how long a refused INVITE over UDP may still be answered again.
inline constexpr base::Duration wait_for_repeated_answer = std::chrono::seconds(32);
// RFC 3261 17.2.1: an INVITE that is not answered by then gets a 100.
inline constexpr base::Duration trying_after = std::chrono::milliseconds(200);

}  // namespace portero::sip::timer
