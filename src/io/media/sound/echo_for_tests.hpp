#pragma once

#include "io/media/sound/echo_canceller.hpp"
#include "io/media/sound/room_for_tests.hpp"

// How well a canceller does, for the tests that demand it and the figures that are published: an
// operator talks for 30 s at -20 dBFS, from 20 s on the visitor too.
namespace portero::sound {

inline constexpr base::Duration echo_delay = std::chrono::milliseconds(40);
inline constexpr Cleaning echo_only{.noise_suppression = false, .automatic_gain = false};

// What the microphone hears of the operator: in a room, 6 dB quieter; by a loudspeaker that bends;
// by a card whose clock is 100 ppm slow.
[[nodiscard]] const Sound& linear_echo();
[[nodiscard]] Sound bent_echo();
[[nodiscard]] Sound drifting_echo();

// By how many dB echo is less, and what becomes of the visitor.
struct EchoFigures {
  double first_3_s;
  double while_operator_talks;  // from 10 s on, alone
  double near_end_change_db;
};

[[nodiscard]] EchoFigures echo_figures(Canceller kind, const Sound& echo,
                                       const Cleaning& cleaning = echo_only);

// By how much the visitor comes later.
[[nodiscard]] double cleaning_delay_ms(Canceller kind);

}  // namespace portero::sound
