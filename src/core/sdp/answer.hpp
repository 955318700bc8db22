#pragma once

#include <expected>

#include "core/sdp/exchange.hpp"
#include "core/sdp/local_media.hpp"
#include "core/sdp/rejection.hpp"

namespace portero::sdp {

struct Answer {
  Session session;
  Agreement agreement;
};

// Answers their offer (RFC 3264 section 6): as many m= lines as it has, in its order; the first
// audio line that can be and the first video line that can be are accepted, all others refused.
// Of the codecs of an accepted line the answer names the best by our preferences, with their
// payload type, and the telephone events of its clock and of 8000 Hz. Video is only ever sent by
// us.
//
// The offer as a whole is refused where it has sound that we allow but none of it can be, or where
// nothing of it can be. `current` is what the dialog agreed before.
[[nodiscard]] std::expected<Answer, Rejection> make_answer(const Session& offer,
                                                           const LocalMedia& local,
                                                           const Preferences& preferences,
                                                           const Identity& identity,
                                                           const Exchange* current = nullptr);

}  // namespace portero::sdp
