#pragma once

#include <cstdint>
#include <optional>

#include "core/call/screen.hpp"

namespace portero::media {

// What is heard at the door when the call changes (DSP-10): nobody has to look to know.
enum class Cue : std::uint8_t {
  silence,
  ringing,  // again and again, as in a telephone
  answered,
  paused,  // now and then
  granted,
  denied,
  unanswered,
  ended,
  unavailable,  // whoever presses cannot call
};

// What the call does, and what the display shows: a notice may stand before it.
struct Moment {
  call::Screen call = call::Screen::offline;
  call::Screen shown = call::Screen::offline;

  bool operator==(const Moment&) const = default;
};

// None: what is heard goes on.
[[nodiscard]] std::optional<Cue> cue_for(const Moment& before, const Moment& after);

// It is heard until there is another one.
[[nodiscard]] bool repeats(Cue cue);

}  // namespace portero::media
