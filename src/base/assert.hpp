#pragma once

namespace portero::base {

// Says where and why on standard error, then aborts. Called by PORTERO_ASSERT only.
[[noreturn]] void assertion_failed(const char* expression, const char* why, const char* file,
                                   int line);

}  // namespace portero::base

// For bugs, never for input: a broken invariant ends the process, in release too, because a process
// that no longer knows its own state must not decide about a door (docs/decisions/0005).
#define PORTERO_ASSERT(expression, why) \
  ((expression) ? void() : ::portero::base::assertion_failed(#expression, why, __FILE__, __LINE__))
