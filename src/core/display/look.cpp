#include "core/display/look.hpp"

#include <algorithm>
#include <cmath>

namespace portero::display {
namespace {

constexpr Colour green = 0x5bd98a;
constexpr Colour amber = 0xffc46b;
constexpr Colour solid_green = 0x0a5a2b;
constexpr Colour solid_red = 0x8c1119;

double linear(Colour colour, unsigned shift) {
  const double part = static_cast<double>((colour >> shift) & 0xFFU) / 255.0;
  return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
  return 0.2126 * linear(colour, 16) + 0.7152 * linear(colour, 8) + 0.0722 * linear(colour, 0);
}

}  // namespace

std::string_view name(Icon icon) {
  switch (icon) {
    case Icon::none: return "none";
    case Icon::dots: return "dots";
    case Icon::setup_code: return "setup_code";
    case Icon::list: return "list";
    case Icon::phone: return "phone";
    case Icon::phone_struck_through: return "phone_struck_through";
    case Icon::phone_laid_down: return "phone_laid_down";
    case Icon::phone_with_question: return "phone_with_question";
    case Icon::phone_with_minus: return "phone_with_minus";
    case Icon::phone_with_exclamation: return "phone_with_exclamation";
    case Icon::phone_between_arrows: return "phone_between_arrows";
    case Icon::phone_calling_out: return "phone_calling_out";
    case Icon::pause: return "pause";
    case Icon::ring: return "ring";
    case Icon::check: return "check";
    case Icon::cross: return "cross";
  }
  return "";
}

Look look_of(View view) {
  switch (view) {
    case View::starting: return {.icon = Icon::dots, .moves = true};
    case View::setup: return {.icon = Icon::setup_code};
    case View::disabled: return {};
    case View::offline: return {.icon = Icon::phone_struck_through};
    case View::waiting: return {.icon = Icon::phone};
    case View::directory: return {.icon = Icon::list};
    case View::ringing:
    case View::still_ringing: return {.icon = Icon::phone_between_arrows, .moves = true};
    case View::in_call:
      return {.icon = Icon::phone_calling_out, .icon_colour = green, .bar = true, .timed = true};
    case View::paused: return {.icon = Icon::pause, .icon_colour = amber, .bar = true};
    case View::access_pending: return {.icon = Icon::ring, .moves = true};
    case View::access_granted: return {.icon = Icon::check, .background = solid_green};
    case View::access_denied: return {.icon = Icon::cross, .background = solid_red};
    case View::no_answer: return {.icon = Icon::phone_with_question};
    case View::busy: return {.icon = Icon::phone_with_minus};
    case View::failed: return {.icon = Icon::phone_with_exclamation};
    case View::ended: return {.icon = Icon::phone_laid_down};
  }
  return {};
}

double contrast(Colour one, Colour other) {
  const double here = luminance(one);
  const double there = luminance(other);
  return (std::max(here, there) + 0.05) / (std::min(here, there) + 0.05);
}

}  // namespace portero::display
