#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/display/view.hpp"

namespace portero::display {

// 0xRRGGBB
using Colour = std::uint32_t;

inline constexpr Colour white = 0xffffff;
inline constexpr Colour night = 0x0d1117;
inline constexpr Colour plate = 0x1c2733;  // under what can be touched in the directory

// What stands in the middle. None is the mark of an intercom that is off (DSP-1).
enum class Icon : std::uint8_t {
  none,
  dots,
  setup_code,
  list,
  phone,
  phone_struck_through,
  phone_laid_down,
  phone_with_question,
  phone_with_minus,
  phone_with_exclamation,
  phone_between_arrows,
  phone_calling_out,
  pause,
  ring,
  check,
  cross,
};

// How a view is told by shape and colour; its words are in the catalogues.
struct Look {
  Icon icon = Icon::none;
  Colour icon_colour = white;
  Colour background = night;
  Colour text = white;
  bool bar = false;    // a solid bar of the icon's colour at the bottom
  bool timed = false;  // the time of the call is shown
  bool moves = false;

  bool operator==(const Look&) const = default;
};

std::string_view name(Icon icon);

[[nodiscard]] Look look_of(View view);

// So often whoever looks from afar has to look again, though nothing new is told: enough to see
// that it moves, and each second of its time.
inline constexpr std::chrono::milliseconds seen_moving_every{250};
inline constexpr std::chrono::milliseconds seen_counting_every{1000};
[[nodiscard]] std::optional<std::chrono::milliseconds> renewal_of(const Look& look);

// WCAG 2.2: 1 for equal colours up to 21 for black on white.
[[nodiscard]] double contrast(Colour one, Colour other);

}  // namespace portero::display
