#include "core/display/light.hpp"

#include <algorithm>

namespace portero::display {
namespace {

constexpr Colour faint = 0x969696;
constexpr Colour black = 0x000000;

}  // namespace

Light light_of(View view, std::int64_t undisturbed_ms) {
  return view == View::waiting && undisturbed_ms >= dims_after_ms ? Light::dimmed : Light::full;
}

std::optional<std::int64_t> dims_in_ms(View view, std::int64_t undisturbed_ms) {
  if (view != View::waiting || undisturbed_ms >= dims_after_ms) return std::nullopt;
  return dims_after_ms - std::max<std::int64_t>(undisturbed_ms, 0);
}

Look dimmed(Look look) {
  look.icon_colour = faint;
  look.text = faint;
  look.background = black;
  return look;
}

}  // namespace portero::display
